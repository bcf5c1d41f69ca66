import { Dice, leak, run, type Part, type Payload } from './payloadParts.ts';
import { CORES } from './htmlPayloads.ts';

// Payloads that bend a page without a script of their own: styles, and names that stand in the way of the page's.

const html = (name: string, text: Payload['text']): Payload => ({ name, form: 'html', isOpen: false, text });

/** Declarations of CSS. */
const STYLES: readonly Part[] = [
  ['url', (mark) => `background:url(${leak(mark)})`],
  ['url-quotes', (mark) => `background:url('${leak(mark)}')`],
  ['url-spaces', (mark) => `background:url(  ${leak(mark)}  )`],
  ['url-upper', (mark) => `background:URL(${leak(mark)})`],
  ['url-escaped', (mark) => `background:\\75 rl(${leak(mark)})`],
  ['url-escaped-long', (mark) => `background:u\\000072l(${leak(mark)})`],
  ['url-comment', (mark) => `background:/**/url(${leak(mark)})/**/`],
  ['url-second', (mark) => `background:linear-gradient(red,red),url(${leak(mark)})`],
  ['image-set', (mark) => `background-image:image-set('${leak(mark)}' 1x)`],
  ['image-set-prefixed', (mark) => `background-image:-webkit-image-set('${leak(mark)}' 1x)`],
  ['cross-fade', (mark) => `background-image:-webkit-cross-fade(url(${leak(mark)}),url(x),50%)`],
  ['variable', (mark) => `--x:url(${leak(mark)});background:var(--x)`],
  ['variable-image-set', (mark) => `--x:'${leak(mark)}';background:image-set(var(--x) 1x)`],
  ['list', (mark) => `display:list-item;list-style:url(${leak(mark)})`],
  ['content', (mark) => `content:url(${leak(mark)})`],
  ['cursor', (mark) => `cursor:url(${leak(mark)}),auto`],
  ['border', (mark) => `border:9px solid;border-image:url(${leak(mark)}) 1`],
  ['mask', (mark) => `mask:url(${leak(mark)})`],
  ['filter', (mark) => `filter:url(${leak(mark)}#x)`],
  ['shape', (mark) => `float:left;shape-outside:url(${leak(mark)})`],
  ['clip', (mark) => `clip-path:url(${leak(mark)}#x)`],
  ['expression', (mark) => `width:expression(${run(mark)})`],
  ['binding', (mark) => `-moz-binding:url(${leak(mark)}#x)`],
  ['behaviour', (mark) => `behavior:url(${leak(mark)})`],
  ['script-url', (mark) => `background:url(javascript:${run(mark)})`],
];

const CARRIERS: readonly (readonly [name: string, write: (style: string, mark: number) => string])[] = [
  ['span', (style) => `<span style="${style}">x</span>`],
  ['paragraph', (style) => `<p style="${style};height:9px">x</p>`],
  ['cell', (style) => `<table><tr><td style="${style}">x</td></tr></table>`],
  ['drawing', (style) => `<svg style="${style}"><path d="M0 0h9v9z" style="${style}"/></svg>`],
  ['formula', (style) => `<math><mi style="${style}">x</mi></math>`],
  ['sheet', (style, mark) => `<i class="s${mark}">x</i><style>.s${mark}{${style}}</style>`],
  ['svg-sheet', (style, mark) => `<i class="s${mark}">x</i><svg><style>.s${mark}{${style}}</style></svg>`],
  [
    'data-sheet',
    (style, mark) =>
      `<i class="s${mark}">x</i><link rel="stylesheet" href="data:text/css,.s${mark}{${encodeURIComponent(style)}}">`,
  ],
];

const styles = (): Payload[] =>
  CARRIERS.flatMap(([carrier, write]) =>
    STYLES.map(([style, text]) => html(`style ${carrier} ${style}`, (mark) => write(text(mark), mark))),
  );

const NAMES = (
  'acquireVsCodeApi activeElement adoptNode appendChild attributes body childNodes children classList className ' +
  'constructor cookie createDocumentFragment createElement currentScript dataset defaultView documentElement fonts ' +
  'firstChild forms getElementById getElementsByClassName harness head hasOwnProperty implementation importNode ' +
  'innerHTML localName location nodeName nodeType ownerDocument parentNode postMessage querySelector ' +
  'querySelectorAll removeAttribute removeChild replaceChildren scrollingElement self setAttribute textContent ' +
  'title toString top window __proto__'
).split(' ');

/** Elements whose name or id becomes a property of the document or window. */
const CLOBBERS: readonly (readonly [name: string, write: (name: string) => string])[] = [
  ['image', (name) => `<img src="x" name="${name}" id="${name}">`],
  ['form', (name) => `<form name="${name}"><input name="attributes"><input name="${name}"></form>`],
  ['object', (name) => `<object name="${name}" id="${name}"></object>`],
  ['links', (name) => `<a id="${name}"></a><a id="${name}" name="textContent" href="x:y"></a>`],
  ['frame', (name) => `<iframe name="${name}" srcdoc="<a id=body></a>"></iframe>`],
  ['drawing', (name) => `<svg id="${name}"><path id="${name}"/></svg>`],
];

const clobbers = (dice: Dice): Payload[] =>
  CLOBBERS.flatMap(([carrier, write]) =>
    NAMES.map((name) => {
      const [core, text] = dice.some(CORES, 1)[0]!;
      return html(`clobber ${carrier} ${name} ${core}`, (mark) => write(name) + text(mark));
    }),
  );

export const pagePayloads = (): readonly Payload[] => [...styles(), ...clobbers(new Dice(8))];
