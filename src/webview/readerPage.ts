import { HTML_LANGUAGES } from '../core/language.ts';
import type { FromReader, ReaderBacklink, ReaderPage, ReaderPaper } from '../protocol/readerMessages.ts';
import { placeDrawings } from './drawing.ts';
import { actionLink, button, cardLink, element } from './elements.ts';
import { pictureAddress } from './pictureAddress.ts';
import { renderMarkdown } from './renderMarkdown.ts';
import { sanitise } from './sanitise.ts';

type Send = (message: FromReader) => void;

function header(page: ReaderPage): HTMLElement {
  const top = element('header', '', element('h1', '', page.title));
  if (page.subtitle) top.append(element('p', 'subtitle', page.subtitle));
  if (page.chips.length > 0) {
    top.append(element('ul', 'chips', ...page.chips.map((chip) => element('li', '', chip))));
  }
  return top;
}

function paperEntry(page: ReaderPage, paper: ReaderPaper, send: Send): HTMLElement {
  const title =
    paper.id === page.id
      ? element('span', 'name', paper.title)
      : cardLink(paper.title, paper.id, () => send({ type: 'open', id: paper.id }));
  const actions = element('span', 'actions');
  for (const { label, href } of paper.links) {
    actions.append(actionLink(label, href, () => send({ type: 'link', href })));
  }
  actions.append(button(page.labels.copyBibtex, 'quiet', () => send({ type: 'copyBibtex', id: paper.id })));
  return element('li', '', title, element('span', 'line', paper.line), actions);
}

function papers(page: ReaderPage, send: Send): HTMLElement {
  return element(
    'section',
    'papers',
    element('h2', '', page.labels.papers),
    element('ul', '', ...page.papers.map((paper) => paperEntry(page, paper, send))),
  );
}

function relations(page: ReaderPage, send: Send): HTMLElement {
  const list = element('dl', '');
  for (const { label, items } of page.relations) {
    const links = items.map(({ id, title }) =>
      element(
        'li',
        '',
        cardLink(title, id, () => send({ type: 'open', id })),
      ),
    );
    list.append(element('dt', '', label), element('dd', '', element('ul', '', ...links)));
  }
  return element('section', 'relations', element('h2', '', page.labels.relations), list);
}

function article(page: ReaderPage, send: Send): HTMLElement {
  const { span, title, labels } = page;
  const pictures = page.pictures && {
    root: new URL(page.pictures.root).href,
    folder: new URL(page.pictures.folder).href,
  };
  const picture = (address: string): string | null => pictureAddress(address, pictures);
  const html = renderMarkdown(page.markdown, { span, title, imageLabel: labels.image, picture });
  const made = element('article', '', sanitise(html, pictures?.root ?? null));
  made.lang = HTML_LANGUAGES[page.language];
  made.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    if (!link) return;
    event.preventDefault();
    const href = link.dataset.href;
    if (href) send({ type: 'link', href });
  });
  return made;
}

/** The places of one's own files that mention what the page is about, beneath it. */
export function backlinkSection(
  backlinks: readonly ReaderBacklink[],
  label: string,
  send: Send,
): HTMLElement {
  const entries = backlinks.map(({ document, where, excerpt }, index) =>
    element(
      'li',
      '',
      actionLink(document, document, () => send({ type: 'backlink', index })),
      element('span', 'line', where),
      element('p', '', excerpt),
    ),
  );
  return element('section', 'backlinks', element('h2', '', label), element('ul', '', ...entries));
}

/** A page as DOM; every action becomes a message. */
export function readerPage(page: ReaderPage, send: Send): HTMLElement {
  const text = article(page, send);
  const below = placeDrawings(text, page.figures, page.id, send);
  const root = element('main', '', header(page), text);
  if (below.length > 0)
    root.append(element('section', 'figures', element('h2', '', page.labels.figures), ...below));
  if (page.papers.length > 0) root.append(papers(page, send));
  if (page.relations.length > 0) root.append(relations(page, send));
  return root;
}
