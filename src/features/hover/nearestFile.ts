/**
 * Of files, the one that lies nearest to another: most folders in common, then fewest below those.
 * @param paths `/`-separated, absolute
 * @returns undefined for no files
 */
export function nearestFile(path: string, paths: readonly string[]): string | undefined {
  const folders = path.split('/').slice(0, -1);
  const distance = (other: string): number => {
    const others = other.split('/').slice(0, -1);
    const parting = folders.findIndex((folder, at) => folder !== others[at]);
    const common = parting < 0 ? folders.length : parting;
    return folders.length - common + (others.length - common) / 100;
  };
  return paths.toSorted((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1))[0];
}
