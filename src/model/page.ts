import { BadUserInput } from './errors.js';

/** A page of a connection, forwards only (Relay cursor connections, `first` and `after`). */
export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
}

export interface PageRequest {
  /** 1 to 100. */
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** The most nodes that one page holds. */
export const maxPageSize = 100;

/**
 * Cuts a page out of a list that is in its order. A cursor names the last node's position by `keyOf`, so that nodes which come or go
 * elsewhere in the list neither repeat nor hide one.
 * @throws {BadUserInput} `first` out of range, or a cursor of another list.
 */
export function toPage<Node>(
  nodes: readonly Node[],
  request: PageRequest,
  keyOf: (node: Node) => string,
  compare: (left: string, right: string) => number,
): Page<Node> {
  const { first, after } = request;
  if (!Number.isInteger(first) || first < 1 || first > maxPageSize) throw new BadUserInput('first');
  const from = after === null || after === undefined ? null : decodeCursor(after);
  const start = from === null ? 0 : firstIndex(nodes, (node) => compare(keyOf(node), from) > 0);
  const page = nodes.slice(start, start + first);
  const edges = page.map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  return {
    edges,
    nodes: page,
    pageInfo: {
      hasNextPage: start + first < nodes.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: nodes.length,
  };
}

function firstIndex<Node>(nodes: readonly Node[], isAfter: (node: Node) => boolean): number {
  const index = nodes.findIndex(isAfter);
  return index === -1 ? nodes.length : index;
}

function encodeCursor(key: string): string {
  return Buffer.from(`after:${key}`, 'utf8').toString('base64url');
}

function decodeCursor(cursor: string): string {
  const text = cursor.length <= 200 && /^[\w-]+$/.test(cursor) ? Buffer.from(cursor, 'base64url').toString('utf8') : '';
  if (!text.startsWith('after:')) throw new BadUserInput('after');
  return text.slice('after:'.length);
}
