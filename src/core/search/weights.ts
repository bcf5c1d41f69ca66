import type { ModeWeights } from './scoring.ts';

// Written by `npm run bench -- fit --write` from the tune halves of kb/evaluation; not edited by hand.

/** With vectors, words and names. */
export const HYBRID: ModeWeights = {
  rank: [2.487, 1.805, 0.585, 1.904, 0.73, 1.632, 1.557, 1.214, 1.418, 0.631, 1.848, -0.574],
  answerConstant: { en: -0.557, zh: -0.375 },
  answer: [1.421, 1.145, 1.965, -0.954, -0.502, 0.528, 1.232],
  refuse: { en: -0.808, zh: 0.114 },
  score: [-4.481, 0.435, 0.039, 0.243],
};

/** Without vectors: by words and names. */
export const KEYWORD: ModeWeights = {
  rank: [0, 0, 0, 2.149, 1.224, 1.991, 2.111, 2.28, 2.376, 0.087, 1.628, 0.163],
  answerConstant: { en: -2.86, zh: -2.458 },
  answer: [0, 0, 2.556, -1.177, -0.894, 1.708, 1.716],
  refuse: { en: -0.814, zh: -0.14 },
  score: [-4.509, 0.568, -0.183, 0.65],
};
