import { basename, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HTML_LANGUAGES, type Language } from '../../core/language.ts';
import type { LibraryDocument, LibraryFolderDocuments } from '../../protocol/requests.ts';
import type { Translate } from '../host/translate.ts';
import { isBelow } from '../library/isBelow.ts';
import { treeNode, type NodeAction, type TreeNode } from './treeNode.ts';

/** A folder of the workspace, and its files that the library holds or could hold. */
export interface WorkspaceFolder {
  /** As the editor knows it, absolute. */
  readonly folder: string;
  /** The same without links, as the library knows it. */
  readonly real: string;
  readonly name: string;
  /** Paths from the folder. */
  readonly files: readonly string[];
}

export interface LibraryTreeParts {
  readonly folders: readonly LibraryFolderDocuments[];
  readonly workspace: readonly WorkspaceFolder[];
  /** Why a document was not taken in, by its path in the library. */
  readonly failures: ReadonlyMap<string, string>;
  readonly language: Language;
  readonly t: Translate;
}

export interface LibraryTree {
  readonly nodes: readonly TreeNode[];
  /** Documents that have changed, are gone, or were not taken in whole. */
  readonly attention: number;
}

/** `keywords`: in the index without its vectors. `failed`, `new`: on the disk, and not in the index. */
type State = LibraryDocument['state'] | 'keywords' | 'failed' | 'new';

interface Entry {
  /** Where it stands below its folder. */
  readonly place: readonly string[];
  readonly file: string;
  readonly state: State;
  /** Null: it is not in the index. */
  readonly document: LibraryDocument | null;
  readonly problem: string | null;
}

interface Root {
  readonly folder: string;
  readonly name: string;
  readonly entries: Entry[];
}

const ICONS: Readonly<Record<State, NonNullable<TreeNode['icon']>>> = {
  indexed: { name: 'file-text' },
  keywords: { name: 'warning', color: 'list.warningForeground' },
  changed: { name: 'diff-modified', color: 'list.warningForeground' },
  gone: { name: 'diff-removed', color: 'list.errorForeground' },
  failed: { name: 'error', color: 'list.errorForeground' },
  empty: { name: 'circle-slash', color: 'disabledForeground' },
  new: { name: 'circle-outline', color: 'disabledForeground' },
};
const NEED_ATTENTION: ReadonlySet<State> = new Set<State>(['keywords', 'changed', 'gone', 'failed']);
const PDF = /\.pdf$/i;

const countAttention = (entries: readonly Entry[]): number =>
  entries.filter(({ state }) => NEED_ATTENTION.has(state)).length;
const placeIn = (folder: string, file: string): string[] => relative(folder, file).split(sep);

/** Puts the library's documents and the workspace's other files together as a tree of folders. */
class LibraryTreeBuilder {
  readonly #parts: LibraryTreeParts;
  readonly #collator: Intl.Collator;

  constructor(parts: LibraryTreeParts) {
    this.#parts = parts;
    this.#collator = new Intl.Collator(HTML_LANGUAGES[parts.language], { numeric: true });
  }

  build(): LibraryTree {
    const { folders, workspace } = this.#parts;
    const roots: Root[] = folders.map(({ folder, name, documents }) => ({
      folder,
      name,
      entries: documents.map((document) => this.#indexed(folder, document)),
    }));
    for (const part of workspace) this.#addFiles(part, roots);
    return {
      nodes: roots.map((root) => this.#root(root)),
      attention: countAttention(roots.flatMap(({ entries }) => entries)),
    };
  }

  #indexed(folder: string, document: LibraryDocument): Entry {
    const { file, path } = document;
    const problem = this.#parts.failures.get(path) ?? null;
    const state = problem !== null && document.state === 'indexed' ? 'keywords' : document.state;
    return { place: placeIn(folder, file), file, state, document, problem };
  }

  /** PDFs of any folder of the workspace, and notes of the library's folders that the index does not hold. */
  #addFiles({ real, name, files }: WorkspaceFolder, roots: Root[]): void {
    const held = new Set(roots.flatMap(({ entries }) => entries.map(({ file }) => file)));
    const owners = this.#parts.folders.toSorted((a, b) => b.folder.length - a.folder.length);
    for (const path of files) {
      const file = join(real, path);
      if (held.has(file)) continue;
      const owner = owners.find(({ folder }) => isBelow(folder, file));
      if (!owner && !PDF.test(file)) continue;
      const folder = owner?.folder ?? real;
      const place = placeIn(folder, file);
      const problem = (owner && this.#parts.failures.get(owner.prefix + place.join('/'))) ?? null;
      let root = roots.find((each) => each.folder === folder);
      if (!root) roots.push((root = { folder, name, entries: [] }));
      root.entries.push({ place, file, state: problem === null ? 'new' : 'failed', document: null, problem });
    }
  }

  #root({ folder, name, entries }: Root): TreeNode {
    return {
      ...this.#folder(folder, name, entries, 0),
      icon: { name: 'root-folder' },
      file: folder,
      actions: ['index'],
    };
  }

  #folder(id: string, name: string, entries: readonly Entry[], depth: number): TreeNode {
    const { t } = this.#parts;
    const attention = countAttention(entries);
    const counts = [String(entries.length), ...(attention > 0 ? [t('{0} to check', attention)] : [])];
    return treeNode({
      id,
      label: name,
      description: entries.length > 0 ? counts.join(' · ') : t('no documents'),
      icon: { name: 'folder' },
      spoken: `${name}, ${t('no documents')}`,
      tooltip: [name, id].join('\n\n'),
      children: this.#level(entries, depth, id),
    });
  }

  /** Folders first, then documents, each by name. */
  #level(entries: readonly Entry[], depth: number, id: string): TreeNode[] {
    const inside = Map.groupBy(
      entries.filter(({ place }) => place.length > depth + 1),
      ({ place }) => place[depth] ?? '',
    );
    const folders = [...inside].map(([name, below]) => this.#folder(join(id, name), name, below, depth + 1));
    const documents = entries.filter(({ place }) => place.length === depth + 1);
    return [
      ...folders.sort((a, b) => this.#collator.compare(a.label, b.label)),
      ...documents
        .toSorted((a, b) => this.#collator.compare(a.file, b.file))
        .map((entry) => this.#document(entry)),
    ];
  }

  #document({ file, state, document, problem }: Entry): TreeNode {
    const name = basename(file);
    const inEditor = this.#inWorkspace(file);
    const title = document && !name.startsWith(document.title) ? document.title : '';
    const description = [this.#told(state), title].filter(Boolean).join(' · ');
    const explained = this.#explained(state, document?.passages ?? 0);
    return treeNode({
      id: file,
      label: name,
      description,
      icon: PDF.test(file) && state === 'new' ? { name: 'file-pdf' } : ICONS[state],
      spoken: [name, description].filter(Boolean).join(', '),
      target: document?.id ?? pathToFileURL(file).href,
      file: inEditor ?? file,
      tooltip: [document?.title ?? name, file, explained, problem].filter(Boolean).join('\n\n'),
      actions: actionsOf(state, document !== null, inEditor !== null),
    });
  }

  /** The path by which the editor knows a file of its workspace; null: it is none of them. */
  #inWorkspace(file: string): string | null {
    const around = this.#parts.workspace.find(({ real }) => isBelow(real, file));
    return around ? join(around.folder, relative(around.real, file)) : null;
  }

  #told(state: State): string {
    const { t } = this.#parts;
    const states: Readonly<Record<State, string>> = {
      indexed: '',
      keywords: t('keywords only'),
      changed: t('changed'),
      gone: t('gone'),
      empty: t('no text'),
      failed: t('failed'),
      new: t('not indexed'),
    };
    return states[state];
  }

  #explained(state: State, passages: number): string {
    const { t } = this.#parts;
    const states: Readonly<Record<State, string>> = {
      indexed: t('Indexed: {0} passages.', passages),
      keywords: t('Indexed: {0} passages.', passages),
      changed: t(
        'The file has changed since it was indexed. Index its folder again to find what is new in it.',
      ),
      gone: t('The file is not there any more. Index its folder again to take it out of the library.'),
      empty: t('Nothing but its name was found in it.'),
      failed: t('It was not taken in when its folder was indexed.'),
      new: t('It can be read here, and is not searched.'),
    };
    return states[state];
  }
}

function actionsOf(state: State, indexed: boolean, inWorkspace: boolean): NodeAction[] {
  const there: NodeAction[] = inWorkspace ? ['editor', 'explorer'] : ['editor'];
  const known: NodeAction[] = state === 'empty' ? ['link'] : ['link', 'similar'];
  return ['open', ...(indexed ? known : []), ...(state === 'gone' ? [] : there)];
}

export const libraryTree = (parts: LibraryTreeParts): LibraryTree => new LibraryTreeBuilder(parts).build();
