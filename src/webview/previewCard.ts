import type { FromReader, ToReader } from '../protocol/readerMessages.ts';
import { element } from './elements.ts';

type Preview = Extract<ToReader, { type: 'preview' }>;

/** Milliseconds that a link is pointed at before a card is asked for. */
const DELAY = 350;
const MARGIN = 8;
const LINKS = 'a[data-preview], a[data-href]';

const targetOf = (link: HTMLElement): string => link.dataset.preview ?? link.dataset.href ?? '';

/** A small card about what a link leads to, while the link is pointed at or has the focus. */
export class PreviewCard {
  readonly #send: (message: FromReader) => void;
  readonly #card = element('div', 'preview');
  #link: HTMLElement | null = null;
  #timer: number | undefined;

  constructor(send: (message: FromReader) => void) {
    this.#send = send;
    this.#card.id = 'preview';
    this.#card.setAttribute('role', 'tooltip');
    const over = ({ target }: Event): void => this.#point((target as Element).closest<HTMLElement>(LINKS));
    document.addEventListener('pointerover', over);
    document.addEventListener('focusin', over);
    document.addEventListener('focusout', () => this.#point(null));
    // The focus scrolls to its link before there is a card.
    document.addEventListener('scroll', () => this.#card.isConnected && this.#point(null), { passive: true });
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#point(null));
  }

  show({ href, title, line, text }: Preview): void {
    const link = this.#link;
    if (!link?.isConnected || targetOf(link) !== href) return;
    const parts = [element('strong', '', title)];
    if (line) parts.push(element('span', 'line', line));
    if (text) parts.push(element('p', '', text));
    this.#card.replaceChildren(...parts);
    document.body.append(this.#card);
    link.setAttribute('aria-describedby', this.#card.id);
    const [at, size] = [
      link.getClientRects()[0] ?? link.getBoundingClientRect(),
      this.#card.getBoundingClientRect(),
    ];
    const left = Math.min(at.left, window.innerWidth - size.width - MARGIN);
    const isRoomBelow = at.bottom + size.height + MARGIN < window.innerHeight;
    this.#card.style.left = `${Math.max(MARGIN, left)}px`;
    this.#card.style.top = `${isRoomBelow ? at.bottom + 4 : Math.max(MARGIN, at.top - size.height - 4)}px`;
  }

  #point(link: HTMLElement | null): void {
    if (link === this.#link) return;
    window.clearTimeout(this.#timer);
    this.#link?.removeAttribute('aria-describedby');
    this.#card.remove();
    this.#link = link;
    const href = link && targetOf(link);
    if (href && !href.startsWith('#'))
      this.#timer = window.setTimeout(() => this.#send({ type: 'preview', href }), DELAY);
  }
}
