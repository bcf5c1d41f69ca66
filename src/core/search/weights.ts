import type { ModeWeights } from './scoring.ts';

// Written by `npm run bench -- fit --write` from the tune halves of kb/evaluation; not edited by hand.

/** With vectors, words and names. */
export const HYBRID: ModeWeights = {
  rank: [2.223, 2.01, 0.547, 1.86, 0.701, 1.634, 1.428, 1.158, 1.353, 0.654, 1.784, -0.553],
  answerConstant: { en: -0.564, zh: -0.371 },
  answer: [1.42, 1.138, 1.971, -0.952, -0.501, 0.524, 1.222],
  refuse: { en: -0.804, zh: 0.122 },
  score: [-4.142, 0.362, 0.007, 0.258],
};

/** Without vectors: by words and names. */
export const KEYWORD: ModeWeights = {
  rank: [0, 0, 0, 2.149, 1.224, 1.991, 2.111, 2.28, 2.376, 0.087, 1.628, 0.163],
  answerConstant: { en: -2.86, zh: -2.458 },
  answer: [0, 0, 2.556, -1.177, -0.894, 1.708, 1.716],
  refuse: { en: -0.814, zh: -0.14 },
  score: [-4.509, 0.568, -0.183, 0.65],
};
