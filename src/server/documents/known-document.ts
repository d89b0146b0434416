import { LRUCache } from 'lru-cache';
import type { RunnableDocument } from './document.js';

/** A document by its text, and which operation of it. */
export interface DocumentKey {
  readonly text: string;
  readonly operationName?: string | null | undefined;
  /**
   * True for a document of a manifest, which is exempt from size limits: its validation says nothing about the same text from another
   * client.
   */
  readonly isTrusted: boolean;
}

/** Documents that may be run as they are: they were parsed, validated and found within the limits before. */
export interface KnownDocuments {
  find(key: DocumentKey): RunnableDocument | undefined;
  /**
   * @param subject whose share of the memory it uses: a caller of many documents evicts its own.
   * @returns the remembered document: an earlier equal one, if any, which is already compiled.
   */
  remember(key: DocumentKey, runnable: RunnableDocument, subject: string): RunnableDocument;
}

/** A document and its compiled operations weigh about 130 bytes for each character of its text. */
interface Limits {
  readonly documents: number;
  readonly characters: number;
}

/** The least recently used go first. */
const limits: Limits = { documents: 500, characters: 1_000_000 };

/** Of them what one subject may have brought. */
const share: Limits = { documents: 200, characters: 200_000 };

interface Known {
  /** By the name that is asked for: null when a document with one operation is run without. */
  readonly operations: Map<string | null, RunnableDocument>;
  /** Subject that sent it. */
  readonly subject: string;
}

export function createKnownDocuments(): KnownDocuments {
  const create = () =>
    new LRUCache<string, Known>({
      max: limits.documents,
      maxSize: limits.characters,
      sizeCalculation: (_, text) => Math.max(text.length, 1),
    });
  const [trusted, others] = [create(), create()];
  return {
    find: ({ text, operationName = null, isTrusted }) =>
      (isTrusted ? trusted : others).get(text)?.operations.get(operationName),
    remember: ({ text, operationName = null, isTrusted }, runnable, subject) => {
      const known = isTrusted ? trusted : others;
      const before = known.get(text);
      const entry = before ?? { operations: new Map(), subject };
      const first = entry.operations.get(operationName) ?? runnable;
      entry.operations.set(operationName, first);
      if (before !== undefined) return first;
      known.set(text, entry);
      // Documents of a manifest are exempt from size limits.
      if (!isTrusted) keepShare(known, subject);
      return first;
    },
  };
}

/** Forgets the least recently used of a subject's that are beyond its share. */
function keepShare(known: LRUCache<string, Known>, subject: string): void {
  let [documents, characters] = [0, 0];
  // The most recently used come first.
  for (const [text, entry] of [...known.entries()]) {
    if (entry.subject !== subject) continue;
    documents += 1;
    characters += text.length;
    if (documents > share.documents || characters > share.characters) known.delete(text);
  }
}
