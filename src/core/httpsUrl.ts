/** Whether a text is an absolute `https:` address. */
export const isHttpsUrl = (value: string): boolean =>
  URL.canParse(value) && new URL(value).protocol === 'https:';
