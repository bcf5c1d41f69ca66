import { existsSync, renameSync, rmSync } from 'node:fs';

/**
 * Renames a closed database, its write-ahead log with it, so that a new one can take its place and nothing is lost.
 * @returns the new path: `FILE.LABEL-DATE`
 */
export function setAside(file: string, label: string, now: Date = new Date()): string {
  const stamp = now.toISOString().replace(/[:.]/g, '-');
  let target = `${file}.${label}-${stamp}`;
  for (let copy = 2; existsSync(target); copy++) target = `${file}.${label}-${stamp}-${copy}`;
  renameSync(file, target);
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${target}-wal`);
  rmSync(`${file}-shm`, { force: true });
  return target;
}
