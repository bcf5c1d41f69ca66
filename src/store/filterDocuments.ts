import type { DocumentRecord, StoreFilter } from '../core/store.ts';

/** Whether a document passes; roles are a matter of passages and not looked at. */
export function documentPasses(record: DocumentRecord, filter: StoreFilter): boolean {
  if (filter.kinds && !filter.kinds.includes(record.kind)) return false;
  if (filter.categories && (record.category === null || !filter.categories.includes(record.category)))
    return false;
  if (!filter.years) return true;
  const [from, to] = filter.years;
  return record.year !== null && record.year >= from && record.year <= to;
}

/** True for a filter that lets everything through. */
export const allowsAll = (filter: StoreFilter | undefined): boolean =>
  !filter || !(filter.kinds || filter.roles || filter.categories || filter.years);
