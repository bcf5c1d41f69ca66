import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { hostTests } from '../../esbuild.mjs';
import { printTable, spread } from './lib/report.ts';

// Time spent in activate() of the built extension in a real VS Code host, and the native libraries mapped in the
// extension host's process after it and after a first question. A new host each time.

const HOSTS = 3;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROBE = '.test-build/activationProbe.cjs';

interface Probe {
  readonly activate: number;
  readonly loaded: number;
  readonly idle: { readonly natives: readonly string[]; readonly engine: boolean };
  readonly first: number;
  readonly mode: string;
  readonly natives: readonly string[];
}

function probe(folder: string): Promise<Probe> {
  const program = join(ROOT, 'test/hostHarness/runInHost.mjs');
  const child = spawn(process.execPath, [...process.execArgv, program, ROOT, join(ROOT, PROBE), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      const measured = /activation-probe (\{.*\})/.exec(log)?.[1];
      if (measured === undefined) reject(new Error(`The extension host measured nothing:\n${log}`));
      else resolve(JSON.parse(measured) as Probe);
    });
  });
}

await build({
  ...hostTests,
  absWorkingDir: ROOT,
  entryPoints: ['test/bench/lib/activationProbe.ts'],
  outfile: PROBE,
});
const folder = mkdtempSync(join(tmpdir(), 'vlm-atlas-bench-'));
const probes: Probe[] = [];
try {
  for (let host = 0; host < HOSTS; host += 1) probes.push(await probe(folder));
} finally {
  rmSync(folder, { recursive: true });
}
const times = (of: (probe: Probe) => number, digits: number): string => spread(probes.map(of), digits);
const natives = (of: (probe: Probe) => readonly string[]): string =>
  [...new Set(probes.flatMap(of))].join(', ') || 'none';
printTable(
  'Activation in a VS Code host',
  ['', `${HOSTS} hosts: median (smallest–largest)`],
  [
    ['`activate()`, ms', times((each) => each.activate, 2)],
    ['loading the extension and `activate()`, ms', times((each) => each.loaded, 0)],
    ['native libraries of the engine in the extension host after it', natives((each) => each.idle.natives)],
    ['engine process after it', probes.some(({ idle }) => idle.engine) ? 'running' : 'not started'],
    ['first question, engine and model started for it, ms', times((each) => each.first, 0)],
    ['how it was answered', [...new Set(probes.map(({ mode }) => mode))].join(', ')],
    ['native libraries of the engine in the extension host after that', natives((each) => each.natives)],
  ],
);
