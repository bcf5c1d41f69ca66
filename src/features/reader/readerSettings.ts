import type * as vscode from 'vscode';
import { LANGUAGES, type Language } from '../../core/language.ts';
import { TEXT_SIZE } from '../../protocol/readerMessages.ts';

const LANGUAGE_KEY = 'reader.language';
const TEXT_SIZE_KEY = 'reader.textSize';

/** What a person chose for all readers; it lasts. */
export class ReaderSettings {
  readonly #memory: vscode.Memento;
  readonly #editor: Language;

  /** @param editor the language of the editor, which counts until another one is chosen */
  constructor(memory: vscode.Memento, editor: Language) {
    this.#memory = memory;
    this.#editor = editor;
  }

  get language(): Language {
    const chosen = this.#memory.get<unknown>(LANGUAGE_KEY);
    return LANGUAGES.find((language) => language === chosen) ?? this.#editor;
  }

  async setLanguage(language: Language): Promise<void> {
    await this.#memory.update(LANGUAGE_KEY, language);
  }

  /** Percent, within `TEXT_SIZE`. */
  get textSize(): number {
    const chosen = this.#memory.get<unknown>(TEXT_SIZE_KEY);
    return typeof chosen === 'number' && chosen >= TEXT_SIZE.least && chosen <= TEXT_SIZE.most ? chosen : 100;
  }

  async setTextSize(percent: number): Promise<void> {
    await this.#memory.update(TEXT_SIZE_KEY, percent);
  }
}
