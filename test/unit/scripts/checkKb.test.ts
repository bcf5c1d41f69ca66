import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../../..');
let kb = '';
before(() => {
  kb = mkdtempSync(join(tmpdir(), 'atlas-kb-'));
  cpSync(join(ROOT, 'kb'), kb, { recursive: true, filter: (path) => !path.endsWith('models') });
});
after(() => rmSync(kb, { recursive: true }));

function change(path: string, from: string, to: string): void {
  const source = readFileSync(join(kb, path), 'utf8');
  assert.ok(source.includes(from), `${path} holds ${from}`);
  writeFileSync(join(kb, path), source.replace(from, to));
}

async function problems(): Promise<{ readonly lines: readonly string[]; readonly code: number }> {
  const check = [join(ROOT, 'scripts/checkKb.ts'), '--kb', kb];
  const { stdout, code } = await promisify(execFile)(process.execPath, check).then(
    (done) => ({ ...done, code: 0 }),
    (failed: { stdout: string; code: number }) => failed,
  );
  return { lines: stdout.trim().split('\n'), code };
}

test("a contributor's mistakes are named with file, line and mend, and the check fails", async () => {
  assert.deepEqual((await problems()).lines.at(-1), '0 problems');
  change('concepts/clip.md', 'category:', 'colour: blue\ncategory:');
  change('concepts/vit.md', 'relations:\n', 'relations:\n  evaluated-on: [no-such-card]\n');
  change('concepts/vae.md', '## 中文', '## Chinese');
  change('concepts/ddpm.md', '$$', '$$\\frac{1}{');
  change('concepts/detic.md', '## English\n', '## English\nDetic covers 2000 classes.\n');
  change('notes/clip.en.md', '](../concepts/', '](../concepts/no-such-');
  change(
    'notes/vit.zh.md',
    '\n## ',
    '\n两阶段模型基于区域的方法用于检测输入图像中的重要对象单次方法在一次神经网络前向传递中完成\n\n## ',
  );
  change('figures/vit.svg', '<text', '<script/><text');
  change('papers.json', '"kind": "diagram"', '"kind": "cartoon"');
  const { lines, code } = await problems();
  assert.equal(code, 1);
  for (const expected of [
    /^kb\/concepts\/clip\.md:\d+: Unknown field `colour`; known are id,/,
    /^kb\/concepts\/vit\.md:\d+: .*no concept no-such-card/,
    /^kb\/concepts\/vae\.md:\d+: .*中文/,
    /^kb\/concepts\/ddpm\.md:\d+: KaTeX: /,
    /^kb\/concepts\/detic\.md:\d+: .*correction A27/,
    /^kb\/notes\/clip\.en\.md:\d+: The link \.\.\/concepts\/no-such-\S+ leads nowhere/,
    /^kb\/notes\/vit\.zh\.md:\d+: “.*” stands in the survey note too/,
    /^kb\/figures\/vit\.svg:\d+: Unknown element <script>/,
    /^kb\/papers\.json:\d+: \S+: figure 1: `kind` must be one of/,
  ])
    assert.ok(
      lines.some((line) => expected.test(line)),
      `${expected} in\n${lines.join('\n')}`,
    );
});
