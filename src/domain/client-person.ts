import type { ClientRecord } from '../model/client.js';
import { isNameConflict } from '../model/client-name.js';
import { documentKey, isPlaceholder, toDocument } from '../model/document.js';
import type { CachedBackend } from './cache/cached-backend.js';

/**
 * The document by which a client is found at other back ends. A company is found by a tax id that its record at Wispro does not repeat:
 * the key tells it.
 * @returns null without one, or with one that many people share.
 */
export function joinDocumentOf({ document, key }: ClientRecord): string | null {
  const known = document ?? (key.kind === 'CUIT' || key.kind === 'DNI' ? key.value : null);
  return known === null || isPlaceholder(known) ? null : toDocument(known);
}

/** True when two records belong to one person: the same document and no conflicting names. */
export function isSamePerson(one: ClientRecord, other: ClientRecord): boolean {
  const [left, right] = [joinDocumentOf(one), joinDocumentOf(other)];
  return left !== null && right !== null && documentKey(left) === documentKey(right) && !isNameConflict(one, other);
}

/**
 * The same for joining: without one that a list has under the names of several people, of whom all but one have it by mistake. Lists
 * that are remembered tell; where there is none the names of the two who are joined are all there is to go by.
 */
export function joinKeyOf(client: ClientRecord, backends: readonly CachedBackend[]): string | null {
  const document = joinDocumentOf(client);
  if (document === null) return null;
  const isShared = backends.some(({ clientCache }) => {
    const [first, ...others] = clientCache.recallHolders({ kind: 'DOCUMENT', value: document });
    return first !== undefined && !others.every((other) => isSamePerson(other, first));
  });
  return isShared ? null : document;
}

/** A record never speaks against itself, whatever it has for a name. */
export function isConflict(one: ClientRecord, other: ClientRecord): boolean {
  return one.id !== other.id && isNameConflict(one, other);
}
