import type { ModeWeights } from './scoring.ts';

export const HYBRID: ModeWeights = {
  rank: [1.5, 2, 0.5, 2, 1, 2, 2, 1, 1, 0, 0.5],
  answer: { en: [0, 1, 0, 0, 0, 1, 1, -2, 1, 1, 0, 0], zh: [0, 1, 0, 0, 0, 1, 1, -2, 1, 1, 0, 0] },
  refuse: { en: 0, zh: 0 },
  score: [0, 0.1, -0.5, 0.5],
};

export const KEYWORD: ModeWeights = {
  rank: [0, 0, 0, 2, 1, 2, 2, 1, 1, 0, 0.5],
  answer: { en: [0, 0, 0, 0, 0, 1, 1, -2, 1, 1, 0, 0], zh: [0, 0, 0, 0, 0, 1, 1, -2, 1, 1, 0, 0] },
  refuse: { en: 0, zh: 0 },
  score: [0, 0.1, -0.5, 0.5],
};
