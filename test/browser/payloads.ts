import { htmlPayloads } from './htmlPayloads.ts';
import { markdownPayloads } from './markdownPayloads.ts';
import { pagePayloads } from './pagePayloads.ts';
import type { Payload } from './payloadParts.ts';
import { svgPayloads } from './svgPayloads.ts';

/** All payloads, the same in the same order in every run. Their names are all different. */
export const payloads = (): readonly Payload[] => [
  ...htmlPayloads(),
  ...pagePayloads(),
  ...svgPayloads(),
  ...markdownPayloads(),
];

/** First word of a payload's name. */
export const familyOf = ({ name }: Payload): string => name.slice(0, name.indexOf(' '));
