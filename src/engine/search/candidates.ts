import type { DocumentKind } from '../../core/document.ts';
import type { Language } from '../../core/language.ts';
import { LANGUAGE_GAP, type Evidence } from '../../core/search/features.ts';
import type { NameEvidence } from '../../core/search/questionReading.ts';
import type { ScoredPassage } from '../../core/store.ts';
import type { LibraryIndex, Outline } from './libraryIndex.ts';

/** What one library answered to a question. */
export interface Retrieved {
  readonly nearest: readonly ScoredPassage[];
  readonly passages: readonly ScoredPassage[];
  /** Best first, by document number. */
  readonly documents: readonly (readonly [document: number, score: number])[];
  readonly names: ReadonlyMap<number, NameEvidence>;
  readonly outlines: ReadonlyMap<number, Outline>;
  /** Share of the question's terms in each document. */
  readonly held: ReadonlyMap<number, number>;
}

/** Something that may become a hit: a whole concept or paper, or one passage of a note. */
export interface Candidate {
  readonly index: LibraryIndex;
  readonly document: number;
  /** The passage that is the hit; null for a whole document. */
  readonly passage: number | null;
  readonly evidence: Evidence;
  /** The passage to show, in the question's language where there is one, and the nearest question it answers. */
  readonly shown: number | null;
  readonly question: { readonly passage: number; readonly above: number } | null;
  /** Whether the text to show is in the other language. */
  readonly crossing: boolean;
  readonly names: NameEvidence | null;
  /** Terms of the question that the shown text holds, where that was looked at. */
  readonly words?: readonly string[];
}

/** A passage has one text where a card has five roles in two languages: about what the others would have scored. */
const SECOND_OF_ONE = 0.75;
const CROSS_OF_ONE = 0.5;

interface Gathered {
  readonly document: number;
  passage: number | null;
  /** The passage that is the hit, or stands for it, is in the question's language. */
  own: boolean;
  readonly same: Map<string, number>;
  cross: number;
  passageText: number;
  textPassage: number | null;
  /** The nearest text to show in the question's language, and in the other. */
  shown: number | null;
  foreign: number | null;
  question: { passage: number; above: number } | null;
}

/**
 * Joins what the vectors, full text and names found into one candidate a thing.
 * @param floor cosine that counts as nothing
 * @param passagesOnly true: every passage is a candidate of its own, cards' too
 */
export function gatherCandidates(
  index: LibraryIndex,
  found: Retrieved,
  options: { readonly floor: number; readonly language: Language; readonly passagesOnly: boolean },
): Candidate[] {
  const { floor, language, passagesOnly } = options;
  const gathered = new Map<string, Gathered>();
  const kindOf = (document: number): DocumentKind => index.documents[document]!.kind;
  const open = (document: number, passage: number | null, key = `${document}:${passage}`): Gathered => {
    let entry = gathered.get(key);
    if (!entry) {
      entry = {
        document,
        passage,
        own: false,
        same: new Map(),
        cross: 0,
        passageText: 0,
        textPassage: null,
        shown: null,
        foreign: null,
        question: null,
      };
      gathered.set(key, entry);
    }
    return entry;
  };
  const entryFor = (outline: Outline): Gathered | null => {
    const { document, passage, role } = outline;
    if (!passagesOnly && kindOf(document) !== 'note') return open(document, null);
    if (role === 'caption') return openFigure(outline);
    return role === 'text' ? open(document, passage) : null;
  };
  /** A figure is one thing, with a caption in each language; it shows the one in the question's. */
  const openFigure = ({ document, passage, figure, language: written }: Outline): Gathered => {
    const entry = open(document, passage, `${document}:${figure}`);
    if (written === language && !entry.own) entry.passage = passage;
    entry.own ||= written === language;
    return entry;
  };
  /** A near text speaks for its thing, and a chapter's passage for the concept that it is about. */
  const lend = (entry: Gathered, outline: Outline, above: number): void => {
    const role = outline.document === entry.document ? outline.role : 'chapter';
    if (outline.language === language) entry.same.set(role, Math.max(entry.same.get(role) ?? 0, above));
    else entry.cross = Math.max(entry.cross, above);
  };
  const titles = new Map<number, number>();
  for (const { passage, score } of found.nearest) {
    const outline = found.outlines.get(passage);
    if (!outline) continue;
    const above = Math.max(0, score - floor);
    const entry = entryFor(outline);
    if (!passagesOnly) for (const concept of outline.about) lend(open(concept, null), outline, above);
    if (!entry) {
      titles.set(outline.document, Math.max(titles.get(outline.document) ?? 0, above));
      continue;
    }
    const showable = outline.role === 'text' || outline.role === 'summary' || outline.role === 'caption';
    if (showable && outline.language === language) entry.shown ??= passage;
    else if (showable) entry.foreign ??= passage;
    if (outline.role === 'question' && (!entry.question || above > entry.question.above)) {
      entry.question = { passage, above };
    }
    lend(entry, outline, above);
  }
  for (const { passage, score } of found.passages) {
    const outline = found.outlines.get(passage);
    const entry = outline && entryFor(outline);
    if (!entry) continue;
    entry.passageText = Math.max(entry.passageText, score);
    const readable = outline.role !== 'name' && outline.role !== 'question' && outline.language === language;
    if (readable) entry.textPassage ??= passage;
  }
  const texts = new Map(found.documents);
  const topDocument = found.documents[0]?.[1] ?? 0;
  const [{ score: topPassage } = { score: 0 }] = found.passages;
  if (!passagesOnly) {
    for (const document of [...texts.keys(), ...found.names.keys()]) {
      if (kindOf(document) !== 'note') open(document, null);
    }
  }
  return [...gathered.values()].map((entry) => {
    const kind = kindOf(entry.document);
    const single = entry.passage !== null;
    const ordered = [...entry.same.values()].sort((a, b) => b - a);
    const [same, second] = single ? oneText(entry, language) : [ordered[0] ?? 0, ordered[1] ?? 0];
    const documentText = single ? entry.passageText : (texts.get(entry.document) ?? 0);
    const names = found.names.get(entry.document) ?? null;
    const title = titles.get(entry.document) ?? 0;
    const shown =
      entry.passage ??
      entry.shown ??
      entry.textPassage ??
      ownSummary(index, entry.document, language) ??
      entry.foreign;
    return {
      index,
      document: entry.document,
      passage: entry.passage,
      evidence: {
        kind: single ? 'note' : kind,
        same,
        second: Math.max(second, single ? Math.min(same, title) : 0),
        cross: single ? Math.max(same * CROSS_OF_ONE, entry.cross) : entry.cross,
        documentText,
        passageText: entry.passageText,
        share: documentText / ((single ? topPassage : topDocument) || 1),
        exact: names?.exact ?? 0,
        cover: names?.cover ?? 0,
        held: (found.held.get(entry.document) ?? 0) * (single ? entry.passageText / (topPassage || 1) : 1),
      },
      shown,
      question: entry.question,
      crossing: shown !== null && shown === entry.foreign,
      names,
    };
  });
}

/** The summary in this very language, of a document that has one. */
function ownSummary(index: LibraryIndex, document: number, language: Language): number | null {
  return index.hasSummaryIn(document, language) ? index.summaryOf(document, language) : null;
}

function oneText(entry: Gathered, language: Language): [number, number] {
  const [own = 0] = entry.same.values();
  const same = Math.max(own, entry.cross > 0 ? entry.cross + LANGUAGE_GAP[language] / 2 : 0);
  return [same, same * SECOND_OF_ONE];
}
