import type { HostMessage } from './messages.ts';

/** How an engine ended, for a message to the reader and for the log. */
export interface EngineExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last few thousand characters it wrote to standard error. */
  readonly stderr: string;
  /** Why it could not be started or fell over, where that is known. */
  readonly error: string | null;
}

export interface TransportListener {
  message(message: unknown): void;
  /** Once; nothing follows. */
  exit(exit: EngineExit): void;
}

/** A running engine and the channel to it. */
export interface Transport {
  /** Never throws: what cannot be delivered is followed by `exit`. */
  send(message: HostMessage): void;
  /** Ends the engine at once. False when that would endanger this process; it then ends by itself, if at all. */
  kill(): boolean;
}

/** Starts an engine; a failure to start comes as `exit`. */
export type StartTransport = (listener: TransportListener) => Transport;
