import { isHttpsUrl } from '../../core/httpsUrl.ts';

/** What following a link of a rendered document means. */
export type LinkTarget =
  | { readonly type: 'outside'; readonly url: string }
  | { readonly type: 'read'; readonly id: string }
  /** Path from the root of the document's folder; it never leaves that. `fragment`: what follows `#`. */
  | { readonly type: 'file'; readonly path: string; readonly fragment: string }
  | { readonly type: 'none' };

const NONE: LinkTarget = { type: 'none' };

/** A document's path from the root of its own folder: without `atlas:` or the `../NAME/` of a second folder. */
export const pathInFolder = (document: string): string => document.replace(/^(?:atlas:|\.\.\/[^/]*\/)/, '');

/** The folder that `document`, whose file is `file`, is counted from; null when the two do not fit. */
export function rootOf(document: string, file: string): string | null {
  const path = pathInFolder(document);
  const slashed = file.replaceAll('\\', '/');
  return path !== '' && slashed.endsWith(`/${path}`) ? slashed.slice(0, -path.length) : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `..` and `.` resolved below a root; null when the path leaves it. */
function resolved(folder: readonly string[], path: string): string | null {
  const parts = [...folder];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/**
 * Links go out only by `https:`; `concept:clip` and `paper:clip` open cards; a relative path leads to a card (from
 * the atlas) or to a file beside the document. `document` is the path of the one that holds the link.
 */
export function linkTarget(href: string, document: string): LinkTarget {
  if (isHttpsUrl(href)) return { type: 'outside', url: href };
  const id = /^concept:([\w.-]+)$/.exec(href)?.[1] ?? /^(?:paper|figure|document):[\w.:-]+$/.exec(href)?.[0];
  if (id) return { type: 'read', id };
  const path = decoded(href.split(/[?#]/)[0]!);
  if (path === '' || /^[a-z][\w+.-]*:/i.test(path) || path.startsWith('//') || path.includes('\\'))
    return NONE;
  const folder = path.startsWith('/') ? [] : pathInFolder(document).split('/').slice(0, -1);
  const target = resolved(folder, path);
  if (!target) return NONE;
  const card = document.startsWith('atlas:') ? /^concepts\/([\w.-]+)\.md$/.exec(target)?.[1] : undefined;
  if (card) return { type: 'read', id: card };
  return { type: 'file', path: target, fragment: decoded(/#(.*)$/.exec(href)?.[1] ?? '') };
}
