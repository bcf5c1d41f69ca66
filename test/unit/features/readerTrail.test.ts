import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Trail } from '../../../src/features/reader/trail.ts';
import { MOST_PLACES, parseReaderState } from '../../../src/protocol/readerMessages.ts';

const place = (id: string, scroll = 0) => ({ id, language: null, scroll });

test('back leads to where one was, and forward on again', () => {
  const trail = new Trail();
  trail.go(place('clip'));
  trail.change({ scroll: 480 });
  trail.go(place('vit'));
  assert.deepEqual(trail.step(-1), place('clip', 480));
  assert.deepEqual([trail.canGoBack, trail.canGoForward], [false, true]);
  assert.equal(trail.step(1)?.id, 'vit');
  assert.equal(trail.step(1), undefined);
  assert.equal(trail.current?.id, 'vit');
});

test('another way forgets what was ahead', () => {
  const trail = new Trail();
  for (const id of ['a', 'b', 'c']) trail.go(place(id));
  trail.step(-1);
  trail.go(place('d'));
  assert.deepEqual(
    trail.state.places.map(({ id }) => id),
    ['a', 'b', 'd'],
  );
});

test('whatever was done, the state can be kept and restored', () => {
  const step = fc.oneof(
    fc.record({ go: fc.constantFrom('a', 'b', 'c', 'd') }),
    fc.record({ by: fc.constantFrom(1 as const, -1 as const) }),
    fc.record({ scroll: fc.nat(100_000) }),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), (steps) => {
      const trail = new Trail();
      trail.go(place('start'));
      for (const each of steps) {
        if ('go' in each) trail.go(place(each.go));
        else if ('by' in each) trail.step(each.by);
        else trail.change({ scroll: each.scroll });
      }
      const state = parseReaderState(JSON.parse(JSON.stringify(trail.state)), 'state');
      const restored = new Trail();
      restored.restore(state);
      assert.deepEqual(restored.current, trail.current);
      assert.deepEqual([restored.canGoBack, restored.canGoForward], [trail.canGoBack, trail.canGoForward]);
      assert.ok(state.places.length <= MOST_PLACES);
    }),
  );
});
