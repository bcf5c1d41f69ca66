import type { IngestedDocument } from '../core/document.ts';
import type { AtlasFigure } from '../core/figure.ts';
import { LANGUAGES } from '../core/language.ts';
import { joiner, joinSentences } from '../core/segmentation.ts';
import { sha256 } from './hash.ts';
import { shortPassage } from './passages.ts';

/** Raised whenever figures give other passages than before. */
const INGESTER = 'figure-1';

export const figureDocumentId = ({ id }: AtlasFigure): string => `document:figure.${id}`;

/** A drawing of the atlas as a document of one figure: found by its title and by what it says. */
export function figureDocument(figure: AtlasFigure): IngestedDocument {
  const { path, titles, captions, descriptions, concepts } = figure;
  const id = `figure:${figure.id}`;
  return {
    id: figureDocumentId(figure),
    path,
    kind: 'note',
    contentHash: sha256(`${INGESTER}\n${JSON.stringify(figure)}`),
    titles,
    names: LANGUAGES.map((language) => ({ text: titles[language], language, kind: 'name' })),
    category: null,
    year: null,
    paper: null,
    concepts,
    passages: LANGUAGES.flatMap((language) => {
      const said = joinSentences([captions[language], descriptions[language]], language);
      const embedded = `${titles[language]}${joiner(language)}${said}`;
      return [
        shortPassage('name', language, titles[language], { concepts }),
        shortPassage('caption', language, captions[language], { embedded, concepts, figure: id }),
      ];
    }),
    figures: [{ id, label: '', caption: captions, page: null, box: null, image: path }],
  };
}
