import type { Language } from '../core/language.ts';

const WORDS = {
  en: {
    nothing: 'Nothing close to this question is in the index.',
    nearest: 'Nothing close to this question is in the index. The nearest:',
    empty: 'No hits.',
    concept: 'concept',
    paper: 'paper',
    passage: 'passage',
    figure: 'figure',
    page: 'page',
    and: '; ',
  },
  zh: {
    nothing: '索引里没有接近这个问题的内容。',
    nearest: '索引里没有接近这个问题的内容。最近的是：',
    empty: '没有结果。',
    concept: '概念',
    paper: '论文',
    passage: '段落',
    figure: '图',
    page: '页',
    and: '；',
  },
} as const satisfies Record<Language, Readonly<Record<string, string>>>;

export type Words = (typeof WORDS)[Language];

export const wordsIn = (language: Language): Words => WORDS[language];
