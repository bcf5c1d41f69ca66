import { parseArgs, type ParseArgsConfig } from 'node:util';
import { AtlasError } from '../core/errors.ts';
import { SCOPES, type Scope, type SearchFilters } from '../core/hit.ts';
import { LANGUAGES, type Language } from '../core/language.ts';
import type { PlaceOptions } from './places.ts';

export interface Common extends PlaceOptions {
  readonly json: boolean;
  readonly language: Language | undefined;
}

export type Command = Common &
  (
    | { readonly name: 'help'; readonly about: string | null }
    | { readonly name: 'version' }
    | {
        readonly name: 'search';
        /** Null: the questions come from `batch`. */
        readonly query: string | null;
        /** Path, or `-` for standard input. */
        readonly batch: string | null;
        readonly limit: number;
        readonly scope: Scope;
        readonly filters: SearchFilters;
      }
    | { readonly name: 'show'; readonly target: string; readonly figures: boolean }
    | { readonly name: 'index'; readonly folder: string }
    | { readonly name: 'explain'; readonly batch: string }
    | { readonly name: 'doctor' }
  );

export const COMMANDS = ['search', 'explain', 'show', 'index', 'doctor'] as const;
type CommandName = (typeof COMMANDS)[number];

const COMMON = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  json: { type: 'boolean' },
  library: { type: 'string' },
  models: { type: 'string' },
  lang: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

const OWN: Readonly<Record<CommandName, NonNullable<ParseArgsConfig['options']>>> = {
  search: {
    batch: { type: 'string' },
    limit: { type: 'string' },
    scope: { type: 'string' },
    category: { type: 'string', multiple: true },
    year: { type: 'string' },
  },
  explain: { batch: { type: 'string' } },
  show: { figures: { type: 'boolean' } },
  index: {},
  doctor: {},
};

export const usageError = (message: string): AtlasError => new AtlasError('ATLAS-USAGE', message);

const isCommand = (word: string): word is CommandName => (COMMANDS as readonly string[]).includes(word);

export function parseLimit(value: unknown): number {
  const limit = Number(value);
  if (value === '' || !Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw usageError(`--limit takes a whole number from 1 to 1000, not "${String(value)}".`);
  }
  return limit;
}

export function parseScope(value: unknown): Scope {
  const scope = SCOPES.find((each) => each === value);
  if (!scope) throw usageError(`--scope is one of ${SCOPES.join(', ')}, not "${String(value)}".`);
  return scope;
}

export function parseLanguage(value: unknown): Language {
  const language = LANGUAGES.find((each) => each === value);
  if (!language) throw usageError(`--lang is one of ${LANGUAGES.join(', ')}, not "${String(value)}".`);
  return language;
}

/** `2021`, `2020-2023`, `2020-` or `-2015`; both ends belong to it. */
export function parseYears(value: string): readonly [number, number] {
  const parts = /^(\d{4})?(-)?(\d{4})?$/.exec(value);
  const [, from, dash, to] = parts ?? [];
  if (!parts || (!from && !to)) throw usageError(`--year takes a year or FROM-TO, not "${value}".`);
  const first = from ? Number(from) : 0;
  const last = to ? Number(to) : dash ? 9999 : first;
  if (first > last) throw usageError(`--year ${value} ends before it begins.`);
  return [first, last];
}

type Values = Readonly<Record<string, unknown>>;

const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name];
  if (value === '') throw usageError(`--${name} needs a value.`);
  return typeof value === 'string' ? value : undefined;
};

function searchCommand(common: Common, values: Values, words: readonly string[]): Command {
  const batch = textOf(values, 'batch') ?? null;
  if (batch !== null && words.length > 0)
    throw usageError('search takes either a question or --batch, not both.');
  if (batch === null && words.length === 0) throw usageError('search needs a question, or --batch FILE.');
  const categories = (values['category'] as string[] | undefined)?.flatMap((list) =>
    list.split(',').filter(Boolean),
  );
  const years = textOf(values, 'year');
  return {
    ...common,
    name: 'search',
    query: batch === null ? words.join(' ') : null,
    batch,
    limit: parseLimit(values['limit'] ?? 10),
    scope: parseScope(values['scope'] ?? 'all'),
    filters: {
      ...(categories?.length ? { categories } : {}),
      ...(years ? { years: parseYears(years) } : {}),
    },
  };
}

function explainCommand(common: Common, values: Values, words: readonly string[]): Command {
  const batch = textOf(values, 'batch');
  if (batch === undefined || words.length > 0)
    throw usageError('explain needs --batch FILE, and nothing else.');
  return { ...common, name: 'explain', batch };
}

function only(words: readonly string[], what: string, command: string): string {
  if (words.length !== 1 || words[0] === '') throw usageError(`${command} needs one ${what}.`);
  return words[0]!;
}

function parse(
  args: readonly string[],
  options: NonNullable<ParseArgsConfig['options']>,
): { readonly values: Values; readonly positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...args], options: { ...COMMON, ...options }, allowPositionals: true });
  } catch (error) {
    throw usageError((error as Error).message);
  }
}

/** @throws AtlasError `ATLAS-USAGE` */
export function parseCommandLine(args: readonly string[]): Command {
  const [first] = args;
  const name = first === undefined || first.startsWith('-') ? null : first;
  if (name !== null && name !== 'help' && !isCommand(name)) {
    throw usageError(`There is no command "${name}". Commands: ${COMMANDS.join(', ')}.`);
  }
  const command = name !== null && isCommand(name) ? name : null;
  const rest = name === null ? args : args.slice(1);
  const { values, positionals } = parse(rest, command ? OWN[command] : {});
  const common: Common = {
    json: values['json'] === true,
    language: values['lang'] === undefined ? undefined : parseLanguage(values['lang']),
    library: textOf(values, 'library'),
    models: textOf(values, 'models'),
  };
  if (values['version'] === true) return { ...common, name: 'version' };
  if (values['help'] === true) return { ...common, name: 'help', about: command };
  if (command === null) {
    if (name === null) throw usageError(`Say first what to do: ${COMMANDS.join(', ')}.`);
    return { ...common, name: 'help', about: positionals[0] ?? null };
  }
  switch (command) {
    case 'search':
      return searchCommand(common, values, positionals);
    case 'explain':
      return explainCommand(common, values, positionals);
    case 'show':
      return {
        ...common,
        name: 'show',
        target: only(positionals, 'file or id', 'show'),
        figures: values['figures'] === true,
      };
    case 'index':
      return { ...common, name: 'index', folder: only(positionals, 'folder', 'index') };
    case 'doctor':
      if (positionals.length > 0) throw usageError('doctor takes no arguments.');
      return { ...common, name: 'doctor' };
  }
}
