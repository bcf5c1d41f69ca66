import { availableParallelism, cpus, loadavg } from 'node:os';

/** The value that `share` of the values lie below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** `1.02 (0.98–1.10)`: the median, then the smallest and largest. */
export function spread(values: readonly number[], digits = 2): string {
  const text = (value: number): string => value.toFixed(digits);
  return `${text(median(values))} (${text(Math.min(...values))}–${text(Math.max(...values))})`;
}

/** Milliseconds that the work took. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Prints a Markdown table with its heading, the machine and notes on how it was measured. */
export function printTable(
  heading: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  notes: readonly string[] = [],
): void {
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  console.log([`### ${heading}`, '', line(columns), rule, ...rows.map(line), ''].join('\n'));
  for (const note of [...notes, machine()]) console.log(`- ${note}`);
  console.log('');
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? process.arch;
  const load = loadavg()[0]?.toFixed(1);
  return `Machine: ${availableParallelism()} cores (${model}), Node ${process.versions.node}, load at the end ${load}.`;
}
