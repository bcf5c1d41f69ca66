/** Ids that a link may carry: one line of modest length. */
// eslint-disable-next-line no-control-regex
const ID = /^[^\u0000-\u001f\u007f]{1,500}$/;

export const isAtlasId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);

/** A link that opens the thing in this editor: `vscode://vlm-atlas.vlm-atlas/open?id=clip`. */
export const atlasLink = (scheme: string, extensionId: string, id: string): string =>
  `${scheme}://${extensionId}/open?id=${encodeURIComponent(id)}`;

/** The id a link asks for, or null. `path` and `query` as VS Code hands them to a URI handler. */
export function idOfLink(path: string, query: string): string | null {
  if (path !== '/open') return null;
  const id = new URLSearchParams(query).get('id');
  return isAtlasId(id) ? id : null;
}
