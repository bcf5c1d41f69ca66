const COMMON = `
  --json            JSON on standard output, nothing else there
  --library DIR     a library of your own (default: the one in VLM_ATLAS_HOME)
  --models DIR      look for models here first
  --lang en|zh      language of questions and answers (default: that of the question)
  -h, --help        this help
  -V, --version     the version`;

const GENERAL = `vlm-atlas COMMAND [OPTIONS]: search a survey of vision-language models and your own notes

Commands
  search "QUESTION"   find concepts, papers, passages and figures
  explain             what a hover would explain at places of texts, for scripts
  show ID | FILE      a concept, paper or passage as Markdown; FILE --figures lists its figures
  index FOLDER        take the Markdown notes of a folder into the library
  doctor              versions, models, index, and what is wrong with them

Options of all commands${COMMON}

Exit codes: 0 answered ("nothing close" is an answer), 1 something failed, 2 wrong usage.
"vlm-atlas COMMAND --help" says more.
`;

const ABOUT: Readonly<Record<string, string>> = {
  search: `vlm-atlas search "QUESTION" [OPTIONS]
vlm-atlas search --batch FILE|- [OPTIONS]

Questions in English or Chinese; misspelt names are understood.

  --limit N         at most N hits (10)
  --scope SCOPE     all, atlas, library, concepts, papers, passages or figures
  --category NAME   only this category (model, method, dataset…); may be repeated
  --year FROM-TO    only these years; also 2021, 2020- and -2015
  --batch FILE      JSON Lines with id, query and perhaps lang; answers as JSON Lines in the same order${COMMON}
`,
  explain: `vlm-atlas explain --batch FILE|- [OPTIONS]

JSON Lines in: id, languageId, file (the text), position {line, character} from 0 in UTF-16 units, and perhaps bib
(the text of a .bib file). Out, in the same order: id, card (a concept's id, paper:KEY or null) and word.
${COMMON}
`,
  show: `vlm-atlas show ID [OPTIONS]
vlm-atlas show FILE --figures [OPTIONS]

  ID                of a hit: a concept (clip), paper:KEY, document:…, passage:…, figure:…
  --figures         label, kind, page, box and caption of each figure; FILE need not be indexed${COMMON}
`,
  index: `vlm-atlas index FOLDER [OPTIONS]

Takes in .md and .markdown files. Only what has changed is read again; what is gone is taken out. Left aside:
node_modules, names that begin with a dot, links that lead out of the folder.
${COMMON}
`,
  doctor: `vlm-atlas doctor [OPTIONS]

Ends with code 1 when something is wrong.
${COMMON}
`,
};

/** @param about a command; null: all of them */
export const usage = (about: string | null): string => ABOUT[about ?? ''] ?? GENERAL;
