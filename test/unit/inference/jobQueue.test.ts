import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { JobQueue } from '../../../src/inference/jobQueue.ts';

describe('the queue of the inference thread', () => {
  it('takes urgent jobs first, and within a lane the oldest', () => {
    const queue = new JobQueue<{ id: number }>();
    queue.push({ id: 1 }, false);
    queue.push({ id: 2 }, true);
    queue.push({ id: 3 }, false);
    queue.push({ id: 4 }, true);
    assert.deepEqual(
      [1, 2, 3, 4, 5].map(() => queue.next()?.id),
      [2, 4, 1, 3, undefined],
    );
  });

  it('leaves patient jobs alone when asked for urgent ones only', () => {
    const queue = new JobQueue<{ id: number }>();
    queue.push({ id: 1 }, false);
    assert.equal(queue.next(true), undefined);
    assert.equal(queue.next()?.id, 1);
  });

  it('forgets what is removed, and says whether it was there', () => {
    const queue = new JobQueue<{ id: number }>();
    queue.push({ id: 1 }, true);
    queue.push({ id: 2 }, false);
    assert.deepEqual([queue.remove(1), queue.remove(2), queue.remove(2)], [true, true, false]);
    queue.push({ id: 3 }, true);
    queue.clear();
    assert.equal(queue.next(), undefined);
  });
});
