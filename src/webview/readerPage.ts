import { HTML_LANGUAGES, type Language } from '../core/language.ts';
import type { FromReader, ReaderPage, ReaderPaper } from '../protocol/readerMessages.ts';
import { placeDrawings } from './drawing.ts';
import { actionLink, button, element } from './elements.ts';
import { renderMarkdown } from './renderMarkdown.ts';
import { sanitise } from './sanitise.ts';

type Send = (message: FromReader) => void;

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };

function languageSwitch(page: ReaderPage, send: Send): HTMLElement {
  const group = element('div', 'languages');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', page.labels.languageSwitch);
  for (const language of page.languages) {
    const choice = button(LANGUAGE_NAMES[language], '', () => send({ type: 'language', language }));
    choice.lang = HTML_LANGUAGES[language];
    choice.setAttribute('aria-pressed', String(language === page.language));
    group.append(choice);
  }
  return group;
}

function toolbar(page: ReaderPage, send: Send): HTMLElement {
  const bar = element('div', 'toolbar');
  if (page.canGoBack) bar.append(button(`← ${page.labels.back}`, 'quiet', () => send({ type: 'back' })));
  bar.append(element('span', 'space'));
  if (page.canOpenInEditor) {
    bar.append(button(page.labels.openInEditor, 'quiet', () => send({ type: 'openInEditor' })));
  }
  if (page.languages.length > 1) bar.append(languageSwitch(page, send));
  return bar;
}

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
      : actionLink(paper.title, paper.title, () => send({ type: 'open', id: paper.id }));
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
        actionLink(title, title, () => send({ type: 'open', id })),
      ),
    );
    list.append(element('dt', '', label), element('dd', '', element('ul', '', ...links)));
  }
  return element('section', 'relations', element('h2', '', page.labels.relations), list);
}

/** The page as DOM; every action becomes a message. */
export function readerPage(page: ReaderPage, send: Send): HTMLElement {
  const { span, title, labels } = page;
  const article = element(
    'article',
    '',
    sanitise(renderMarkdown(page.markdown, { span, title, imageLabel: labels.image })),
  );
  article.lang = HTML_LANGUAGES[page.language];
  article.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    if (!link) return;
    event.preventDefault();
    const href = link.dataset.href;
    if (href) send({ type: 'link', href });
  });
  for (const link of article.querySelectorAll<HTMLAnchorElement>('a[data-href]'))
    link.title = link.dataset.href ?? '';
  const below = placeDrawings(article, page.figures, page.id, send);
  const root = element('main', '', toolbar(page, send), header(page), article);
  if (below.length > 0)
    root.append(element('section', 'figures', element('h2', '', labels.figures), ...below));
  if (page.papers.length > 0) root.append(papers(page, send));
  if (page.relations.length > 0) root.append(relations(page, send));
  return root;
}
