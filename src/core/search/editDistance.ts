/**
 * Edits that turn `a` into `b`: insertions, deletions, substitutions and swaps of neighbours (optimal string
 * alignment). Any number above `limit` comes back as `limit + 1`; cost grows with the shorter length × limit.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  const n = a.length;
  const m = b.length;
  if (Math.abs(n - m) > limit) return limit + 1;
  let before = new Uint16Array(m + 1);
  let previous = new Uint16Array(m + 1);
  let current = new Uint16Array(m + 1);
  for (let j = 0; j <= m; j += 1) previous[j] = j;
  for (let i = 1; i <= n; i += 1) {
    const from = Math.max(1, i - limit);
    const to = Math.min(m, i + limit);
    current[0] = i;
    if (from > 1) current[from - 1] = limit + 1;
    let best = from === 1 ? i : limit + 1;
    for (let j = from; j <= to; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = previous[j - 1]! + (same ? 0 : 1);
      cost = Math.min(cost, current[j - 1]! + 1, j === i + limit ? limit + 1 : previous[j]! + 1);
      const swapped =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, before[j - 2]! + 1);
      current[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    [before, previous, current] = [previous, current, before];
  }
  return Math.min(previous[m]!, limit + 1);
}
