/** What turns texts into vectors of one space. Vectors have unit length. */
export interface TextEmbedder {
  readonly modelId: string;
  readonly dimensions: number;
  /**
   * The vector of a question. Goes before all waiting passages. Texts longer than the model's window are cut.
   * Rejects with `AtlasError` (`ATLAS-CANCELLED` when aborted before its turn came).
   */
  embedQuery(text: string, signal?: AbortSignal): Promise<Float32Array>;
  /** The vector of a passage's `embeddedText`. */
  embedPassage(text: string, signal?: AbortSignal): Promise<Float32Array>;
  /** Number of the model's tokens, special tokens and prefix not counted. */
  countTokens(text: string): Promise<number>;
  /** Ends after the run in progress; what waits is rejected. */
  close(): Promise<void>;
}

/** What runs a model, as verified and not as asked for. */
export interface ModelStatus {
  readonly id: string;
  readonly provider: string | null;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly ok: boolean }[];
  readonly problems: readonly string[];
}
