import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';

/** Names the file that a test run writes its counts to, for scripts/test.mjs. */
const COUNTS_FILE = 'VLM_ATLAS_TEST_COUNTS';

/**
 * A reporter for node:test: a line for each test, failures with their cause, and the counts as JSON in the file that
 * COUNTS_FILE names. Suites are not counted; a file without tests is not either, although Node reports it as one
 * that passed.
 */
// eslint-disable-next-line no-restricted-syntax -- node:test asks for a default export
export default async function* testReporter(source) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite' && type === 'test:pass') continue;
    if (type === 'test:pass' && isFileItself(data)) continue;
    // A failed subtest fails the tests around it: only the innermost is told.
    if (type === 'test:fail' && data.details.error?.failureType === 'subtestsFailed') continue;
    const name = `${'  '.repeat(data.nesting)}${data.name} (${Math.round(data.details.duration_ms)} ms)`;
    if (data.skip !== undefined || data.todo !== undefined) {
      counts.skipped += 1;
      yield `  - ${name} ${data.skip ?? data.todo}\n`;
    } else if (type === 'test:pass') {
      counts.passed += 1;
      yield `  ✔ ${name}\n`;
    } else {
      counts.failed += 1;
      const place =
        data.file === undefined ? '' : `${path.relative(process.cwd(), data.file)}:${data.line}\n`;
      yield `  ✖ ${name}\n${place}${inspect(data.details.error?.cause ?? data.details.error)}\n`;
    }
  }
  const file = process.env[COUNTS_FILE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
}

const isFileItself = ({ name, nesting, file }) =>
  nesting === 0 && file !== undefined && path.resolve(name) === file;
