import { resolve } from 'node:path';
import { figuresOfFile } from '../engine/reading/figuresOfFile.ts';
import type { RunCommand } from './commands.ts';
import { printable, wrap } from './textLayout.ts';

export const runShow: RunCommand<'show'> = async (
  { target, figures, language },
  { engine, output, signal },
) => {
  if (figures) {
    const shown = await figuresOfFile(resolve(target), target);
    if (output.json) await output.value(shown);
    else if (shown.figures.length === 0) await output.line(`${printable(target)}: no figures`);
    for (const { label, kind, page, caption } of output.json ? [] : shown.figures) {
      const place = page === null ? kind : `${kind}, page ${page}`;
      await output.line(`${output.styles.bold(printable(label || kind))}  ${output.styles.dim(place)}`);
      await output.line(wrap(caption, output.width, '   '));
    }
    return true;
  }
  const answer = await engine.request('read', { id: target, ...(language ? { language } : {}) }, { signal });
  if (output.json) await output.value(answer);
  else {
    const title = answer.titles[answer.language];
    if (!answer.markdown.startsWith('# ')) await output.line(`# ${printable(title)}\n`);
    await output.line(printable(answer.markdown));
  }
  return true;
};
