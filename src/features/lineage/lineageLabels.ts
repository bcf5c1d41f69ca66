import type { Language } from '../../core/language.ts';
import type { LineageLabels } from '../../protocol/lineageMessages.ts';
import type { Translate } from '../host/translate.ts';

export const lineageLabels = (t: Translate, language: Language): LineageLabels => ({
  map: t('Lineage map'),
  help: t(
    'Left goes to what a concept builds on, Right to what builds on it, Up and Down to the others of several. Enter opens the card, Escape clears. + − 0 zoom, / finds.',
  ),
  find: t('Find a concept on the map'),
  findCount: t('{0} of {1} concepts', '{0}', '{1}'),
  findNothing: t('Not found'),
  zoomIn: t('Zoom in'),
  zoomOut: t('Zoom out'),
  fit: t('Fit the whole map'),
  categories: t('Categories'),
  everyCategory: t('All'),
  relations: t('Relations'),
  relationsHint: t(
    '“Builds on” and “Variant of” are drawn everywhere, the others at the concept where you are.',
  ),
  undated: t('Undated'),
  openCard: t('Open Card'),
  ancestors: t('What it builds on'),
  descendants: t('What builds on it'),
  buildsOn: t('builds on {0}', '{0}'),
  stepBack: t('{0} of {1} that {2} builds on or uses', '{0}', '{1}', '{2}'),
  stepForward: t('{0} of {1} that build on or use {2}', '{0}', '{1}', '{2}'),
  nothingBefore: t('{0} builds on nothing that is shown', '{0}'),
  nothingAfter: t('Nothing that is shown builds on {0}', '{0}'),
  showsCategory: t('Hidden now: choosing it shows the category {0} too', '{0}'),
  comma: language === 'zh' ? '、' : ', ',
});
