import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Provider } from '../../../src/inference/providerOrder.ts';
import {
  chooseSession,
  type Int8Product,
  type ProbedSession,
  type ProviderLoop,
} from '../../../src/inference/providers.ts';

interface Behaviour {
  readonly vector?: readonly number[];
  readonly onCpuInstead?: boolean;
  readonly milliseconds?: number;
  readonly throws?: string;
}

const RIGHT = [0.6, 0.8];

/**
 * A loop over sessions that behave as told, by `provider`, `provider file` or `provider file product`; `open` holds
 * what was not released.
 */
function loopOf(behaviours: Record<string, Behaviour>, changes: Partial<ProviderLoop<ProbedSession>> = {}) {
  let clock = 0;
  const open = new Set<string>();
  const loop: ProviderLoop<ProbedSession> = {
    order: ['webgpu', 'cpu'],
    files: { cpu: 'int8', gpu: 'q4' },
    probes: [{ ids: [0, 5, 2], vectors: { int8: RIGHT, q4: RIGHT } }],
    mustBeFaster: false,
    open: (file: string, provider: Provider, product: Int8Product) => {
      const name = `${provider} ${file}`;
      const {
        vector = RIGHT,
        onCpuInstead = false,
        milliseconds = 1,
        throws,
      } = behaviours[`${name} ${product}`] ?? behaviours[name] ?? behaviours[provider] ?? {};
      if (throws !== undefined) return Promise.reject(new Error(throws));
      open.add(name);
      return Promise.resolve({
        embed: () => {
          clock += milliseconds;
          return Promise.resolve(Float32Array.from(vector));
        },
        ranOnProvider: () => Promise.resolve(!onCpuInstead),
        release: () => {
          open.delete(name);
          return Promise.resolve();
        },
      });
    },
    now: () => clock,
    ...changes,
  };
  return { loop, open };
}

const choose = async (
  behaviours: Record<string, Behaviour>,
  changes: Partial<ProviderLoop<ProbedSession>> = {},
) => {
  const { loop, open } = loopOf(behaviours, changes);
  const { provider, file, failed } = await chooseSession(loop);
  assert.deepEqual([...open], [`${provider} ${file}`], 'only the chosen session stays open');
  return { provider, file, why: failed.map(({ reason }) => reason).join() };
};

describe('the choice of a provider', () => {
  it('takes the GPU, with its own file, when it computes the model', async () => {
    assert.deepEqual(await choose({}), { provider: 'webgpu', file: 'q4', why: '' });
  });

  it('falls back, saying why, when the provider is not there', async () => {
    const throws =
      '/onnxruntime_src/x.cc:136 Initialize() status == Success was false. Failed to get an adapter\nat line 3';
    assert.deepEqual(await choose({ webgpu: { throws } }), {
      provider: 'cpu',
      file: 'int8',
      why: 'Failed to get an adapter',
    });
  });

  it('falls back when the runtime put the model on the CPU in silence', async () => {
    const { provider, why } = await choose({ webgpu: { onCpuInstead: true } });
    assert.equal(provider, 'cpu');
    assert.match(why, /on the CPU instead/);
  });

  it('falls back when the vectors are not the stored ones', async () => {
    assert.match((await choose({ webgpu: { vector: [0.8, 0.6] } })).why, /cosine 0\.960 to the stored/);
    assert.match((await choose({ webgpu: { vector: [NaN, NaN] } })).why, /cosine NaN/);
    assert.match((await choose({ webgpu: { vector: [0.6] } })).why, /cosine NaN/);
  });

  it("compares with this machine's CPU where nothing is stored", async () => {
    const probes = [{ ids: [0, 2], vectors: {} }];
    assert.match((await choose({ webgpu: { vector: [1, 0] } }, { probes })).why, /differ from the CPU's/);
    assert.equal((await choose({}, { probes })).provider, 'webgpu');
  });

  it('leaves a GPU that is slower than the CPU, unless it was asked for', async () => {
    const slow = { webgpu: { milliseconds: 90 }, 'cpu int8': { milliseconds: 30 } };
    assert.match((await choose(slow, { mustBeFaster: true })).why, /90 ms a text against 30 ms/);
    assert.equal((await choose(slow)).provider, 'webgpu');
  });

  it('multiplies exactly on a CPU whose fast int8 product saturates, and only there', async () => {
    const saturated = [0.65, 0.76];
    const products: string[] = [];
    const watched = (behaviours: Record<string, Behaviour>) => {
      const { loop, open } = loopOf(behaviours, { order: ['cpu'] });
      const opened: typeof loop.open = (file, provider, product) => {
        products.push(product);
        return loop.open(file, provider, product);
      };
      return { loop: { ...loop, open: opened }, open };
    };
    const { loop, open } = watched({ 'cpu int8 fast': { vector: saturated } });
    const { session } = await chooseSession(loop);
    assert.deepEqual(products.splice(0), ['fast', 'exact']);
    assert.deepEqual([...(await session.embed([0]))], [...Float32Array.from(RIGHT)]);
    assert.deepEqual([...open], ['cpu int8']);
    await chooseSession(watched({}).loop);
    assert.deepEqual(products.splice(0), ['fast']);
    await chooseSession({ ...watched({}).loop, probes: [{ ids: [0, 2], vectors: {} }] });
    assert.deepEqual(products, ['fast', 'exact'], 'nothing stored: no one can tell, so exactly');
  });

  it('needs a file for the GPU', async () => {
    assert.match((await choose({}, { files: { cpu: 'int8', gpu: null } })).why, /no file for a GPU/);
  });

  it('fails with all reasons when the CPU computes something else too', async () => {
    const { loop, open } = loopOf({ webgpu: { throws: 'no adapter' }, cpu: { vector: [1, 0] } });
    await assert.rejects(chooseSession(loop), {
      code: 'ATLAS-RUNTIME',
      message: /webgpu: no adapter; cpu: its vectors are not/,
    });
    assert.equal(open.size, 0);
  });
});
