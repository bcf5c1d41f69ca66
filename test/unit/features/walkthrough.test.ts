import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
    readonly commands: readonly { readonly command: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { contributes } = JSON.parse(read('package.json')) as Manifest;
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const pictures = steps.map(({ media }) => ({ file: media.svg, svg: read(media.svg) }));

const languages = ['package.nls.json', 'package.nls.zh-cn.json'].map((file) => {
  const texts = JSON.parse(read(file)) as Record<string, string>;
  return { file, text: (key: string): string => texts[key.replaceAll('%', '')] ?? '' };
});

/** What a link of a step runs, and its arguments as VS Code reads them. */
interface Run {
  readonly command: string;
  readonly args: readonly unknown[];
}

function linksOf(text: string): Run[] {
  return [...text.matchAll(/\]\(command:(?:toSide:)?([^)?]+)(?:\?([^)]*))?\)/g)].map(([, command, query]) => {
    const args: unknown = query === undefined ? [] : JSON.parse(decodeURIComponent(query));
    return { command: command!, args: Array.isArray(args) ? args : [args] };
  });
}

const contributed = new Set(contributes.commands.map(({ command }) => command));
const CONTAINER = 'workbench.view.extension.';

test('the walkthrough has the six steps of the four doors, the library and the models', () => {
  assert.deepEqual(
    contributes.walkthroughs.map(({ id }) => id),
    ['vlmAtlas.start'],
  );
  assert.deepEqual(
    steps.map(({ id }) => id),
    ['ask', 'read', 'hover', 'picture', 'library', 'models'],
  );
});

test('a link of a step runs what is there, in both languages', () => {
  const settings = Object.keys(contributes.configuration.properties);
  for (const { file, text } of languages) {
    for (const { id, description } of steps) {
      const links = linksOf(text(description));
      assert.ok(links.length > 0, `${file}: ${id} has no link`);
      for (const { command, args } of links) {
        const place = `${file}: ${id}: ${command}`;
        if (command.startsWith(CONTAINER)) {
          const containers = contributes.viewsContainers.activitybar.map((container) => container.id);
          assert.ok(containers.includes(command.slice(CONTAINER.length)), place);
        } else if (command === 'workbench.action.openSettings') {
          assert.ok(
            settings.some((setting) => setting.startsWith(String(args[0]))),
            `${place} ${String(args[0])}`,
          );
        } else assert.ok(contributed.has(command) || command.startsWith('workbench.'), place);
      }
    }
  }
});

test('both languages lead to the same commands, one of them as a button', () => {
  for (const { id, description } of steps) {
    const [english, chinese] = languages.map(({ text }) => text(description));
    const commands = (text: string): string[] => linksOf(text).map(({ command }) => command);
    assert.deepEqual(commands(chinese!), commands(english!), id);
    for (const text of [english!, chinese!]) assert.match(text, /^\[[^\]]+\]\(command:\S+\)$/m, id);
  }
});

test('the question in the pictures is the one that their links ask', () => {
  const english = languages[0]!;
  for (const id of ['ask', 'picture']) {
    const step = steps.find((each) => each.id === id)!;
    const asked = linksOf(english.text(step.description)).flatMap(({ args }) => args)[0];
    const shown = read(step.media.svg).replace(/<\/?tspan[^>]*>/g, '');
    assert.ok(typeof asked === 'string' && shown.includes(`>${asked}<`), `${id}: ${String(asked)}`);
  }
});

test('a step is done by a command or view that is there', () => {
  const views = Object.values(contributes.views).flatMap((container) => container.map(({ id }) => id));
  for (const { id, completionEvents } of steps) {
    assert.ok(completionEvents.length > 0, id);
    for (const event of completionEvents) {
      const [kind, name = ''] = event.split(':');
      if (kind === 'onView') assert.ok(views.includes(name), event);
      else if (kind === 'onCommand')
        assert.ok(contributed.has(name) || /^(?:workbench|editor)\./.test(name), event);
      else assert.equal(event, 'onStepSelected', id);
    }
  }
});

test('a picture is well-formed and holds shapes and words alone', async () => {
  for (const { file, svg } of pictures) {
    await sharp(Buffer.from(svg)).metadata();
    await assert.rejects(sharp(Buffer.from(svg.replace('</g>', ''))).metadata(), file);
    const elements = new Set([...svg.matchAll(/<([A-Za-z][\w:-]*)/g)].map(([, name]) => name!));
    const known = ['svg', 'g', 'rect', 'path', 'circle', 'ellipse', 'text', 'tspan'];
    assert.deepEqual(
      [...elements].filter((name) => !known.includes(name)),
      [],
      file,
    );
    // VS Code shows it under a policy that drops styles, so that they would only show outside of it.
    assert.doesNotMatch(svg, /\s(?:on\w+|style|class|(?:xlink:)?href|src)\s*=|url\(|<!(?!--)|<\?|&/i, file);
    assert.doesNotMatch(svg.replace('http://www.w3.org/2000/svg', ''), /\w+:\/\//, file);
  }
});

test('a picture has colours of the theme, each with one to fall back on, and no small text', () => {
  for (const { file, svg } of pictures) {
    const [, width] = /viewBox="0 0 (\d+) \d+"/.exec(svg) ?? [];
    for (const [paint, value] of svg.matchAll(/\b(?:fill|stroke)="([^"]+)"/g))
      assert.match(value!, /^none$|^var\(--vscode-[\w-]+, (?:#[\da-f]{3,8}|transparent|var\(.+\))\)$/, paint);
    // 13 of 800: VS Code draws a picture 350 to 530 pixels wide.
    for (const [size, value] of svg.matchAll(/font-size="([\d.]+)"/g))
      assert.ok((Number(value) * 800) / Number(width) >= 13, `${file}: ${size}`);
  }
});
