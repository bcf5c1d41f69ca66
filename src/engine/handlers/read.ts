import type { KnowledgeBase } from '../../content/knowledgeBase.ts';
import { AtlasError } from '../../core/errors.ts';
import { LANGUAGES, type Language } from '../../core/language.ts';
import type { PassageRecord } from '../../core/store.ts';
import type { ReadAnswer } from '../../protocol/requests.ts';
import { atlasDocument } from '../reading/atlasDocument.ts';
import { clipText } from '../reading/clipText.ts';
import { fileDocument } from '../reading/fileDocument.ts';
import { libraryDocument } from '../reading/libraryDocument.ts';
import { shownFigures } from '../reading/shownFigures.ts';
import { spanIn, type ReadableDocument } from '../reading/readableDocument.ts';
import type { Handler, HandlerContext } from './handler.ts';

const POINTS_INTO = /^(?:passage|figure):/;

const notFound = (id: string): AtlasError =>
  new AtlasError(
    'ATLAS-NOT-FOUND',
    `There is nothing with the id ${id.slice(0, 200)}. Search for it by name.`,
    id,
  );

function findPassage(id: string, { services }: HandlerContext): Promise<PassageRecord | null> {
  return services.withIndex(async ({ atlas, library }) => {
    return (await atlas?.passageById(id)) ?? (await library?.passageById(id)) ?? null;
  });
}

async function findDocument(id: string, { services }: HandlerContext): Promise<ReadableDocument | null> {
  const { knowledgeBase, library } = services.configuration;
  const ofAtlas = atlasDocument(id, await services.knowledgeBase(), knowledgeBase);
  if (ofAtlas || !library || !id.startsWith('document:')) return ofAtlas;
  const records = await services.withIndex(async (index) => (await index.library?.documents()) ?? []);
  const record = records.find((each) => each.id === id);
  return record ? libraryDocument(record, library) : null;
}

function answer(
  found: ReadableDocument,
  passage: PassageRecord | null,
  wanted: Language | undefined,
  base: KnowledgeBase,
): ReadAnswer {
  const languages = LANGUAGES.filter((language) => found.texts[language]);
  const order = [wanted, passage?.language, found.language, 'en', 'zh'] as const;
  const language = order.find((each) => each && languages.includes(each)) ?? 'en';
  const text = found.texts[language] ?? { markdown: '', offset: null };
  const { texts: _, ...rest } = found;
  const place = { ...rest, ...text.edition };
  const stands = passage !== null && passage.document.id === place.id;
  const shown = clipText(text.markdown, stands ? spanIn(text, passage) : null);
  return {
    ...place,
    language,
    languages,
    ...shown,
    figures: place.document.startsWith('atlas:')
      ? shownFigures(text.markdown, found.kind === 'concept' ? found.id : null, base, language)
      : [],
  };
}

export const read: Handler<'read'> = async (request, context) => {
  const passage = POINTS_INTO.test(request.id) ? await findPassage(request.id, context) : null;
  const found = await findDocument(passage?.document.id ?? request.id, context);
  if (!found) throw notFound(request.id);
  return answer(found, passage, request.language, await context.services.knowledgeBase());
};

export const readFile: Handler<'readFile'> = async ({ file, language }, { services }) =>
  answer(await fileDocument(file), null, language, await services.knowledgeBase());
