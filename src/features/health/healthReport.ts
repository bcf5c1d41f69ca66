import type { StoreStats } from '../../core/store.ts';
import type { DoctorAnswer } from '../../protocol/requests.ts';
import type { Translate } from '../host/translate.ts';

const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``;
const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function size(bytes: number, language: string): string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return bytes < 1_000_000 ? `${format.format(bytes / 1_000)} kB` : `${format.format(bytes / 1_000_000)} MB`;
}

function storeRow(name: string, stats: StoreStats | null, language: string, t: Translate): string {
  if (!stats) return row(name, t('none'), '', '', '', '');
  const { documents, passages, vectors, neighbours, bytes } = stats;
  const how = { graph: t('graph'), scan: t('exact scan'), none: t('none') }[neighbours];
  return row(name, String(documents), String(passages), String(vectors), how, size(bytes, language));
}

/** What the engine found out about itself, as Markdown for the reader. */
export function healthReport(answer: DoctorAnswer, language: string, t: Translate): string {
  const { version, node, platform, models, store, problems, safeMode } = answer;
  const lines = [
    safeMode ? t('The engine runs in **safe mode**: only keyword search and reading work.') : '',
    '',
    `### ${t('Problems')}`,
    '',
    ...(problems.length > 0 ? problems.map((problem) => `- ${cell(problem)}`) : [t('None.')]),
    '',
    `### ${t('Versions')}`,
    '',
    `VLM Atlas ${code(version)} · Node ${code(node)} · ${code(platform)}`,
    '',
    `### ${t('Models')}`,
    '',
    row(t('Model'), t('Runs on'), t('File'), 'SHA-256'),
    row('---', '---', '---', '---'),
    ...models.flatMap(({ id, provider, files }) =>
      files.map(({ name, sha256, ok }, index) => {
        const model = index === 0 ? [code(id), provider ?? t('not loaded')] : ['', ''];
        return row(...model, code(name), `${ok ? '✓' : '✗'} ${code(sha256.slice(0, 16))}`);
      }),
    ),
    ...models.flatMap(({ id, problems: own }) => own.map((problem) => `\n- ${code(id)}: ${cell(problem)}`)),
    '',
    `### ${t('Index')}`,
    '',
    row('', t('Documents'), t('Passages'), t('Vectors'), t('Nearest by'), t('Size')),
    row('---', '---:', '---:', '---:', '---', '---:'),
    storeRow(t('The atlas'), store.atlas, language, t),
    storeRow(t('My library'), store.library, language, t),
    '',
    ...[store.atlas, store.library].flatMap((stats) =>
      (stats?.notices ?? []).map((notice) => `- ${cell(notice)}`),
    ),
  ];
  return lines.join('\n');
}
