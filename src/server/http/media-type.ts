import type { IncomingHttpHeaders } from 'node:http';

const json = 'application/json; charset=utf-8';
const response = 'application/graphql-response+json; charset=utf-8';

/** A range of an Accept header, without parameters but its charset and weight. */
const range = /^([a-z]+|\*)\/([a-z+-]+|\*)(;\s?charset=utf-8)?(?:;\s?q=(0(?:\.\d{1,3})?|1))?$/;

/**
 * Media type of an answer, chosen as Apollo Server does (GraphQL over HTTP, 6.1): by weight, then by how exactly it is named, then by order.
 * @param isGet true: there is no body whose type could be wrong.
 * @returns undefined for headers that this rule does not cover, whose requests Apollo Server answers or refuses.
 */
export function mediaTypeOf(
  { accept = '*/*', 'content-type': contentType }: IncomingHttpHeaders,
  isGet = false,
): string | undefined {
  if (isGet) return choose(accept);
  if (contentType !== 'application/json' && contentType !== 'application/json; charset=utf-8') return undefined;
  return choose(accept);
}

function choose(accept: string): string | undefined {
  if (accept === '*/*' || accept === 'application/json') return json;
  const ranges = accept.split(',').map((text) => range.exec(text.trim()));
  if (ranges.includes(null)) return undefined;
  const offers = [json, response].map((mediaType, index) => ({ mediaType, index, ...weigh(mediaType, ranges) }));
  const [best] = offers.sort((one, other) => other.weight - one.weight || other.exact - one.exact || one.at - other.at);
  return best === undefined || best.weight === 0 ? undefined : best.mediaType;
}

/** Weight of a media type by the range that names it most exactly. */
function weigh(mediaType: string, ranges: readonly (RegExpExecArray | null)[]) {
  let found = { weight: 0, exact: -1, at: ranges.length };
  for (const [at, [, type = '', subtype = '', charset, q = '1'] = []] of ranges
    .map((each) => each ?? undefined)
    .entries()) {
    const isType = mediaType.startsWith(`${type}/`);
    const isExact = isType && mediaType.startsWith(`${type}/${subtype};`);
    const exact = isExact ? (charset === undefined ? 2 : 3) : isType && subtype === '*' ? 1 : 0;
    const isMatch = exact > 0 || (type === '*' && subtype === '*');
    if (isMatch && exact > found.exact) found = { weight: Number(q), exact, at };
  }
  return found;
}

/** True for a request that is answered as server-sent events: they are what its client would rather have than all else. */
export function wantsEvents({ accept = '' }: IncomingHttpHeaders): boolean {
  return accept.trimStart().toLowerCase().startsWith('text/event-stream');
}
