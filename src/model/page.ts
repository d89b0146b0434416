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
 * elsewhere in the list neither repeat nor hide one. Cursors are made when they are read.
 * @param show how a node of the page is shown. Default: as it is.
 * @throws {BadUserInput} `first` out of range, or a cursor of another list.
 */
export function toPage<Node>(
  nodes: readonly Node[],
  request: PageRequest,
  keyOf: (node: Node) => string,
  compare: (left: string, right: string) => number,
  show: (node: Node) => Node = (node) => node,
): Page<Node> {
  const { first, after } = request;
  if (!Number.isInteger(first) || first < 1 || first > maxPageSize)
    throw new BadUserInput('first', { expected: `1 to ${maxPageSize}` });
  const from = after === null || after === undefined ? null : decodeCursor(after);
  const start = from === null ? 0 : firstIndex(nodes, (node) => compare(keyOf(node), from) > 0);
  const page = nodes.slice(start, start + first).map(show);
  const cursorAt = (index: number): string | null => {
    const node = page.at(index);
    return node === undefined ? null : encodeCursor(keyOf(node));
  };
  return {
    get edges() {
      return page.map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
    },
    nodes: page,
    get pageInfo() {
      return {
        hasNextPage: start + first < nodes.length,
        hasPreviousPage: start > 0,
        startCursor: cursorAt(0),
        endCursor: cursorAt(-1),
      };
    },
    totalCount: nodes.length,
  };
}

/** By halves: before it is none of which that holds, and behind it holds of all. */
function firstIndex<Node>(nodes: readonly Node[], isAfter: (node: Node) => boolean): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const node = nodes[middle];
    if (node !== undefined && isAfter(node)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function encodeCursor(key: string): string {
  return Buffer.from(`after:${key}`, 'utf8').toString('base64url');
}

function decodeCursor(cursor: string): string {
  const text = cursor.length <= 200 && /^[\w-]+$/.test(cursor) ? Buffer.from(cursor, 'base64url').toString('utf8') : '';
  if (!text.startsWith('after:'))
    throw new BadUserInput('after', { expected: 'the cursor of an edge or of `pageInfo` of the same list' });
  return text.slice('after:'.length);
}
