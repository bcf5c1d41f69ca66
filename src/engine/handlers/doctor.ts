import type { Handler } from './handler.ts';

export const doctor: Handler<'doctor'> = async (_request, { services }) => {
  const { version, safeMode } = services.configuration;
  const model = await services.modelStatus();
  const faults: string[] = [];
  const store = await services
    .withIndex(async ({ atlas, library }) => {
      // What is asked at once finds the graph still being read.
      await atlas?.settle();
      return {
        atlas: (await atlas?.stats()) ?? null,
        library: (await library?.stats()) ?? null,
      };
    })
    .catch((error: Error) => {
      faults.push(error.message);
      return { atlas: null, library: null };
    });
  const base = await services.knowledgeBase().then(
    ({ problems }) => problems.map(({ file, line, message }) => `kb/${file}:${line}: ${message}`),
    (error: Error) => [error.message],
  );
  const problems = [...services.notices(), ...faults, ...model.problems, ...base];
  return {
    version,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    models: [model],
    store,
    safeMode,
    problems: [...new Set(problems)],
  };
};
