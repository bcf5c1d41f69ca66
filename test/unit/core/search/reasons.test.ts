import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellReasons, type HitReasons } from '../../../../src/core/search/reasons.ts';

const nothing: HitReasons = { name: null, question: null, meaning: 0, crossing: false, words: [] };
const named = (distance: number): HitReasons['name'] => ({
  typed: 'm rop',
  match: {
    document: 0,
    from: 0,
    to: 1,
    distance,
    weight: 1,
    form: { key: 'mrope', written: 'M-RoPE', kind: 'name', certainty: 1 },
  },
});

test('there is always a reason', () => {
  assert.equal(tellReasons(nothing, 'en').length, 1);
  assert.equal(tellReasons(nothing, 'zh').length, 1);
});

test('names the name, the question and the words', () => {
  const told = tellReasons(
    { ...nothing, name: named(0), question: { text: 'What is it?', above: 0.1 }, words: ['rotary'] },
    'en',
  );
  assert.deepEqual(told, ['Name: M-RoPE.', 'Answers the question “What is it?”', 'Words: rotary.']);
});

test('says how a misspelt name was read, in the language of the question', () => {
  assert.deepEqual(tellReasons({ ...nothing, name: named(1) }, 'zh'), ['“m rop”应为“M-RoPE”。']);
});

test('a question that is far away is not told of', () => {
  const told = tellReasons({ ...nothing, question: { text: 'What is it?', above: 0.001 } }, 'en');
  assert.ok(!told.join(' ').includes('What is it?'));
});
