/** Text that Markdown shows as it is. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]<>()#|~$!&]/g, '\\$&');
