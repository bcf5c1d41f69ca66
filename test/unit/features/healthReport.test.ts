import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthReport } from '../../../src/features/health/healthReport.ts';
import type { DoctorAnswer } from '../../../src/protocol/requests.ts';

const answer: DoctorAnswer = {
  version: '0.1.0',
  node: 'v24',
  platform: 'linux-x64',
  safeMode: true,
  models: [
    {
      id: 'e5',
      provider: null,
      files: [{ name: 'model.onnx', sha256: 'abcdef', ok: false }],
      problems: ['bad | file'],
    },
  ],
  store: { atlas: null, library: null },
  problems: ['The model file is damaged.'],
};

test('the report names the mode, the problems, the model and its file', () => {
  const report = healthReport(answer, 'en', (message) => message);
  assert.match(report, /safe mode/);
  assert.match(report, /- The model file is damaged\./);
  assert.match(report, /\| `e5` \| not loaded \| `model.onnx` \| ✗ `abcdef` \|/);
  assert.match(report, /- `e5`: bad \\\| file/);
});
