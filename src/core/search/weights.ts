import type { ModeWeights } from './scoring.ts';

// Written by `npm run bench -- fit --write` from the tune halves of kb/evaluation; not edited by hand.

/** With vectors, words and names. */
export const HYBRID: ModeWeights = {
  rank: [2.21, 2.181, 0.563, 1.911, 0.627, 1.651, 1.568, 1.247, 1.416, 0.721, 1.701, -0.436],
  answerConstant: { en: -2.669, zh: -1.85 },
  answer: [1.249, 1.685, 3.57, -1.452, -0.854, 1.86, 3.178],
  refuse: { en: -0.796, zh: 0.464 },
  score: [-4.511, 0.432, 0.035, 0.165],
};

/** Without vectors: by words and names. */
export const KEYWORD: ModeWeights = {
  rank: [0, 0, 0, 2.149, 1.224, 1.991, 2.111, 2.28, 2.376, 0.087, 1.628, 0.163],
  answerConstant: { en: -4.987, zh: -4.047 },
  answer: [0, 0, 4.122, -1.98, -1.48, 4.402, 3.745],
  refuse: { en: -1.229, zh: -0.106 },
  score: [-4.477, 0.538, -0.198, 0.345],
};
