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
