/** Small fits by Adam: a few hundred rows, a dozen weights. Deterministic. */

const RATE = 0.05;

function minimise(
  size: number,
  start: number,
  steps: number,
  gradientOf: (weights: Float64Array) => Float64Array,
): number[] {
  const weights = new Float64Array(size).fill(start);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  for (let step = 1; step <= steps; step += 1) {
    const gradient = gradientOf(weights);
    for (let at = 0; at < size; at += 1) {
      first[at] = 0.9 * first[at]! + 0.1 * gradient[at]!;
      second[at] = 0.999 * second[at]! + 0.001 * gradient[at]! ** 2;
      const move = first[at]! / (1 - 0.9 ** step) / (Math.sqrt(second[at]! / (1 - 0.999 ** step)) + 1e-8);
      weights[at]! -= RATE * move;
    }
  }
  return [...weights];
}

const dot = (weights: ArrayLike<number>, features: readonly number[]): number =>
  features.reduce((sum, feature, at) => sum + feature * weights[at]!, 0);

export interface RankedList {
  readonly candidates: readonly { readonly features: readonly number[]; readonly right: boolean }[];
}

/**
 * Weights that give the right candidates of each list the greatest share of a softmax.
 * @param prior weights that the penalty pulls towards
 */
export function fitRanking(
  lists: readonly RankedList[],
  prior: readonly number[],
  penalty: number,
): number[] {
  const usable = lists.filter(({ candidates }) => candidates.some(({ right }) => right));
  return minimise(prior.length, 0.5, 400, (weights) => {
    const gradient = Float64Array.from(weights, (weight, at) => penalty * (weight - prior[at]!));
    for (const { candidates } of usable) {
      const scores = candidates.map(({ features }) => dot(weights, features));
      const top = Math.max(...scores);
      const exps = scores.map((score) => Math.exp(score - top));
      const all = exps.reduce((sum, value) => sum + value, 0);
      const good = exps.reduce((sum, value, at) => sum + (candidates[at]!.right ? value : 0), 0);
      for (const [at, { features, right }] of candidates.entries()) {
        const push = (exps[at]! / all - (right ? exps[at]! / good : 0)) / usable.length;
        if (Math.abs(push) > 1e-9)
          for (let i = 0; i < features.length; i += 1) gradient[i]! += push * features[i]!;
      }
    }
    return gradient;
  });
}

export interface LabelledRow {
  readonly features: readonly number[];
  readonly right: boolean;
  readonly weight: number;
}

/** A constant, then a weight a feature, of a logistic regression; the constant is not penalised. */
export function fitLogistic(rows: readonly LabelledRow[], penalty: number): number[] {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const size = rows[0]!.features.length + 1;
  return minimise(size, 0, 1500, (weights) => {
    const gradient = Float64Array.from(weights, (weight, at) => (at === 0 ? 0 : penalty * weight));
    for (const { features, right, weight } of rows) {
      const row = [1, ...features];
      const off = ((1 / (1 + Math.exp(-dot(weights, row))) - (right ? 1 : 0)) * weight) / total;
      for (let at = 0; at < size; at += 1) gradient[at]! += off * row[at]!;
    }
    return gradient;
  });
}
