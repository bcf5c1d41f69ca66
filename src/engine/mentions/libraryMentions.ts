import { AtlasError } from '../../core/errors.ts';
import { parseBibliography, type BibEntry } from '../../core/explain/bibliography.ts';
import type { Explainer } from '../../core/explain/explainer.ts';
import type { LibraryMention, MentionsAnswer } from '../../protocol/requests.ts';
import { readText } from '../indexing/readText.ts';
import { isMinified, isProse, languageOf } from './fileKinds.ts';
import { libraryFiles, type LibraryFile } from './libraryFiles.ts';
import { libraryText } from './libraryText.ts';
import { scanFile, type ScannedFile } from './scanFile.ts';

const DOCUMENTS_A_CARD = 30;
/** Reasons that are told one by one. */
const MOST_REASONS = 500;

interface Known {
  readonly stamp: string;
  /** What the library's .bib files were when it was looked through. */
  readonly bibliography: string;
  readonly scanned: ScannedFile | { readonly reason: string };
}

interface Bibliography {
  readonly stamp: string;
  readonly entries: readonly BibEntry[];
}

/**
 * What a library's notes and code mention of the atlas, as a hover would explain it. What was found in a file is kept
 * until the file changes, or a .bib file does and the file cites.
 */
export class LibraryMentions {
  readonly #openExplainer: () => Promise<Explainer>;
  readonly #known = new Map<string, Known>();
  #explainer: Explainer | null = null;
  #bibliography: Bibliography = { stamp: '', entries: [] };
  #turn: Promise<unknown> = Promise.resolve();

  constructor(openExplainer: () => Promise<Explainer>) {
    this.#openExplainer = openExplainer;
  }

  /**
   * One run at a time; what a cancelled one has found is kept for the next.
   * @param library folder of the library's index
   * @throws AtlasError `ATLAS-CANCELLED`
   */
  collect(library: string, signal: AbortSignal): Promise<MentionsAnswer> {
    const mine = this.#turn.then(() => this.#collect(library, signal));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #collect(library: string, signal: AbortSignal): Promise<MentionsAnswer> {
    this.#explainer ??= await this.#openExplainer();
    const { files, skipped } = await libraryFiles(library, signal);
    await this.#readBibliography(files);
    const there = new Set(files.map(({ document }) => document));
    for (const document of this.#known.keys()) if (!there.has(document)) this.#known.delete(document);
    const reasons = [...skipped];
    const byCard = new Map<string, LibraryMention[]>();
    for (const each of files) {
      const { document, file } = each;
      const scanned = await this.#scan(each, this.#explainer, signal);
      if ('reason' in scanned) reasons.push({ document, reason: scanned.reason });
      else
        for (const place of scanned.places) {
          const others = byCard.get(place.card);
          if (others) others.push({ ...place, document, file });
          else byCard.set(place.card, [{ ...place, document, file }]);
        }
    }
    return {
      mentions: [...byCard.values()].flatMap(foremost),
      files: files.length,
      skipped: someOf(reasons),
    };
  }

  async #scan(file: LibraryFile, explainer: Explainer, signal: AbortSignal): Promise<Known['scanned']> {
    const { document, stamp } = file;
    const { stamp: bibliography, entries } = this.#bibliography;
    const known = this.#known.get(document);
    const depends = known && 'cites' in known.scanned && known.scanned.cites;
    if (known?.stamp === stamp && (!depends || known.bibliography === bibliography)) return known.scanned;
    const scanned = await lookThrough(file, explainer, entries, signal);
    this.#known.set(document, { stamp, bibliography, scanned });
    return scanned;
  }

  async #readBibliography(files: readonly LibraryFile[]): Promise<void> {
    const own = files.filter(({ document }) => languageOf(document) === 'bibtex');
    const stamp = own.map((each) => `${each.file} ${each.stamp}`).join('\n');
    if (this.#bibliography.stamp === stamp) return;
    // One that cannot be read is named when its turn comes.
    const texts = await Promise.all(own.map(({ file }) => readText(file).catch(() => '')));
    this.#bibliography = { stamp, entries: texts.flatMap(parseBibliography) };
  }
}

async function lookThrough(
  { document, file }: LibraryFile,
  explainer: Explainer,
  entries: readonly BibEntry[],
  signal: AbortSignal,
): Promise<Known['scanned']> {
  const languageId = languageOf(document);
  try {
    const source = await readText(file);
    if (isMinified(source, languageId)) return { reason: 'It is minified.' };
    return await scanFile(libraryText(source, languageId, file), explainer, entries, signal);
  } catch (thrown) {
    const error = AtlasError.from(thrown, file);
    if (error.code === 'ATLAS-CANCELLED') throw error;
    return { reason: error.message };
  }
}

/** Notes first, then those that mention it most. */
const foremost = (mentions: readonly LibraryMention[]): LibraryMention[] =>
  mentions
    .toSorted((a, b) => Number(isProse(b.document)) - Number(isProse(a.document)) || b.count - a.count)
    .slice(0, DOCUMENTS_A_CARD);

function someOf(reasons: MentionsAnswer['skipped']): MentionsAnswer['skipped'] {
  const more = reasons.length - MOST_REASONS;
  return more <= 0
    ? reasons
    : [...reasons.slice(0, MOST_REASONS), { document: '', reason: `${more} more files were left out.` }];
}
