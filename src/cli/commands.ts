import type { Engine } from '../engine/engine.ts';
import type { Command } from './commandLine.ts';
import type { Output } from './output.ts';

/** What a command works with. `signal`: the person has pressed Ctrl+C. */
export interface Terminal {
  readonly engine: Engine;
  /** Folder of the built atlas. */
  readonly atlas: string;
  readonly output: Output;
  readonly signal: AbortSignal;
}

export type CommandNamed<N extends Command['name']> = Extract<Command, { readonly name: N }>;

/** Resolves with whether all went well. Rejects with `AtlasError`. */
export type RunCommand<N extends Command['name']> = (
  command: CommandNamed<N>,
  terminal: Terminal,
) => Promise<boolean>;
