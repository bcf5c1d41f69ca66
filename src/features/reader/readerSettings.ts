import type * as vscode from 'vscode';
import { LANGUAGES, type Language } from '../../core/language.ts';

const LANGUAGE = 'reader.language';
const TEXT_SIZE = 'reader.textSize';

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
    const chosen = this.#memory.get<unknown>(LANGUAGE);
    return LANGUAGES.find((language) => language === chosen) ?? this.#editor;
  }

  async setLanguage(language: Language): Promise<void> {
    await this.#memory.update(LANGUAGE, language);
  }

  /** Percent, 70 to 200. */
  get textSize(): number {
    const chosen = this.#memory.get<unknown>(TEXT_SIZE);
    return typeof chosen === 'number' && chosen >= 70 && chosen <= 200 ? chosen : 100;
  }

  async setTextSize(percent: number): Promise<void> {
    await this.#memory.update(TEXT_SIZE, percent);
  }
}
