import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { parseFigure } from '../../../src/content/figure.ts';
import { drawFigures, plainStyle } from '../../../src/engine/drawnFigures.ts';
import { KB } from './fakeParts.ts';

test('the shared style loses its variables and keeps its light colours', () => {
  const plain = plainStyle(
    '.a {\n  --ink: var(--vscode-foreground, #111);\n  --line: var(--vscode-x, var(--vscode-y, #b4b));\n}\n.b { stroke: var(--line); fill: var(--ink); }',
  );
  assert.doesNotMatch(plain, /var\(|--/);
  assert.match(plain, /stroke: #b4b; fill: #111;/);
});

test('a figure becomes a picture in both languages, dark words on white', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'atlas-figures-'));
  const [drawing, fields] = await Promise.all(
    ['svg', 'yaml'].map((ending) => readFile(join(KB, `figures/clip-training.${ending}`), 'utf8')),
  );
  try {
    await drawFigures([parseFigure('clip-training', drawing!, fields!).figure!], folder);
    for (const language of ['en', 'zh']) {
      const picture = sharp(join(folder, `clip-training.${language}.png`));
      const { width, height } = await picture.metadata();
      assert.deepEqual([width, height], [960, 860]);
      const { channels } = await picture.stats();
      assert.ok(channels[0]!.max === 255 && channels[0]!.min < 80, 'white paper, dark lines');
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
