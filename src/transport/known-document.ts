import { LRUCache } from 'lru-cache';
import type { RunnableDocument } from './document.js';

/** A document by its text, and which operation of it. */
export interface DocumentKey {
  readonly text: string;
  readonly operationName?: string | null | undefined;
  /** Whether somebody has answered for its size: what is known of one that may be large says nothing of the same text of another. */
  readonly isTrusted: boolean;
}

/** Documents that may be run as they are: they were parsed, validated and found within the limits before. */
export interface KnownDocuments {
  find(key: DocumentKey): RunnableDocument | undefined;
  /** @returns the one that is kept: where it is known already, what was made of it first, which is compiled. */
  remember(key: DocumentKey, runnable: RunnableDocument): RunnableDocument;
}

/** The least recently used go first. A text is some thousandth of what a document and its compiled operations weigh. */
const limits = { documents: 500, characters: 4_000_000 } as const;

/** By the name that is asked for: null when a document with one operation is run without. */
type Operations = Map<string | null, RunnableDocument>;

export function createKnownDocuments(): KnownDocuments {
  const create = () =>
    new LRUCache<string, Operations>({
      max: limits.documents,
      maxSize: limits.characters,
      sizeCalculation: (_, text) => text.length,
    });
  const [trusted, others] = [create(), create()];
  return {
    find: ({ text, operationName = null, isTrusted }) => (isTrusted ? trusted : others).get(text)?.get(operationName),
    remember: ({ text, operationName = null, isTrusted }, runnable) => {
      const known = isTrusted ? trusted : others;
      const operations: Operations = known.get(text) ?? new Map();
      const first = operations.get(operationName) ?? runnable;
      operations.set(operationName, first);
      known.set(text, operations);
      return first;
    },
  };
}
