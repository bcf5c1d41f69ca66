import { leak, mixedCase, referred, run, type Part } from './payloadParts.ts';

const script = (mark: number): string => `javascript:${run(mark)}`;
const page = (mark: number): string => `<script>${run(mark)}</script>`;
const drawing = (mark: number): string => `<svg xmlns='http://www.w3.org/2000/svg' onload='${run(mark)}'/>`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const host = (mark: number): string => `payload-${mark}.invalid`;

/** Each character of `javascript` with something between. */
const spread = (between: string) => (mark: number) => `${[...'javascript'].join(between)}:${run(mark)}`;
const before = (prefix: string) => (mark: number) => prefix + script(mark);
const inside = (between: string) => (mark: number) => `java${between}script:${run(mark)}`;

const SCRIPTS: readonly Part[] = [
  ['plain', script],
  ['upper', (mark) => `JAVASCRIPT:${run(mark)}`],
  ['mixed', (mark) => `${mixedCase('javascript')}:${run(mark)}`],
  ['spaces-before', before('   ')],
  ['control-1-before', before('\u0001')],
  ['control-31-before', before('\u001f')],
  ['newline-before', before('\n')],
  ['bom-before', before('\ufeff')],
  ['line-separator-before', before('\u2028')],
  ['no-break-space-before', before('\u00a0')],
  ['ideographic-space-before', before('\u3000')],
  ['null-before', before('\0')],
  ['tab-inside', inside('\t')],
  ['newline-inside', inside('\n')],
  ['return-inside', inside('\r')],
  ['null-inside', inside('\0')],
  ['control-3-inside', inside('\u0003')],
  ['soft-hyphen-inside', inside('\u00ad')],
  ['zero-width-inside', inside('\u200b')],
  ['tab-everywhere', spread('\t')],
  ['newline-everywhere', spread('\n')],
  ['comment-inside', inside('/**/')],
  ['tab-before-colon', (mark) => `javascript\t:${run(mark)}`],
  ['wide-colon', (mark) => `javascript：${run(mark)}`],
  ['decimal', (mark) => `&#106;avascript:${run(mark)}`],
  ['decimal-padded', (mark) => `&#0000106avascript:${run(mark)}`],
  ['hexadecimal', (mark) => `&#x6A;avascript:${run(mark)}`],
  ['hexadecimal-open', (mark) => `&#x6avascript:${run(mark)}`],
  ['referred', (mark) => referred(script(mark))],
  ['referred-twice', (mark) => `&amp;#106;avascript:${run(mark)}`],
  ['named-colon', (mark) => `javascript&colon;${run(mark)}`],
  ['named-tab', (mark) => `java&Tab;script:${run(mark)}`],
  ['named-newline', (mark) => `java&NewLine;script&#58;${run(mark)}`],
  ['backslash-reference', (mark) => `\\&#106;avascript:${run(mark)}`],
  ['comment-after', (mark) => `javascript:/*x*/${run(mark)}`],
  ['line-comment', (mark) => `javascript://x.invalid/%0a${run(mark)}`],
  ['percent-code', (mark) => `javascript:%5f%5fran.push(${mark})`],
  ['percent-scheme', (mark) => `%6aavascript:${run(mark)}`],
  ['percent-colon', (mark) => `javascript%3a${run(mark)}`],
  ['void', (mark) => `javascript:void(${run(mark)})`],
  [
    'polyglot',
    (mark) =>
      `javascript:/*--></title></style></textarea></script><svg/onload='${run(mark)}//'>*/${run(mark)}`,
  ],
  ['vbscript', (mark) => `vbscript:${run(mark)}`],
  ['livescript', (mark) => `livescript:${run(mark)}`],
  ['feed', (mark) => `feed:${script(mark)}`],
  ['view-source', (mark) => `view-source:${script(mark)}`],
  ['jar', (mark) => `jar:${script(mark)}!/`],
];

const DATA: readonly Part[] = [
  ['data-html', (mark) => `data:text/html,${page(mark)}`],
  ['data-html-base64', (mark) => `data:text/html;base64,${base64(page(mark))}`],
  ['data-html-charset', (mark) => `data:text/html;charset=utf-8,${encodeURIComponent(page(mark))}`],
  ['data-upper', (mark) => `DATA:TEXT/HTML,${page(mark)}`],
  ['data-tab', (mark) => `da\tta:text/html,${page(mark)}`],
  [
    'data-xhtml',
    (mark) => `data:application/xhtml+xml,<x xmlns='http://www.w3.org/1999/xhtml'>${page(mark)}</x>`,
  ],
  ['data-svg', (mark) => `data:image/svg+xml,${drawing(mark)}`],
  ['data-svg-base64', (mark) => `data:image/svg+xml;base64,${base64(drawing(mark))}`],
  ['data-svg-fragment', (mark) => `data:image/svg+xml,${encodeURIComponent(drawing(mark))}#x`],
  ['data-script', (mark) => `data:text/javascript,${run(mark)}`],
  ['data-style', (mark) => `data:text/css,*%7bbackground:url(${leak(mark)})%7d`],
  ['data-gif-as-html', (mark) => `data:image/gif;text/html,${page(mark)}`],
];

const REMOTE: readonly Part[] = [
  ['https', leak],
  ['http', (mark) => `http://${host(mark)}/`],
  ['mixed-https', (mark) => `hTTpS://${host(mark)}/`],
  ['scheme-relative', (mark) => `//${host(mark)}/`],
  ['three-slashes', (mark) => `///${host(mark)}/`],
  ['backslashes', (mark) => `\\\\${host(mark)}\\x`],
  ['slash-backslash', (mark) => `/\\${host(mark)}/`],
  ['one-slash', (mark) => `http:/${host(mark)}/`],
  ['no-slash', (mark) => `http:${host(mark)}/`],
  ['tab-slashes', (mark) => `/\t/${host(mark)}/`],
  ['control-slashes', (mark) => `\u0001//${host(mark)}/`],
  ['referred-slashes', (mark) => `&#47;&#47;${host(mark)}/`],
  ['as-user', (mark) => `https://resources.test@${host(mark)}/pictures/`],
  ['as-part', (mark) => `https://resources.test.${host(mark)}/pictures/`],
  ['quote-handler', (mark) => `${leak(mark)}"onmouseover="${run(mark)}`],
  ['apostrophe-handler', (mark) => `${leak(mark)}'onmouseover='${run(mark)}`],
  ['bracket', (mark) => `${leak(mark)}"><img/src=x/onerror=${run(mark)}>`],
  ['right-to-left', (mark) => `${leak(mark)}\u202egnp.exe`],
  ['ftp', (mark) => `ftp://${host(mark)}/`],
  ['websocket', (mark) => `wss://${host(mark)}/`],
  ['mail', (mark) => `mailto:payload-${mark}@x.invalid`],
];

const LOCAL: readonly Part[] = [
  ['parent', (mark) => `../../secret-${mark}.png`],
  ['root', (mark) => `/../secret-${mark}.png`],
  ['below-and-up', (mark) => `https://resources.test/pictures/../secret-${mark}.png`],
  ['percent-dots', (mark) => `%2e%2e/%2E%2e/secret-${mark}.png`],
  ['percent-slashes', (mark) => `..%2f..%2fsecret-${mark}.png`],
  ['dot-backslash', (mark) => `..\\..\\secret-${mark}.png`],
  ['tab-dots', (mark) => `.\t./.\t./secret-${mark}.png`],
  ['file', (mark) => `file:///secret-${mark}`],
  ['command', (mark) => `command:workbench.action.quit?${mark}`],
  ['editor', (mark) => `vscode://file/secret-${mark}`],
  ['editor-resource', (mark) => `vscode-resource:/secret-${mark}`],
  ['blob', (mark) => `blob:https://webview.test/secret-${mark}`],
  ['filesystem', (mark) => `filesystem:https://webview.test/temporary/secret-${mark}`],
  ['blank', (mark) => `about:blank#secret-${mark}`],
];

/** Addresses that lead to a script, out of the machine or where a page has no business. */
export const ADDRESSES: readonly Part[] = [...SCRIPTS, ...DATA, ...REMOTE, ...LOCAL];
