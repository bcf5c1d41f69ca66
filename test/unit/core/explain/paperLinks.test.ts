import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayHaveLinks, paperLinksIn } from '../../../../src/core/explain/paperLinks.ts';

const KNOWN = new Set(['2103.00020']);

/** Each link of a line as `text → url`. */
function links(line: string, languageId = 'markdown'): string[] {
  const found = paperLinksIn(line, languageId, (id) => KNOWN.has(id));
  assert.equal(found.length > 0 && !mayHaveLinks(line), false, 'the quick look lets every link through');
  return found.map(({ start, end, url }) => `${line.slice(start, end)} → ${url}`);
}

test('an arXiv id with its prefix is a link, a bare one where it is known', () => {
  assert.deepEqual(links('See arXiv:2401.12345v2 and arXiv: 2103.00020.'), [
    'arXiv:2401.12345v2 → https://arxiv.org/abs/2401.12345v2',
    'arXiv: 2103.00020 → https://arxiv.org/abs/2103.00020',
  ]);
  assert.deepEqual(links('见 2103.00020，而 2401.12345 是别的数。'), [
    '2103.00020 → https://arxiv.org/abs/2103.00020',
  ]);
  assert.deepEqual(links('arxiv.org/abs/2401.12345'), [
    'arxiv.org/abs/2401.12345 → https://arxiv.org/abs/2401.12345',
  ]);
});

test('a DOI is one with its prefix', () => {
  assert.deepEqual(links('doi:10.1000/x(1)<2>. And 10.1000/y.', 'plaintext'), [
    'doi:10.1000/x(1 → https://doi.org/10.1000/x(1',
  ]);
  assert.deepEqual(links('DOI: 10.48550/arXiv.2103.00020', 'latex'), [
    'DOI: 10.48550/arXiv.2103.00020 → https://doi.org/10.48550/arXiv.2103.00020',
  ]);
});

test('what stands in an address is left to the editor', () => {
  assert.deepEqual(links('https://arxiv.org/abs/2103.00020 and https://doi.org/doi:10.1000/x'), []);
  assert.deepEqual(links('[paper](https://arxiv.org/pdf/2103.00020)'), []);
  assert.deepEqual(links('[see arXiv:2103.00020](paper.pdf) and [2103.00020]'), [
    '2103.00020 → https://arxiv.org/abs/2103.00020',
  ]);
});

test('a number of JSON data is a number', () => {
  assert.deepEqual(links('{"lr": 2103.00020, "cite": "2103.00020"}', 'json'), [
    '2103.00020 → https://arxiv.org/abs/2103.00020',
  ]);
  assert.deepEqual(links('{"a\\"b": 2103.00020}', 'jsonc'), []);
});
