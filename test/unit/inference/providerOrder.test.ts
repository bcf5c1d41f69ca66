import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planProviders } from '../../../src/inference/providerOrder.ts';

const machine = (platform: string, hasGpuDevice = true, hasCudaLibrary = false) => ({
  platform,
  hasGpuDevice,
  hasCudaLibrary,
});

describe('the order of providers', () => {
  it('is what the platform carries, the CPU last', () => {
    assert.deepEqual(planProviders('auto', machine('linux-x64', true, true)).order, [
      'cuda',
      'webgpu',
      'cpu',
    ]);
    assert.deepEqual(planProviders('auto', machine('linux-x64')).order, ['webgpu', 'cpu']);
    assert.deepEqual(planProviders('auto', machine('linux-arm64')).order, ['cpu']);
    assert.deepEqual(planProviders('auto', machine('win32-x64')).order, ['directml', 'webgpu', 'cpu']);
    assert.deepEqual(planProviders('auto', machine('darwin-arm64')).order, ['coreml', 'webgpu', 'cpu']);
    assert.deepEqual(planProviders('auto', machine('freebsd-x64')).order, ['cpu']);
  });

  it('leaves a GPU alone by itself where there is none, without calling that a problem', () => {
    assert.deepEqual(planProviders('auto', machine('linux-x64', false)), { order: ['cpu'], skipped: [] });
    assert.deepEqual(planProviders('webgpu', machine('linux-x64', false)).order, ['webgpu', 'cpu']);
  });

  it('does not ask the runtime for what it would run on the CPU in silence', () => {
    const { order, skipped } = planProviders('directml', machine('linux-x64'));
    assert.deepEqual(order, ['cpu']);
    assert.match(skipped[0]!.reason, /no directml on linux-x64/);
    assert.match(planProviders('cuda', machine('linux-x64')).skipped[0]!.reason, /not installed/);
  });

  it('passes over what is known to fail, with the reason', () => {
    const skip = [{ provider: 'webgpu', reason: 'it ended the process on Monday' }] as const;
    assert.deepEqual(planProviders('auto', machine('win32-x64'), skip), {
      order: ['directml', 'cpu'],
      skipped: skip,
    });
  });
});
