/** A reproducible generator of numbers in [0, 1). */
export function random(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const TEXTS_A_TOPIC = 25;
const TOPIC_SPREAD = 0.45;
const TEXT_SPREAD = 0.3;

/** Vectors as a text model of the e5 family gives them: all about one direction (cosines 0.74 to 0.95), in topics. */
export function packedVectors(options: {
  readonly count: number;
  readonly dimensions: number;
  readonly questions: number;
  readonly seed: number;
}): { readonly data: Float32Array; readonly queries: readonly Float32Array[] } {
  const { count, dimensions } = options;
  const next = random(options.seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next());
  const noise = (about: Float32Array, size: number): Float32Array =>
    about.map((value) => value + (normal() * size) / Math.sqrt(dimensions));
  const base = unit(new Float32Array(dimensions).map(normal));
  const topics = Array.from({ length: Math.ceil(count / TEXTS_A_TOPIC) }, () => noise(base, TOPIC_SPREAD));
  const text = (): Float32Array => unit(noise(topics[Math.floor(next() * topics.length)]!, TEXT_SPREAD));
  const data = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row++) data.set(text(), row * dimensions);
  return { data, queries: Array.from({ length: options.questions }, text) };
}
