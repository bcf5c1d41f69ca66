import { Engine } from '../engine/engine.ts';
import { productParts } from '../engine/productParts.ts';
import { AtlasError } from '../core/errors.ts';
import { parseCommandLine, type Command } from './commandLine.ts';
import type { Terminal } from './commands.ts';
import { runDoctor } from './doctorCommand.ts';
import { runExplain } from './explainCommand.ts';
import { runIndex } from './indexCommand.ts';
import { Output } from './output.ts';
import { findPlaces } from './places.ts';
import { runSearch } from './searchCommand.ts';
import { runShow } from './showCommand.ts';
import { usage } from './usage.ts';

const FAILED = 1;
const WRONG_USAGE = 2;

function dispatch(command: Command, terminal: Terminal): Promise<boolean> {
  switch (command.name) {
    case 'search':
      return runSearch(command, terminal);
    case 'explain':
      return runExplain(command, terminal);
    case 'show':
      return runShow(command, terminal);
    case 'index':
      return runIndex(command, terminal);
    case 'doctor':
      return runDoctor(command, terminal);
    case 'help':
    case 'version':
      return Promise.resolve(true);
  }
}

async function runCommand(command: Command, output: Output): Promise<boolean> {
  const places = await findPlaces(command);
  if (command.name === 'help') {
    await output.line(usage(command.about).trimEnd());
    return true;
  }
  if (command.name === 'version') {
    await output.line(places.version);
    return true;
  }
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  // The runtime's own telemetry is on by default and reads only the real environment.
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
  const told = new Set<string>();
  const engine = new Engine(places, productParts, ({ notices }) => {
    for (const notice of notices) if (!told.has(notice)) output.note(notice);
    notices.forEach((notice) => told.add(notice));
  });
  try {
    return await dispatch(command, { engine, atlas: places.atlas, output, signal: interrupt.signal });
  } finally {
    await engine.close();
  }
}

/** Does what the command line says and sets the exit code; never rejects. */
export async function runTerminal(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  let output = new Output(args.includes('--json'));
  try {
    const command = parseCommandLine(args);
    output = new Output(
      command.json || command.name === 'explain' || (command.name === 'search' && command.batch !== null),
    );
    if (!(await runCommand(command, output))) process.exitCode = FAILED;
  } catch (thrown) {
    const error = AtlasError.from(thrown);
    await output.error(error);
    process.exitCode = error.code === 'ATLAS-USAGE' ? WRONG_USAGE : FAILED;
    if (error.code === 'ATLAS-USAGE' && !output.json) output.note('"vlm-atlas --help" tells what there is.');
  }
}
