import type { IncomingHttpHeaders } from 'node:http';
import { LRUCache } from 'lru-cache';

/** The media type of an answer, by what a request says of itself and of what it takes. */
export interface MediaTypes {
  /** @returns undefined when Apollo Server has not yet decided about such a request. */
  find(headers: IncomingHttpHeaders): string | undefined;
  /** @param mediaType in which Apollo Server has answered such a request with 200. */
  remember(headers: IncomingHttpHeaders, mediaType: unknown): void;
}

const json = 'application/json; charset=utf-8';

/** Header of nearly every client. */
const usual: readonly IncomingHttpHeaders[] = [{}, { accept: '*/*' }, { accept: 'application/json' }].map(
  (headers) => ({
    'content-type': 'application/json',
    ...headers,
  }),
);

const maxKnown = 200;

export function createMediaTypes(): MediaTypes {
  const known = new LRUCache<string, string>({ max: maxKnown });
  for (const headers of usual) known.set(keyOf(headers), json);
  return {
    find: (headers) => known.get(keyOf(headers)),
    remember: (headers, mediaType) => {
      if (typeof mediaType === 'string') known.set(keyOf(headers), mediaType);
    },
  };
}

/** A header has no line break in it. */
function keyOf({ 'content-type': contentType, accept }: IncomingHttpHeaders): string {
  return `${contentType}\n${accept}`;
}
