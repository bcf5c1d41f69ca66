import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent, type ZoomTransform } from 'd3-zoom';
import type { LineageBox } from '../../core/lineage/layout.ts';
import { LARGEST_SCALE, SMALLEST_SCALE, type MapView } from './mapState.ts';

/** The map may be moved until this much of it is left in sight, in pixels at zoom 1. */
const MARGIN = 80;
/** How far from the edge of the window the concept one is at stays. */
const COMFORT = 56;
/** Below it names cannot be read: going to a concept enlarges the map again. */
const READABLE = 0.75;
const FIRST_SCALE = 0.9;
const STEP = 1.3;
/** Milliseconds that the map takes to another place, so that one sees where that lies. */
const GLIDE = 220;

/**
 * What part of the map is in sight. It is moved by dragging and by scrolling, and zoomed by pinching, by scrolling
 * with Ctrl or Cmd as everywhere in the editor, and by the buttons.
 */
export class Viewport {
  readonly #element: HTMLElement;
  readonly #zoom = zoom<HTMLElement, unknown>();
  #size = { width: 1, height: 1 };
  #window: { readonly width: number; readonly height: number } | null = null;
  #frame = 0;

  constructor(element: HTMLElement, onMove: (view: MapView) => void) {
    this.#element = element;
    this.#zoom
      .scaleExtent([SMALLEST_SCALE, LARGEST_SCALE])
      .filter((event: MouseEvent) =>
        event.type === 'wheel' ? event.ctrlKey || event.metaKey : !event.ctrlKey && event.button !== 2,
      )
      .on('zoom', ({ transform, sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) => {
        if (sourceEvent) cancelAnimationFrame(this.#frame);
        onMove({ x: transform.x, y: transform.y, scale: transform.k });
      });
    select(element).call(this.#zoom).on('dblclick.zoom', null);
    element.addEventListener('wheel', (event) => this.#scroll(event), { passive: false });
    new ResizeObserver(() => this.#resized()).observe(element);
  }

  get view(): MapView {
    const { x, y, k } = zoomTransform(this.#element);
    return { x, y, scale: k };
  }

  /** Size of the map at zoom 1. */
  setSize(width: number, height: number): void {
    this.#size = { width, height };
    this.#zoom.translateExtent([
      [-MARGIN, -MARGIN],
      [width + MARGIN, height + MARGIN],
    ]);
    this.moveBy(0, 0);
  }

  /** At once, as far as the map goes. */
  show(view: MapView): void {
    cancelAnimationFrame(this.#frame);
    this.#zoom.transform(select(this.#element), this.#within(view));
  }

  /** By pixels of the window. */
  moveBy(x: number, y: number): void {
    cancelAnimationFrame(this.#frame);
    const { scale } = this.view;
    this.#zoom.translateBy(select(this.#element), x / scale, y / scale);
  }

  zoomIn(): void {
    cancelAnimationFrame(this.#frame);
    this.#zoom.scaleBy(select(this.#element), STEP);
  }

  zoomOut(): void {
    cancelAnimationFrame(this.#frame);
    this.#zoom.scaleBy(select(this.#element), 1 / STEP);
  }

  /** The whole map. */
  fit(): void {
    const { clientWidth, clientHeight } = this.#element;
    const { width, height } = this.#size;
    const wanted = Math.min(clientWidth / (width + MARGIN), clientHeight / (height + MARGIN));
    const scale = Math.min(1, Math.max(SMALLEST_SCALE, wanted));
    this.#glide({ x: (clientWidth - width * scale) / 2, y: (clientHeight - height * scale) / 2, scale });
  }

  /** The surroundings of a box, readable. */
  showAround({ x, y, width, height }: LineageBox): void {
    const { clientWidth, clientHeight } = this.#element;
    this.show({
      x: clientWidth / 2 - (x + width / 2) * FIRST_SCALE,
      y: clientHeight / 2 - (y + height / 2) * FIRST_SCALE,
      scale: FIRST_SCALE,
    });
  }

  /** Brings a box into sight, to the middle when it was not; `always`: to the middle in any case. */
  reveal({ x, y, width, height }: LineageBox, always = false): void {
    const { clientWidth, clientHeight } = this.#element;
    const view = this.view;
    const left = x * view.scale + view.x;
    const top = y * view.scale + view.y;
    const isInSight =
      left >= COMFORT / 2 &&
      top >= COMFORT &&
      left + width * view.scale <= clientWidth - COMFORT / 2 &&
      top + height * view.scale <= clientHeight - COMFORT / 2;
    if (isInSight && view.scale >= READABLE && !always) return;
    const scale = Math.max(view.scale, READABLE);
    this.#glide({
      x: clientWidth / 2 - (x + width / 2) * scale,
      y: clientHeight / 2 - (y + height / 2) * scale,
      scale,
    });
  }

  /** The middle of what is in sight, as a point of the map. */
  middle(): readonly [number, number] {
    const { clientWidth, clientHeight } = this.#element;
    const { x, y, scale } = this.view;
    return [(clientWidth / 2 - x) / scale, (clientHeight / 2 - y) / scale];
  }

  /** What stands in the middle stays there. */
  #resized(): void {
    const { clientWidth: width, clientHeight: height } = this.#element;
    const former = this.#window;
    this.#window = { width, height };
    if (former && width > 0) this.moveBy((width - former.width) / 2, (height - former.height) / 2);
  }

  #within({ x, y, scale }: MapView): ZoomTransform {
    const { clientWidth, clientHeight } = this.#element;
    const target = zoomIdentity.translate(x, y).scale(scale);
    const window: [[number, number], [number, number]] = [
      [0, 0],
      [clientWidth, clientHeight],
    ];
    return this.#zoom.constrain()(target, window, this.#zoom.translateExtent());
  }

  #glide(view: MapView): void {
    const { x, y, k: scale } = this.#within(view);
    const isStill =
      document.body.classList.contains('vscode-reduce-motion') ||
      matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (isStill) {
      this.show(view);
      return;
    }
    cancelAnimationFrame(this.#frame);
    const [from, started] = [this.view, performance.now()];
    const step = (now: number): void => {
      const part = Math.min(1, Math.max(0, (now - started) / GLIDE));
      const between = (a: number, b: number): number => a + (b - a) * (1 - (1 - part) ** 3);
      const target = zoomIdentity
        .translate(between(from.x, x), between(from.y, y))
        .scale(between(from.scale, scale));
      this.#zoom.transform(select(this.#element), target);
      if (part < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #scroll(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const [x, y] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.moveBy(-x * pixels, -y * pixels);
  }
}
