import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { displayWidth, printable, wrap } from '../../../src/cli/textLayout.ts';

describe('text at the terminal', () => {
  it('counts a Han character as two columns and an accent as none', () => {
    assert.equal(displayWidth('CLIP 模型'), 9);
    assert.equal(displayWidth('e\u0301'), 1);
  });

  it('breaks English at blanks and Chinese between characters, no line beginning with a full stop', () => {
    assert.equal(wrap('one two three four', 10), 'one two\nthree four');
    assert.equal(wrap('扩散模型在隐空间里。', 10), '扩散模型在\n隐空间里。');
    for (const line of wrap('甲乙丙丁戊。己庚辛壬癸。', 10).split('\n')) assert.doesNotMatch(line, /^。/);
  });

  it('loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z扩散。]{1,12}$/)),
        fc.integer({ min: 12, max: 60 }),
        (words, width) => {
          const text = words.join(' ');
          assert.equal(wrap(text, width).replace(/\s/g, ''), text.replace(/\s/g, ''));
        },
      ),
    );
  });

  it('lets no note steer the terminal', () => {
    assert.equal(printable('a\u001B[2Jb\u009Bc\u202Ed\te'), 'a[2Jbcd\te');
  });
});
