// node scripts/onNode24.mjs FILE ARGS…: runs FILE on the project's Node with this process's standard streams,
// signals and exit code.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { existsSync } from 'node:fs';
import { findNode24 } from './lib/node24.mjs';
import { runMain, ScriptError } from './lib/run.mjs';

await runMain(import.meta.url, async () => {
  const [file, ...rest] = process.argv.slice(2);
  if (file === undefined) throw new ScriptError('Usage: node scripts/onNode24.mjs FILE ARGS…');
  if (!file.startsWith('-') && !existsSync(file)) {
    throw new ScriptError(`${file} does not exist. Run \`npm run build\` first (it also sets up).`);
  }
  const { node, args } = findNode24();
  const child = spawn(node, [...args, file, ...rest], { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // A terminal sends Ctrl+C to the child too; the handler here only keeps this process until the child ends.
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal === null) return resolve(code);
      for (const name of signals) process.removeAllListeners(name);
      // Die of the same signal, so that the shell sees what happened.
      process.kill(process.pid, signal);
      setTimeout(() => resolve(128 + constants.signals[signal]), 100);
    });
  });
});
