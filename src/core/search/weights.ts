import type { ModeWeights } from './scoring.ts';

// Written by `npm run bench -- fit --write` from the tune halves of kb/evaluation; not edited by hand.

/** With vectors, words and names. */
export const HYBRID: ModeWeights = {
  rank: [2.245, 2.003, 0.616, 1.891, 0.554, 1.674, 1.459, 1.242, 1.395, 0.771, 1.798, -0.409],
  answerConstant: { en: -0.571, zh: -0.37 },
  answer: [1.4, 1.13, 1.922, -0.956, -0.502, 0.544, 1.268],
  refuse: { en: -0.798, zh: 0.178 },
  score: [-4.181, 0.363, 0, 0.273],
};

/** Without vectors: by words and names. */
export const KEYWORD: ModeWeights = {
  rank: [0, 0, 0, 2.171, 1.052, 2.085, 2.162, 2.324, 2.351, 0.232, 1.771, 0.166],
  answerConstant: { en: -2.87, zh: -2.476 },
  answer: [0, 0, 2.569, -1.175, -0.889, 1.701, 1.733],
  refuse: { en: -0.808, zh: -0.141 },
  score: [-4.772, 0.589, -0.189, 0.656],
};
