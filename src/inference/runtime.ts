import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { AtlasError } from '../core/errors.ts';

export type Runtime = typeof import('onnxruntime-node');

/**
 * Loads ONNX Runtime, a native library that holds the thread it runs on: only ever called in the inference thread.
 * Rejects with `ATLAS-RUNTIME`.
 */
export async function loadRuntime(): Promise<Runtime> {
  if (process.env['ORT_DISABLE_TELEMETRY'] !== '1') {
    throw new AtlasError(
      'ATLAS-RUNTIME',
      'ONNX Runtime is not loaded while its own telemetry is on: start the process with ORT_DISABLE_TELEMETRY=1.',
      'ORT_DISABLE_TELEMETRY',
    );
  }
  try {
    return await import('onnxruntime-node');
  } catch (error) {
    const cause = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new AtlasError(
      'ATLAS-RUNTIME',
      `ONNX Runtime cannot be loaded on ${process.platform}-${process.arch}: ${cause}. Searching by keyword goes on without it.`,
      'onnxruntime-node',
      error,
    );
  }
}

/** Cores, not hardware threads: two threads of one core share its arithmetic units, which a model keeps busy. */
export function physicalCores(): number {
  const logical = availableParallelism();
  if (process.platform === 'darwin') return logical;
  if (process.platform !== 'linux')
    return cpus().length > 2 ? Math.min(logical, Math.ceil(cpus().length / 2)) : logical;
  try {
    return Math.min(logical, countCores(readFileSync('/proc/cpuinfo', 'utf8')) || logical);
  } catch {
    return logical;
  }
}

/** Different pairs of package and core in the text of /proc/cpuinfo; 0 where it does not say. */
export function countCores(cpuInfo: string): number {
  const cores = new Set<string>();
  for (const block of cpuInfo.split(/\n\s*\n/)) {
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
    if (core !== undefined) cores.add(`${/^physical id\s*:\s*(\d+)/m.exec(block)?.[1] ?? '0'}/${core}`);
  }
  return cores.size;
}
