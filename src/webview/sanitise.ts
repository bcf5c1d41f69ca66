import { cleanContent } from './allowList.ts';

/** Elements that Markdown, KaTeX's HTML, MathML and its SVG strokes are made of. */
const ELEMENTS = new Set(
  (
    'a p br hr h1 h2 h3 h4 h5 h6 strong em s sup code pre blockquote ul ol li div span table thead tbody tr th td ' +
    'img math semantics annotation mrow mi mo mn ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom ' +
    'menclose msub msup msubsup munder mover munderover mtable mtr mtd mlabeledtr mmultiscripts svg path line'
  ).split(' '),
);

const ATTRIBUTES = new Set(
  (
    'class style data-href data-anchor tabindex aria-hidden start title alt encoding display mathvariant stretchy ' +
    'fence separator lspace rspace minsize maxsize accent accentunder movablelimits columnalign columnspacing ' +
    'rowspacing columnlines rowlines width height depth voffset scriptlevel displaystyle linethickness symmetric ' +
    'largeop form notation d viewBox viewbox preserveAspectRatio preserveaspectratio x1 y1 x2 y2 stroke-width ' +
    'mathcolor mathbackground'
  ).split(' '),
);

/** A style may place things, not load or cover anything. */
const UNSAFE_STYLE = /url\s*\(|expression|@import|position\s*:\s*fixed|[\\<]/i;

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
      (name === 'src' && localName === 'img' && pictureRoot !== null && value.startsWith(pictureRoot)) ||
      (ATTRIBUTES.has(name) && !(name === 'style' && UNSAFE_STYLE.test(value))),
  );
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  return fragment;
}
