import { HTML_LANGUAGES, type Language } from '../core/language.ts';
import type { FromReader, PdfPage, ReaderLabels, ReaderPage } from '../protocol/readerMessages.ts';
import { button, element, iconButton } from './elements.ts';
import { popover, type Popover } from './popover.ts';

type Send = (message: FromReader) => void;
type Page = ReaderPage | PdfPage;

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };
const SIZES = [70, 80, 90, 100, 110, 125, 150, 175, 200];

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

/** The text as large as the reader wants it. */
export function setTextSize(percent: number): void {
  document.documentElement.style.setProperty('--text-size', String(percent / 100));
}

function textSize({ textSize: start, labels }: Page, send: Send): HTMLElement {
  let percent = start;
  const value = element('output', '', `${percent} %`);
  const step = (by: 1 | -1) => (): void => {
    const next = by > 0 ? SIZES.find((size) => size > percent) : SIZES.findLast((size) => size < percent);
    percent = next ?? percent;
    value.textContent = `${percent} %`;
    setTextSize(percent);
    send({ type: 'textSize', percent });
  };
  const smaller = button('A−', '', step(-1));
  smaller.setAttribute('aria-label', labels.smaller);
  const larger = button('A+', '', step(1));
  larger.setAttribute('aria-label', labels.larger);
  const row = element('div', 'text-size', element('span', '', labels.textSize), smaller, value, larger);
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', labels.textSize);
  return row;
}

function more(page: Page, send: Send): Popover {
  const { labels } = page;
  const menu = popover('more', labels.more, 'more');
  const add = (label: string, message: FromReader): void => {
    const action = button(label, 'quiet', () => {
      menu.panel.hidePopover();
      send(message);
    });
    menu.panel.append(action);
  };
  menu.panel.append(textSize(page, send));
  if ('markdown' in page) add(labels.copyMarkdown, { type: 'copyMarkdown' });
  if ('hasLineage' in page && page.hasLineage) add(labels.lineage, { type: 'lineage' });
  if (page.canOpenInTab) add(labels.openInTab, { type: 'openInTab' });
  if (page.canOpenInEditor) add(labels.openInEditor, { type: 'openInEditor' });
  return menu;
}

function arrow(name: 'back' | 'forward', labels: ReaderLabels, isPossible: boolean, send: Send): HTMLElement {
  const made = iconButton(name, labels[name], () => send({ type: name }));
  made.disabled = !isPossible;
  return made;
}

/** What stands above every page. @param contents the list of its headings, where it has one */
export function toolbar(
  page: Page,
  contents: Popover | null,
  find: (() => void) | null,
  send: Send,
): HTMLElement {
  const { labels } = page;
  const bar = element(
    'div',
    'toolbar',
    arrow('back', labels, page.canGoBack, send),
    arrow('forward', labels, page.canGoForward, send),
    element('span', 'space'),
  );
  if (contents) bar.append(contents.button, contents.panel);
  if (find) bar.append(iconButton('find', labels.find, find));
  if ('languages' in page && page.languages.length > 1) bar.append(languageSwitch(page, send));
  const menu = more(page, send);
  bar.append(menu.button, menu.panel);
  return bar;
}
