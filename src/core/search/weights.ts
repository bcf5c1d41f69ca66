import type { ModeWeights } from './scoring.ts';

// Written by `npm run bench -- fit --write` from the tune halves of kb/evaluation; not edited by hand.

/** With vectors, words and names. */
export const HYBRID: ModeWeights = {
  rank: [2.433, 2.61, 0.668, 1.783, 0.782, 1.149, 1.543, 1.391, 1.49, 0.792, 1.834, -1.01],
  answerConstant: { en: -2.181, zh: -1.39 },
  answer: [1.561, 1.57, 3.18, -1.74, -1.283, 2.015, 2.986],
  refuse: { en: -0.113, zh: 0.641 },
  score: [-4.114, 0.414, 0.035, 0.194],
};

/** Without vectors: by words and names. */
export const KEYWORD: ModeWeights = {
  rank: [0, 0, 0, 2.01, 1.31, 1.505, 2.085, 2.389, 2.49, 0.328, 1.914, -0.888],
  answerConstant: { en: -4.83, zh: -3.886 },
  answer: [0, 0, 4.131, -2.397, -1.793, 4.905, 3.157],
  refuse: { en: -0.495, zh: 0.151 },
  score: [-3.277, 0.401, -0.276, 0.403],
};
