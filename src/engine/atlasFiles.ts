/** What the built atlas consists of (`dist/atlas/`). */
export const ATLAS_FILE = 'atlas.sqlite';
export const TERMS_FILE = 'terms.json';
export const CONTENTS_FILE = 'contents.json';

/** The index of a reader's library, in the library's own folder. */
export const LIBRARY_FILE = 'library.sqlite';
/** The drawings as PNG, `NAME.LANGUAGE.png`. */
export const FIGURES_FOLDER = 'figures';
/** All papers as BibTeX. */
export const BIBLIOGRAPHY_FILE = 'papers.bib';
