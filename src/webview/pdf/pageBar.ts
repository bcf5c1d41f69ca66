import type { ReaderLabels } from '../../protocol/readerMessages.ts';
import { element, fill, iconButton } from '../elements.ts';

export interface PageBar {
  readonly element: HTMLElement;
  readonly show: (page: number) => void;
}

/** "Page 3 of 12" with a field to type into and a button for either direction. */
export function pageBar(
  count: number,
  labels: ReaderLabels,
  current: () => number,
  goTo: (page: number) => void,
): PageBar {
  const input = element('input', '');
  input.type = 'text';
  input.inputMode = 'numeric';
  input.size = Math.max(2, String(count).length);
  input.setAttribute('aria-label', fill(labels.page, '').trim());
  const show = (page: number): void => {
    input.value = String(page);
  };
  input.addEventListener('change', () => {
    const wanted = Number.parseInt(input.value, 10);
    if (Number.isInteger(wanted)) goTo(Math.min(count, Math.max(1, wanted)));
    show(current());
  });
  const bar = element(
    'div',
    'pages',
    iconButton('up', labels.previousPage, () => goTo(Math.max(1, current() - 1))),
    input,
    element('span', '', fill(labels.ofPages, count)),
    iconButton('down', labels.nextPage, () => goTo(Math.min(count, current() + 1))),
  );
  bar.setAttribute('role', 'group');
  return { element: bar, show };
}
