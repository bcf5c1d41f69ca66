import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { COMMANDS, parseCommandLine } from '../../../src/cli/commandLine.ts';
import { AtlasError } from '../../../src/core/errors.ts';

const usage = (expected: RegExp) => (error: AtlasError) =>
  error.code === 'ATLAS-USAGE' && expected.test(error.message);

describe('the command line', () => {
  it('takes a question in several words, with the defaults of the contract', () => {
    const command = parseCommandLine(['search', 'what', 'is', 'CLIP']);
    assert.ok(command.name === 'search');
    assert.equal(command.query, 'what is CLIP');
    assert.equal(command.limit, 10);
    assert.equal(command.scope, 'all');
    assert.equal(command.json, false);
    assert.deepEqual(command.filters, {});
  });

  it('takes every flag of a search, before and after the question', () => {
    const command = parseCommandLine([
      'search',
      '--json',
      '--limit',
      '3',
      '隐空间',
      '--scope=papers',
      '--category',
      'model,method',
      '--category',
      'loss',
      '--year',
      '2020-2022',
      '--lang',
      'zh',
      '--library',
      'lib',
      '--models',
      'm',
    ]);
    assert.ok(command.name === 'search');
    assert.deepEqual(
      [
        command.query,
        command.limit,
        command.scope,
        command.json,
        command.language,
        command.library,
        command.models,
      ],
      ['隐空间', 3, 'papers', true, 'zh', 'lib', 'm'],
    );
    assert.deepEqual(command.filters, { categories: ['model', 'method', 'loss'], years: [2020, 2022] });
  });

  it('understands one year and open ends', () => {
    const years = (text: string) => {
      const command = parseCommandLine(['search', 'x', `--year=${text}`]);
      return command.name === 'search' ? command.filters.years : null;
    };
    assert.deepEqual(years('2021'), [2021, 2021]);
    assert.deepEqual(years('2021-'), [2021, 9999]);
    assert.deepEqual(years('-2015'), [0, 2015]);
  });

  it('takes a question that begins with a dash after --', () => {
    const command = parseCommandLine(['search', '--', '--limit']);
    assert.ok(command.name === 'search');
    assert.equal(command.query, '--limit');
  });

  it('says what is wrong', () => {
    const wrong: [string[], RegExp][] = [
      [[], /Say first what to do/],
      [['serch', 'x'], /no command "serch"/],
      [['lookup', 'a.png'], /no command "lookup"/],
      [['search'], /needs a question/],
      [['search', 'x', '--batch', 'f'], /not both/],
      [['search', 'x', '--limit', '0'], /--limit/],
      [['search', 'x', '--limit', 'many'], /--limit/],
      [['search', 'x', '--limit='], /--limit/],
      [['search', 'x', '--scope', 'books'], /--scope is one of all/],
      [['search', 'x', '--lang', 'fr'], /--lang is one of en, zh/],
      [['search', 'x', '--year', '2023-2020'], /ends before it begins/],
      [['search', 'x', '--year', 'soon'], /--year/],
      [['search', 'x', '--nonsense'], /--nonsense/],
      [['search', 'x', '--library='], /--library needs a value/],
      [['index'], /needs one folder/],
      [['index', 'a', 'b'], /needs one folder/],
      [['show'], /needs one file or id/],
      [['doctor', 'x'], /no arguments/],
      [['--json'], /Say first/],
    ];
    for (const [args, expected] of wrong)
      assert.throws(() => parseCommandLine(args), usage(expected), args.join(' '));
  });

  it('gives help and the version wherever they are asked for', () => {
    assert.equal(parseCommandLine(['--help']).name, 'help');
    assert.equal(parseCommandLine(['help']).name, 'help');
    assert.equal(parseCommandLine(['search', '--help']).name, 'help');
    assert.equal(parseCommandLine(['-V']).name, 'version');
  });

  it('either understands a line or refuses it with a typed error', () => {
    const word = fc.oneof(
      fc.constantFrom(...COMMANDS, '--json', '--limit', '5', '--year', '--batch', '--', '-'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word), (args) => {
        try {
          assert.ok(parseCommandLine(args).name);
        } catch (error) {
          assert.ok(error instanceof AtlasError && error.code === 'ATLAS-USAGE', String(error));
        }
      }),
    );
  });
});
