import { atlas, mappedNatives, search } from '../../host/atlas.ts';

/** Stands before the measurement in the extension host's log. */
const MARK = 'activation-probe ';

/** Runs inside the extension host: activates the extension, asks it one question, and logs what both did. */
export async function run(): Promise<void> {
  const started = performance.now();
  const api = await atlas();
  const loaded = performance.now() - started;
  const idle = { natives: mappedNatives(), engine: api.enginePid() !== null };
  const asked = performance.now();
  const mode = await search('how does CLIP compare an image with a text').then(
    (answer) => answer.mode,
    (error: unknown) => String(error),
  );
  const first = performance.now() - asked;
  console.log(
    MARK +
      JSON.stringify({ activate: api.activationTime, loaded, idle, first, mode, natives: mappedNatives() }),
  );
}
