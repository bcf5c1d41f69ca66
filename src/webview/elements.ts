import { icon, type Icon } from './icons.ts';

/** A new element with a class and text or children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function button(label: string, className: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', className, label);
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}

/** A button that shows a picture and says its name to those who cannot see it. */
export function iconButton(name: Icon, label: string, onClick?: () => void): HTMLButtonElement {
  const made = element('button', 'icon-button', icon(name));
  made.type = 'button';
  made.title = label;
  made.setAttribute('aria-label', label);
  if (onClick) made.addEventListener('click', onClick);
  return made;
}

/** A link that acts through a message; it has no address of its own. */
export function actionLink(label: string, title: string, onClick: () => void): HTMLAnchorElement {
  const made = element('a', '', label);
  made.href = '#';
  made.title = title;
  made.addEventListener('click', (event) => {
    event.preventDefault();
    onClick();
  });
  return made;
}

/** A link to something of the atlas: a small card about it shows when it is pointed at. */
export function cardLink(label: string, id: string, onClick: () => void): HTMLAnchorElement {
  const made = actionLink(label, '', onClick);
  made.removeAttribute('title');
  made.dataset.preview = id;
  return made;
}

/** `{0}` and `{1}` of a label filled in. */
export const fill = (label: string, ...values: readonly (string | number)[]): string =>
  label.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
