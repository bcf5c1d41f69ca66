import type { StoreFilter } from '../core/store.ts';
import type { CatalogPassage } from './catalog.ts';
import type { DocumentTable } from './documentTable.ts';
import { documentPasses } from './filterDocuments.ts';

/** What a filter lets through. Holds until the catalog changes. */
export class FilteredPassages {
  readonly #documents = new Set<number>();
  readonly #roles: StoreFilter['roles'];
  readonly #all: () => Iterable<CatalogPassage>;
  #vectors: Set<number> | null = null;

  constructor(filter: StoreFilter, documents: DocumentTable, all: () => Iterable<CatalogPassage>) {
    for (const [number, record] of documents.entries()) {
      if (documentPasses(record, filter)) this.#documents.add(number);
    }
    this.#roles = filter.roles;
    this.#all = all;
  }

  passes(passage: CatalogPassage): boolean {
    return this.#documents.has(passage.document) && (!this.#roles || this.#roles.includes(passage.role));
  }

  /** Numbers of the vectors of all passages that pass. */
  vectors(): ReadonlySet<number> {
    if (!this.#vectors) {
      this.#vectors = new Set();
      for (const passage of this.#all()) {
        if (passage.vector > 0 && this.passes(passage)) this.#vectors.add(passage.vector);
      }
    }
    return this.#vectors;
  }
}
