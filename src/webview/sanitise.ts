import { cleanContent, HTML, MATHML, SVG, type AllowedElements } from './allowList.ts';

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Elements that Markdown, KaTeX's HTML, MathML and its SVG strokes are made of. */
const ELEMENTS: AllowedElements = new Map([
  [
    HTML,
    names(
      'a p br hr h1 h2 h3 h4 h5 h6 strong em s sup code pre blockquote ul ol li div span table thead tbody tr th td img',
    ),
  ],
  [
    MATHML,
    names(
      'math semantics annotation mrow mi mo mn ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom ' +
        'menclose msub msup msubsup munder mover munderover mtable mtr mtd mlabeledtr mmultiscripts',
    ),
  ],
  [SVG, names('svg path line')],
]);

const ATTRIBUTES = new Set(
  (
    'class style data-href data-anchor tabindex aria-hidden start title alt encoding display mathvariant stretchy ' +
    'fence separator lspace rspace minsize maxsize accent accentunder movablelimits columnalign columnspacing ' +
    'rowspacing columnlines rowlines width height depth voffset scriptlevel displaystyle linethickness symmetric ' +
    'largeop form notation d viewBox viewbox preserveAspectRatio preserveaspectratio x1 y1 x2 y2 stroke-width ' +
    'mathcolor mathbackground'
  ).split(' '),
);

/** A style may place things and colour them, not load or cover anything: of functions there is `calc` alone. */
const UNSAFE_STYLE = /["'\\<@]|--|(?<!calc)\(|position\s*:\s*fixed/i;

/** Below the root, whatever way its address takes. */
const isBelow = (address: string, root: string): boolean =>
  URL.canParse(address) && new URL(address).href.startsWith(root);

/**
 * Rendered Markdown as a fragment that holds only what Markdown and KaTeX can make.
 * @param pictureRoot pictures are loaded from below this address; null: none
 */
export function sanitise(html: string, pictureRoot: string | null): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  cleanContent(
    parsed.body,
    ELEMENTS,
    ({ localName }, name, value) =>
      (name === 'href' && localName === 'a' && value === '#') ||
      (name === 'src' && localName === 'img' && pictureRoot !== null && isBelow(value, pictureRoot)) ||
      (ATTRIBUTES.has(name) && !(name === 'style' && UNSAFE_STYLE.test(value))),
  );
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  return fragment;
}
