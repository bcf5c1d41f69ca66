import * as vscode from 'vscode';
import { CATEGORIES } from '../../core/concept.ts';
import { SCOPES, type Scope, type SearchFilters } from '../../core/hit.ts';
import type { Names } from '../host/names.ts';
import type { Translate } from '../host/translate.ts';
import { SCOPE_PREFIXES } from './scopePrefix.ts';
import { yearRange, yearRangeText } from './yearRange.ts';

export interface SearchNarrowing {
  readonly scope: Scope;
  readonly filters: SearchFilters;
}

export const EVERYTHING: SearchNarrowing = { scope: 'all', filters: {} };

export const isNarrowed = ({ scope, filters }: SearchNarrowing): boolean =>
  scope !== 'all' || (filters.categories?.length ?? 0) > 0 || filters.years !== undefined;

/** Says in a few words what is searched: scope, categories and years. */
export function narrowingText({ scope, filters }: SearchNarrowing, names: Names): string {
  const parts = [names.scope(scope)];
  if (filters.categories?.length)
    parts.push(filters.categories.map((category) => names.category(category)).join(', '));
  if (filters.years) parts.push(yearRangeText(filters.years));
  return parts.join(' · ');
}

interface Choice<V> extends vscode.QuickPickItem {
  readonly value: V;
}

/** Asks what to narrow and to what. Resolves to what was given when the reader turns back. */
export async function chooseNarrowing(
  now: SearchNarrowing,
  names: Names,
  t: Translate,
): Promise<SearchNarrowing> {
  const { scope, filters } = now;
  const any = t('any');
  const categories = filters.categories?.map((category) => names.category(category)).join(', ') || any;
  const choices: Choice<'scope' | 'category' | 'year' | 'clear'>[] = [
    { label: t('Where to search'), description: names.scope(scope), value: 'scope' },
    { label: t('Category'), description: categories, value: 'category' },
    { label: t('Year'), description: filters.years ? yearRangeText(filters.years) : any, value: 'year' },
  ];
  if (isNarrowed(now)) choices.push({ label: t('Clear all filters'), value: 'clear' });
  const choice = await vscode.window.showQuickPick(choices, { title: t('Filter the search') });
  switch (choice?.value) {
    case 'scope':
      return { scope: await chooseScope(scope, names, t), filters };
    case 'category':
      return {
        scope,
        filters: { ...filters, categories: await chooseCategories(filters.categories, names, t) },
      };
    case 'year':
      return { scope, filters: { ...filters, years: await chooseYears(filters.years, t) } };
    case 'clear':
      return EVERYTHING;
    default:
      return now;
  }
}

async function chooseScope(now: Scope, names: Names, t: Translate): Promise<Scope> {
  const prefixes = Object.entries(SCOPE_PREFIXES);
  const choices = SCOPES.map((scope): Choice<Scope> => {
    const prefix = prefixes.find(([, prefixed]) => prefixed === scope)?.[0];
    const label = scope === now ? `$(check) ${names.scope(scope)}` : names.scope(scope);
    return {
      label,
      value: scope,
      ...(prefix ? { description: t('or type {0} in front', `${prefix}:`) } : {}),
    };
  });
  const choice = await vscode.window.showQuickPick(choices, { title: t('Where to search') });
  return choice?.value ?? now;
}

async function chooseCategories(
  now: readonly string[] | undefined,
  names: Names,
  t: Translate,
): Promise<readonly string[] | undefined> {
  const choices = CATEGORIES.map((category): Choice<string> => ({
    label: names.category(category),
    value: category,
    picked: now?.includes(category) ?? false,
  }));
  const chosen = await vscode.window.showQuickPick(choices, {
    title: t('Categories to search in; none means all'),
    canPickMany: true,
  });
  if (!chosen) return now;
  return chosen.length > 0 ? chosen.map(({ value }) => value) : undefined;
}

async function chooseYears(
  now: readonly [number, number] | undefined,
  t: Translate,
): Promise<readonly [number, number] | undefined> {
  const text = await vscode.window.showInputBox({
    title: t('Years to search in; empty means all'),
    value: now ? yearRangeText(now) : '',
    placeHolder: '2021, 2019-2022, 2020-',
    validateInput: (value) =>
      yearRange(value) === 'invalid'
        ? t('Write a year or a range of years, such as 2021 or 2019-2022.')
        : null,
  });
  const range = text === undefined ? 'invalid' : yearRange(text);
  if (range === 'invalid') return now;
  return range ?? undefined;
}
