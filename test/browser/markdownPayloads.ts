import { CORES } from './htmlPayloads.ts';
import { ADDRESSES } from './payloadAddresses.ts';
import { Dice, leak, run, type Part, type Payload } from './payloadParts.ts';

const payload = (form: Payload['form'], name: string, text: Payload['text'], isOpen = false): Payload => ({
  name,
  form,
  isOpen,
  text,
});

/** Ways in which Markdown names an address; `label` is of one payload alone. */
const FORMS: readonly (readonly [name: string, write: (address: string, label: string) => string])[] = [
  ['link', (address) => `[x](${address})`],
  ['link-angle', (address) => `[x](<${address}>)`],
  ['link-title', (address) => `[x](${address} "t")`],
  ['link-title-apostrophes', (address) => `[x](<${address}> 't')`],
  ['link-spaces', (address) => `[x](   ${address}   )`],
  ['link-in-emphasis', (address) => `***[*x*](<${address}>)***`],
  ['link-in-heading', (address) => `## [x](<${address}>)`],
  ['link-in-item', (address) => `- [ ] [x](<${address}>)`],
  ['link-in-quote', (address) => `> [x](<${address}>)`],
  ['link-in-cell', (address) => `| a |\n|---|\n| [x](<${address.replaceAll('|', '\\|')}>) |`],
  ['link-in-link', (address) => `[a [x](<${address}>) b](<${address}>)`],
  ['link-of-code', (address) => `[\`x\`](<${address}>)`],
  ['link-of-formula', (address) => `[$x$](<${address}>)`],
  ['reference', (address, label) => `[x][${label}]\n\n[${label}]: <${address}>`],
  ['reference-bare', (address, label) => `[${label}]\n\n[${label}]: ${address}`],
  ['reference-collapsed', (address, label) => `[${label}][]\n\n[${label}]:\n  <${address}>\n  'title'`],
  ['autolink', (address) => `<${address}>`],
  ['bare', (address) => `see ${address} there`],
  ['image', (address) => `![x](${address})`],
  ['image-angle', (address) => `![x](<${address}>)`],
  ['image-title', (address) => `![x](<${address}> "t")`],
  ['image-reference', (address, label) => `![x][${label}]\n\n[${label}]: <${address}>`],
  ['image-in-link', (address) => `[![x](<${address}>)](<${address}>)`],
  ['image-in-image', (address) => `![a ![x](<${address}>) b](<${address}>)`],
  ['footnote', (address, label) => `x[^${label}]\n\n[^${label}]: [y](<${address}>) ![z](<${address}>)`],
  ['footnote-inline', (address) => `x^[[y](<${address}>)]`],
];

const THOROUGH = new Set(['link', 'link-angle', 'image-angle']);

const addresses = (dice: Dice): Payload[] =>
  FORMS.flatMap(([form, write]) =>
    (THOROUGH.has(form) ? ADDRESSES : dice.some(ADDRESSES, 26)).map(([address, text]) =>
      payload('markdown', `markdown ${form} ${address}`, (mark) => write(text(mark), `r${mark}`)),
    ),
  );

/** Places of Markdown where text of the author goes into HTML that the renderer makes. */
const PLACES: readonly (readonly [
  name: string,
  write: (text: string, label: string) => string,
  isOpen?: boolean,
])[] = [
  ['paragraph', (text) => `a ${text} b`],
  ['heading', (text) => `# ${text}`],
  ['heading-setext', (text) => `${text}\n=====`],
  ['item', (text) => `- ${text}\n  - ${text}`],
  ['ordered', (text) => `999999999. ${text}`],
  ['quote', (text) => `> ${text}`],
  ['cell', (text) => `| ${text.replaceAll('|', '\\|')} |\n|:-:|\n| ${text.replaceAll('|', '\\|')} |`],
  ['emphasis', (text) => `*${text}* **${text}** ~~${text}~~`],
  ['code', (text) => `\`${text}\``],
  ['code-block', (text) => `    ${text}`],
  ['fence', (text) => `\`\`\`\n${text}\n\`\`\``],
  ['fence-language', (text) => `~~~${text.replaceAll(' ', '/')}\nx\n~~~`],
  ['fence-words', (text) => `~~~js ${text}\nx\n~~~`],
  ['fence-known', (text) => `\`\`\`json\n${text}\n\`\`\``],
  ['fence-python', (text) => `\`\`\`python\n${text}\n\`\`\``],
  ['fence-latex', (text) => `\`\`\`latex\n${text}\n\`\`\``],
  ['fence-open', (text) => `\`\`\`x"${text}\n${text}`, true],
  ['link-text', (text) => `[${text}](https://example.invalid/)`],
  ['link-title', (text) => `[x](https://example.invalid/ '${text.replaceAll("'", '"')}')`],
  ['image-text', (text) => `![${text}](picture.png)`],
  ['image-text-remote', (text) => `![${text}](https://example.invalid/a.png)`],
  ['image-title', (text) => `![x](picture.png '${text.replaceAll("'", '"')}')`],
  ['image-attribute', (text) => `!["onerror="${text}](picture.png)`],
  ['image-drawing', (text) => `![x](figures/${text.replaceAll(' ', '')}.svg)`],
  ['reference-label', (text, label) => `[${label} ${text}]\n\n[${label} ${text}]: x`],
  ['reference-title', (text, label) => `[${label}]\n\n[${label}]: x '${text.replaceAll("'", '"')}'`],
  [
    'footnote-label',
    (text, label) => `x[^${label}${text.replaceAll(' ', '')}]\n\n[^${label}${text.replaceAll(' ', '')}]: y`,
  ],
  ['footnote-text', (text, label) => `x[^${label}]\n\n[^${label}]: ${text}`],
  ['references', (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
  ['references-twice', (text) => text.replaceAll('<', '&amp;lt;')],
  ['escaped', (text) => text.replaceAll('<', '\\<')],
  ['anchor', (text) => `# a" ${text}\n\n[x](#a"-${text.replaceAll(' ', '-')})`],
];

const places = (dice: Dice): Payload[] =>
  PLACES.flatMap(([place, write, isOpen]) =>
    dice
      .some(CORES, 9)
      .map(([core, text]) =>
        payload('markdown', `markdown in ${place} ${core}`, (mark) => write(text(mark), `r${mark}`), isOpen),
      ),
  );

/** Commands of TeX that take an address, an attribute or a text. */
const COMMANDS: readonly (readonly [name: string, write: (argument: string) => string])[] = [
  ['href', (argument) => `\\href{${argument}}{x}`],
  ['url', (argument) => `\\url{${argument}}`],
  ['includegraphics', (argument) => `\\includegraphics[height=1em]{${argument}}`],
  ['includegraphics-alt', (argument) => `\\includegraphics[alt=${argument}]{x.png}`],
  ['class', (argument) => `\\htmlClass{${argument}}{x}`],
  ['id', (argument) => `\\htmlId{${argument}}{x}`],
  ['style', (argument) => `\\htmlStyle{${argument}}{x}`],
  ['data', (argument) => `\\htmlData{x=${argument}}{x}`],
  ['text', (argument) => `\\text{${argument}}`],
  ['colour', (argument) => `\\color{${argument}} x`],
  ['text-colour', (argument) => `\\textcolor{red;${argument}}{x}`],
  ['colour-box', (argument) => `\\colorbox{#fff;${argument}}{x}`],
  ['tag', (argument) => `x \\tag{${argument}}`],
  ['operator', (argument) => `\\operatorname{${argument}}`],
  ['verbatim', (argument) => `\\verb|${argument.replaceAll('|', '')}|`],
  ['definition', (argument) => `\\def\\a{${argument}}\\a\\text{\\a}`],
  ['new-command', (argument) => `\\newcommand{\\b}[1]{\\href{#1}{#1}}\\b{${argument}}`],
  ['unknown', (argument) => `\\unknown{${argument}}`],
  ['unbalanced', (argument) => `\\frac{${argument}`],
  ['environment', (argument) => `\\begin{${argument}}x\\end{${argument}}`],
  ['size', (argument) => `\\rule{1em${argument}}{1em}`],
  ['character', (argument) => `\\char"${argument}`],
  ['mathjax', (argument) => `\\class{${argument}}{x}\\cssId{${argument}}{x}\\style{${argument}}{x}`],
  ['raw', (argument) => argument],
];

const ARGUMENTS: readonly Part[] = [
  ['script', (mark) => `javascript:${run(mark)}`],
  ['script-mixed', (mark) => `JaVaScRiPt:${run(mark)}`],
  ['remote', leak],
  ['image', (mark) => `<img src=x onerror=${run(mark)}>`],
  ['quote', (mark) => `"><img src=x onerror=${run(mark)}>`],
  ['attribute', (mark) => `x" onmouseover="${run(mark)}" y="`],
  ['style', (mark) => `background:url(${leak(mark)})`],
  ['annotation', (mark) => `</annotation></semantics></math><svg onload=${run(mark)}>`],
];

/** Ways in which Markdown holds TeX. */
const FENCES: readonly (readonly [name: string, write: (tex: string) => string])[] = [
  ['inline', (tex) => `a $${tex}$ b`],
  ['display', (tex) => `$$\n${tex}\n$$`],
];

const formulas = (): Payload[] =>
  COMMANDS.flatMap(([command, write], at) =>
    ARGUMENTS.map(([argument, text], turn) => {
      const [fence, wrap] = FENCES[(at + turn) % FENCES.length]!;
      return payload('formula', `formula ${command} ${argument} ${fence}`, (mark) => wrap(write(text(mark))));
    }),
  );

/** Characters that are not shown, turn text around or mean something elsewhere. */
const CHARACTERS: readonly (readonly [name: string, characters: string])[] = [
  ['null', '\0'],
  ['bell', '\u0007'],
  ['escape', '\u001b]8;;'],
  ['delete', '\u007f'],
  ['next-line', '\u0085'],
  ['soft-hyphen', '\u00ad'],
  ['zero-width', '\u200b\u200c\u200d'],
  ['marks', '\u200e\u200f'],
  ['override', '\u202e'],
  ['embedding', '\u202a\u202b'],
  ['isolates', '\u2066\u2067\u2068'],
  ['separators', '\u2028\u2029'],
  ['bom', '\ufeff'],
  ['tags', '\u{e0001}\u{e0041}'],
  ['lone-high', '\ud800'],
  ['lone-low', '\udc00'],
  ['not-characters', '\ufffe\uffff'],
  ['combining', `a${'\u0301'.repeat(500)}`],
  ['placeholders', '{0}{1}{2} ${x} {{x}} <%= x %> %s $& $1 $`'],
  ['long', 'x'.repeat(20_000)],
];

const characters = (): Payload[] =>
  CHARACTERS.flatMap(([name, between]) =>
    CORES.slice(0, 3).map(([core, text]) =>
      payload('text', `characters ${name} ${core}`, (mark) => `${between}${text(mark)}${between}`),
    ),
  );

/** What is written in Markdown, TeX among it. */
export const markdownPayloads = (): readonly Payload[] => [
  ...addresses(new Dice(13)),
  ...places(new Dice(31)),
  ...formulas(),
  ...characters(),
];
