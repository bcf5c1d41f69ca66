import { element, iconButton } from './elements.ts';
import type { Icon } from './icons.ts';

/** A button and the panel that it opens; Escape and a click elsewhere close the panel. */
export interface Popover {
  readonly button: HTMLButtonElement;
  readonly panel: HTMLElement;
}

export function popover(name: Icon, label: string, className: string): Popover {
  const panel = element('div', `popover ${className}`);
  panel.popover = 'auto';
  panel.setAttribute('role', 'group');
  panel.setAttribute('aria-label', label);
  const button = iconButton(name, label);
  button.popoverTargetElement = panel;
  button.setAttribute('aria-expanded', 'false');
  panel.addEventListener('toggle', () => {
    const isOpen = panel.matches(':popover-open');
    button.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) panel.querySelector<HTMLElement>('a, button')?.focus();
  });
  return { button, panel };
}
