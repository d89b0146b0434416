import type { ClientRecord } from '../model/client.js';
import { isNameConflict } from '../model/client-name.js';
import { documentKey, isSameDocument } from '../model/document.js';
import type { CachedBackend } from './cache/cached-backend.js';
import { countriesOf, joinDocumentOf, type Places } from './person-key.js';

/** True when two records belong to one person: the same document and no conflicting names. */
export function isSamePerson(one: ClientRecord, other: ClientRecord, places: Places): boolean {
  const [left, right] = [joinDocumentOf(one), joinDocumentOf(other)];
  if (left === null || right === null || isNameConflict(one, other)) return false;
  return countriesOf(one, places).some((country) =>
    countriesOf(other, places).some((another) =>
      one.backend === other.backend
        ? country === another && documentKey(left, country) === documentKey(right, country)
        : isSameDocument({ text: left, country }, { text: right, country: another }),
    ),
  );
}

/**
 * True when the record that another back end found by a document cannot be the same person's, since the document is one thing in the one
 * country and another in the other. Within a country, whoever is found by a document has it.
 */
export function isForeign(one: ClientRecord, other: ClientRecord, places: Places): boolean {
  const countries = new Set(countriesOf(one, places));
  if (countriesOf(other, places).some((country) => countries.has(country))) return false;
  const [left, right] = [joinDocumentOf(one), joinDocumentOf(other)];
  if (left === null || right === null) return false;
  return !isSameDocument({ text: left, country: one.documentCountry }, { text: right, country: other.documentCountry });
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
    return first !== undefined && !others.every((other) => isSamePerson(other, first, backends));
  });
  return isShared ? null : document;
}

/** A record never speaks against itself, whatever it has for a name. */
export function isConflict(one: ClientRecord, other: ClientRecord): boolean {
  return one.id !== other.id && isNameConflict(one, other);
}
