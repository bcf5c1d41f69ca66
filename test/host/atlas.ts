import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { AtlasApi } from '../../src/extension.ts';
import type { SearchAnswer } from '../../src/core/hit.ts';

export const atlasExtension = (): vscode.Extension<AtlasApi> => {
  const extension = vscode.extensions.getExtension<AtlasApi>('vlm-atlas.vlm-atlas');
  if (!extension) throw new Error('The extension is not installed.');
  return extension;
};

export const atlas = async (): Promise<AtlasApi> => atlasExtension().activate();

export const search = async (query: string): Promise<SearchAnswer> =>
  (await atlas()).request('search', { query });

/** Native libraries of the engine in this process. */
export const mappedNatives = (): string[] => [
  ...new Set(readFileSync('/proc/self/maps', 'utf8').match(/\S*(?:onnxruntime|hnswlib|addon\.node)\S*/g)),
];

/** Waits for a value that is not undefined; tries again every tenth of a second. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Not within 30 s: ${what}`);
}

export const tabLabels = (): string[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));

export const tabWith = (label: string): Promise<string> =>
  until(`a tab "${label}" among ${tabLabels().join(', ')}`, () =>
    tabLabels().find((title) => title.includes(label)),
  );

export const codeOf = (error: unknown): string => String((error as { code?: unknown }).code);
