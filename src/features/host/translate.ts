/** `vscode.l10n.t`, given to parts that know no editor; tests give the identity. */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;
