import { element } from './elements.ts';
import { popover, type Popover } from './popover.ts';

const HEADINGS = 'article :is(h1, h2, h3), section > h2';

/** Scrolls to a place of the page and gives it the focus, so that reading goes on from there. */
export function goTo(place: HTMLElement): void {
  place.tabIndex = -1;
  place.scrollIntoView({ block: 'start' });
  place.focus({ preventScroll: true });
}

/** The headings of a page as a list that leads to them; null when there are too few to need one. */
export function contentsList(root: HTMLElement, label: string): Popover | null {
  const headings = [...root.querySelectorAll<HTMLElement>(HEADINGS)];
  if (headings.length < 2) return null;
  const made = popover('contents', label, 'contents');
  const list = element('ul', '');
  for (const heading of headings) {
    const link = element('a', '', heading.textContent ?? '');
    link.href = '#';
    link.addEventListener('click', (event) => {
      event.preventDefault();
      made.panel.hidePopover();
      goTo(heading);
    });
    const deep = heading.localName === 'h3';
    list.append(element('li', deep ? 'deep' : '', link));
  }
  made.panel.append(list);
  return made;
}
