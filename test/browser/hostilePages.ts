import type { ToReader } from '../../src/protocol/readerMessages.ts';
import type { Payload } from './payloadParts.ts';
import { PICTURES } from './readerHarness.ts';
import { LABELS, show, showPdf } from './readerSamples.ts';
import { RAW } from './readerVariants.ts';

/** Every way in which text from outside comes into the reader. */
export const WAYS = [
  'note',
  'title',
  'subtitle',
  'chip',
  'notice',
  'paperTitle',
  'paperLine',
  'paperLink',
  'paperAddress',
  'relation',
  'relationTitle',
  'id',
  'figureTitle',
  'caption',
  'drawing',
  'lateNotice',
  'backlinkDocument',
  'backlinkWhere',
  'backlinkExcerpt',
  'previewTitle',
  'previewLine',
  'previewText',
  'errorTitle',
  'errorMessage',
  'pdfTitle',
  'pdfText',
  'pdfFailed',
  'pdfQuery',
] as const;
export type Way = (typeof WAYS)[number];

/** A payload with its number among all. */
export type Numbered = readonly [number: number, payload: Payload];

/** The number that a payload marks when it runs out of this way in. */
export const markOf = (number: number, way: Way): number => number * WAYS.length + WAYS.indexOf(way);
export const payloadOf = (mark: number): number => Math.floor(mark / WAYS.length);
export const wayOf = (mark: number): Way => WAYS[mark % WAYS.length]!;

/**
 * Payloads that are shown on one page: of one form, and alone when they would swallow the next.
 * @param together how many at most
 */
export function batches(all: readonly Payload[], together = 40): Numbered[][] {
  const made: Numbered[][] = [];
  for (const entry of all.entries()) {
    const [, { form, isOpen }] = entry;
    const last = made.at(-1);
    const fits =
      last && last.length < together && !isOpen && !last[0]![1].isOpen && last[0]![1].form === form;
    if (fits) last.push(entry);
    else made.push([entry]);
  }
  return made;
}

const BOX = [100, 100, 900, 150] as const;

/** Messages that come one after the other; then what they have made is looked at and touched. */
export interface Scene {
  readonly messages: readonly ToReader[];
  /** False for what goes away when something else is pointed at. */
  readonly isTouched: boolean;
}

/** The payloads of a batch as the text of a note. @param raw HTML stands in it as it is, for a reader that lets it through */
function noteOf(batch: readonly Numbered[], raw: boolean): string {
  const isMarkup = batch[0]![1].form === 'html' || batch[0]![1].form === 'svg';
  const texts = batch.map(([number, { text }]) => text(markOf(number, 'note')));
  return (raw && isMarkup ? RAW : '') + texts.join('\n\n');
}

/** A batch as a note alone, in a reader that lets HTML through. */
export const rawNote = (batch: readonly Numbered[]): Scene => ({
  messages: [show({ markdown: noteOf(batch, true), pictures: PICTURES })],
  isTouched: true,
});

/**
 * What brings each payload of a batch into the reader by every way.
 * @param png the picture of a page
 */
export function hostileScenes(batch: readonly Numbered[], png: Uint8Array): Scene[] {
  const texts = (way: Way): string[] => batch.map(([number, { text }]) => text(markOf(number, way)));
  const joined = (way: Way): string => texts(way).join('\n\n');
  const [, { form }] = batch[0]!;
  const isMarkup = form === 'html' || form === 'svg';
  const ids = texts('id');
  const by = <T>(way: Way, make: (text: string, at: number) => T): T[] => texts(way).map(make);
  const [lines, links, addresses, captions, drawings, wheres, excerpts, titles] = [
    texts('paperLine'),
    texts('paperLink'),
    texts('paperAddress'),
    texts('caption'),
    texts('drawing'),
    texts('backlinkWhere'),
    texts('backlinkExcerpt'),
    texts('relationTitle'),
  ];
  const text: ToReader[] = [
    show({
      id: 'page',
      title: joined('title'),
      subtitle: joined('subtitle'),
      chips: texts('chip'),
      notices: texts('notice'),
      markdown: noteOf(batch, false),
      papers: by('paperTitle', (title, at) => ({
        id: ids[at]!,
        title,
        line: lines[at]!,
        links: [{ label: links[at]!, href: `https://example.invalid/${addresses[at]!}` }],
      })),
      relations: [
        { label: 'Known', items: [{ id: 'known', title: 'Known' }] },
        ...by('relation', (label, at) => ({ label, items: [{ id: ids[at]!, title: titles[at]! }] })),
      ],
      figures: by('figureTitle', (title, at) => ({
        id: ids[at]!,
        title,
        caption: captions[at]!,
        svg: isMarkup ? drawings[at]! : '',
      })),
      pictures: PICTURES,
    }),
    { type: 'notice', notice: joined('lateNotice') },
    {
      type: 'backlinks',
      id: 'page',
      backlinks: by('backlinkDocument', (document, at) => ({
        document,
        where: wheres[at]!,
        excerpt: excerpts[at]!,
      })),
    },
  ];
  const preview: ToReader = {
    type: 'preview',
    href: 'known',
    title: joined('previewTitle'),
    line: joined('previewLine'),
    text: joined('previewText'),
  };
  const error: ToReader = {
    type: 'error',
    title: joined('errorTitle'),
    message: joined('errorMessage'),
    labels: LABELS,
    canGoBack: true,
  };
  const pdf: ToReader[] = [
    showPdf({
      title: joined('pdfTitle'),
      pages: [
        [612, 792],
        [612, 792],
      ],
    }),
    {
      type: 'pdfPage',
      page: 1,
      width: 1,
      height: 1,
      png,
      text: texts('pdfText').map((text) => ({ text, box: BOX })),
    },
    { type: 'pdfFailed', page: 2, message: joined('pdfFailed') },
    { type: 'pdfMatches', query: joined('pdfQuery'), matches: [{ page: 1, boxes: [BOX] }], complete: true },
  ];
  return [
    { messages: text, isTouched: true },
    { messages: [preview], isTouched: false },
    { messages: [error], isTouched: true },
    { messages: pdf, isTouched: true },
  ];
}

/** A paper whose link does not even say that it is `https:`. */
export const paperWithAddress = (address: string): ToReader =>
  show({ papers: [{ id: 'paper:x', title: 'Paper', line: '', links: [{ label: 'link', href: address }] }] });
