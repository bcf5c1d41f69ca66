import type { ModeWeights } from './scoring.ts';

// Written by `npm run bench -- fit --write` from the tune halves of kb/evaluation; not edited by hand.

/** With vectors, words and names. */
export const HYBRID: ModeWeights = {
  rank: [2.204, 2.024, 0.559, 1.862, 0.712, 1.636, 1.426, 1.147, 1.346, 0.652, 1.777, -0.556],
  answerConstant: { en: -0.534, zh: -0.344 },
  answer: [1.408, 1.161, 1.928, -0.955, -0.503, 0.527, 1.229],
  refuse: { en: -0.832, zh: 0.182 },
  score: [-4.171, 0.366, 0.011, 0.252],
};

/** Without vectors: by words and names. */
export const KEYWORD: ModeWeights = {
  rank: [0, 0, 0, 2.149, 1.224, 1.991, 2.111, 2.28, 2.377, 0.089, 1.629, 0.158],
  answerConstant: { en: -2.86, zh: -2.458 },
  answer: [0, 0, 2.556, -1.177, -0.894, 1.708, 1.716],
  refuse: { en: -0.814, zh: -0.14 },
  score: [-4.51, 0.568, -0.183, 0.65],
};
