import type { LineageConcept, LineageGraph } from '../../core/lineage/lineageGraph.ts';
import type { LineageMap } from '../../protocol/lineageMessages.ts';
import { actionLink, button, element, fill } from '../elements.ts';
import type { MapNames } from './mapNames.ts';

export interface PanelActions {
  readonly goTo: (id: string) => void;
  readonly openCard: (id: string) => void;
  /** Is it on the map, and not filtered out? */
  readonly isShown: (id: string) => boolean;
}

/** The concept one is at in words: all its relations as links, whether they are drawn or not. */
export function conceptPanel(
  { id, category, year }: LineageConcept,
  graph: LineageGraph,
  { labels, types }: LineageMap,
  names: MapNames,
  actions: PanelActions,
): Node[] {
  const link = (other: string): HTMLElement => {
    const isShown = actions.isShown(other);
    const hint = fill(labels.showsCategory, names.category(graph.concepts.get(other)!.category));
    const made = actionLink(names.name(other), isShown ? '' : hint, () => actions.goTo(other));
    if (!isShown) made.className = 'hidden-now';
    return element('li', '', made);
  };
  const relations = element('dl', '');
  for (const { id: type, label, inverse } of types) {
    const [foundations, heirs] = [graph.foundations(id, [type]), graph.heirs(id, [type])];
    // What both ends say alike is said once.
    const groups =
      label === inverse
        ? [[label, [...new Set([...foundations, ...heirs])]] as const]
        : ([
            [label, foundations],
            [inverse, heirs],
          ] as const);
    for (const [title, ids] of groups)
      if (ids.length > 0)
        relations.append(element('dt', '', title), element('dd', '', element('ul', '', ...ids.map(link))));
  }
  return [
    element('h2', '', names.name(id)),
    element('p', 'subtitle', [names.category(category), names.year(year)].join(' · ')),
    button(labels.openCard, 'primary', () => actions.openCard(id)),
    relations,
  ];
}

/** What stands there before one has gone to a concept. */
export function emptyPanel({ labels }: LineageMap): Node[] {
  const key = (className: string, text: string): HTMLElement =>
    element('li', '', element('span', `key ${className}`), text);
  return [
    element('p', '', labels.help),
    element('ul', 'legend', key('ancestor', labels.ancestors), key('descendant', labels.descendants)),
  ];
}
