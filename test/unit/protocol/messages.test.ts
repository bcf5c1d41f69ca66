import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AtlasError } from '../../../src/core/errors.ts';
import { ANSWER_SHAPES } from '../../../src/protocol/answerShapes.ts';
import { parseEngineMessage, parseHostMessage } from '../../../src/protocol/messages.ts';
import { REQUEST_NAMES, REQUEST_SHAPES } from '../../../src/protocol/requestShapes.ts';
import { configuration } from './fakes.ts';

/** Things that look like messages and are not quite. */
const nearly = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom(
        'start',
        'request',
        'cancel',
        'stop',
        'ready',
        'response',
        'error',
        'progress',
        'state',
      ),
      fc.anything(),
    ),
    id: fc.oneof(fc.integer(), fc.double(), fc.anything()),
    name: fc.oneof(fc.constantFrom(...REQUEST_NAMES), fc.string(), fc.constantFrom('__proto__', 'toString')),
    payload: fc.anything(),
    configuration: fc.oneof(fc.constant({ ...configuration, safeMode: 'yes' }), fc.anything()),
    error: fc.anything(),
    report: fc.anything(),
  },
  { requiredKeys: [] },
);

const refusesWithProtocolError = (check: () => unknown): boolean => {
  try {
    check();
    return true;
  } catch (error) {
    return error instanceof AtlasError && error.code === 'ATLAS-PROTOCOL';
  }
};

describe('messages', () => {
  it('are accepted or refused with a typed error, whatever comes in', () => {
    fc.assert(
      fc.property(fc.oneof(nearly, fc.anything({ withNullPrototype: true })), (message) => {
        assert.ok(refusesWithProtocolError(() => parseHostMessage(message)));
        assert.ok(refusesWithProtocolError(() => parseEngineMessage(message)));
        for (const name of REQUEST_NAMES) {
          assert.ok(refusesWithProtocolError(() => REQUEST_SHAPES[name](message, name)));
          assert.ok(refusesWithProtocolError(() => ANSWER_SHAPES[name](message, name)));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lose what is not part of them', () => {
    const message = { type: 'cancel', id: 3, extra: 'x', constructor: 'y' };
    assert.deepEqual(parseHostMessage(message), { type: 'cancel', id: 3 });
    const search = { query: 'clip', scope: 'papers', limit: 5, unknown: [1] };
    assert.deepEqual(REQUEST_SHAPES.search(search, 'search'), { query: 'clip', scope: 'papers', limit: 5 });
  });

  it('name the field that is wrong', () => {
    const wrong: [unknown, RegExp][] = [
      [{ type: 'request', id: 0, name: 'search', payload: {} }, /message\.id/],
      [{ type: 'request', id: 1, name: 'format', payload: {} }, /message\.name must be one of search/],
      [
        { type: 'start', configuration: { ...configuration, safeMode: false, threads: -1 } },
        /configuration\.threads/,
      ],
      [{ type: 'launch' }, /message\.type/],
    ];
    for (const [message, expected] of wrong) {
      assert.throws(
        () => parseHostMessage(message),
        (error: AtlasError) => expected.test(error.message),
      );
    }
    assert.throws(
      () => REQUEST_SHAPES.search({ query: 'x', filters: { years: [2020] } }, 'search'),
      (error: AtlasError) => error.message.includes('search.filters.years'),
    );
  });

  it('take a question of 100,000 characters and refuse one that only wastes memory', () => {
    assert.equal(REQUEST_SHAPES.search({ query: 'a'.repeat(100_000) }, 'search').query.length, 100_000);
    assert.throws(() => REQUEST_SHAPES.search({ query: 'a'.repeat(2_000_000) }, 'search'), AtlasError);
  });
});
