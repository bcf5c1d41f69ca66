/** Every code a person can meet, with what it stands for. One code, one kind of cause. */
export const ERROR_CODES = {
  'ATLAS-CANCELLED': 'The request was cancelled.',
  'ATLAS-DEADLINE': 'The engine did not answer in time.',
  'ATLAS-ENGINE-CRASHED': 'The engine process ended while a request was in flight.',
  'ATLAS-ENGINE-UNAVAILABLE': 'The engine could not be started.',
  'ATLAS-ENGINE-SAFE-MODE': 'The engine runs without native modules; only keyword search works.',
  'ATLAS-PROTOCOL': 'A message did not have the agreed form.',
  'ATLAS-USAGE': 'A command or a request was given wrong arguments.',
  'ATLAS-QUERY-EMPTY': 'A question holds nothing that can be searched for.',
  'ATLAS-NOT-FOUND': 'No such document, concept, paper or figure.',
  'ATLAS-FILE': 'A file or folder could not be read or written.',
  'ATLAS-FORMAT': 'A file has a format that is not read.',
  'ATLAS-PDF': 'A PDF is damaged, asks for a password or cannot be drawn.',
  'ATLAS-DISK-FULL': 'There is no room left to write.',
  'ATLAS-CARD': 'A file of the knowledge base does not follow its format.',
  'ATLAS-MODEL-MISSING': 'A model file is not there.',
  'ATLAS-MODEL-DAMAGED': 'A model file does not have the expected SHA-256.',
  'ATLAS-MODEL-REFUSED': 'A model file is of a kind that is not loaded.',
  'ATLAS-RUNTIME': 'The inference runtime could not be loaded or failed.',
  'ATLAS-STORE-DAMAGED': 'The index is damaged.',
  'ATLAS-STORE-VERSION': 'The index has the format of another version.',
  'ATLAS-STORE-LOCKED': 'Another process is writing to the library.',
  'ATLAS-STORE-READ-ONLY': 'The library cannot be written to.',
  'ATLAS-INTERNAL': 'Something failed that should not have; a report helps.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface ErrorJson {
  readonly code: ErrorCode;
  readonly message: string;
  readonly subject: string | null;
}

/** A failure a person is told about: the message names the cause and what to do, `subject` the file or setting. */
export class AtlasError extends Error {
  readonly code: ErrorCode;
  readonly subject: string | null;

  constructor(code: ErrorCode, message: string, subject: string | null = null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AtlasError';
    this.code = code;
    this.subject = subject;
  }

  toJSON(): ErrorJson {
    return { code: this.code, message: this.message, subject: this.subject };
  }

  static fromJSON(json: ErrorJson): AtlasError {
    return new AtlasError(json.code, json.message, json.subject);
  }

  /** Anything thrown, as an AtlasError; what is not one already becomes `ATLAS-INTERNAL`. */
  static from(thrown: unknown, subject: string | null = null): AtlasError {
    if (thrown instanceof AtlasError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new AtlasError('ATLAS-INTERNAL', message, subject, thrown);
  }
}
