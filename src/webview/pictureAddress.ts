/**
 * Where a picture of a note is loaded from: its address resolved against the note's folder, when it stays below the
 * root of the note's library.
 * @param pictures addresses of the webview's own resources that end in a slash; null: no picture is loaded
 */
export function pictureAddress(
  address: string,
  pictures: { readonly root: string; readonly folder: string } | null,
): string | null {
  if (!pictures || /^[a-z][\w+.-]*:|^\/\/|\\/i.test(address)) return null;
  const base = address.startsWith('/') ? pictures.root : pictures.folder;
  const path = address.replace(/^\/+/, '');
  if (path === '' || !URL.canParse(path, base)) return null;
  const { href } = new URL(path, base);
  return href.startsWith(pictures.root) ? href : null;
}
