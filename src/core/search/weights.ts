import type { ModeWeights } from './scoring.ts';

// Written by `npm run bench -- fit --write` from the tune halves of kb/evaluation; not edited by hand.

/** With vectors, words and names. */
export const HYBRID: ModeWeights = {
  rank: [2.204, 2.024, 0.556, 1.862, 0.712, 1.636, 1.426, 1.146, 1.344, 0.652, 1.779, -0.555],
  answerConstant: { en: -0.541, zh: -0.365 },
  answer: [1.401, 1.162, 1.936, -0.962, -0.509, 0.525, 1.272],
  refuse: { en: -0.787, zh: 0.178 },
  score: [-4.213, 0.367, 0.004, 0.262],
};

/** Without vectors: by words and names. */
export const KEYWORD: ModeWeights = {
  rank: [0, 0, 0, 2.154, 1.219, 1.989, 2.112, 2.288, 2.378, 0.088, 1.596, 0.159],
  answerConstant: { en: -2.867, zh: -2.476 },
  answer: [0, 0, 2.572, -1.185, -0.893, 1.69, 1.75],
  refuse: { en: -0.803, zh: -0.139 },
  score: [-4.471, 0.552, -0.183, 0.655],
};
