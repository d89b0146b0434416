import type { Backend } from '../backends/backend.js';
import type { ClientRecord } from '../model/client.js';
import { isNameConflict } from '../model/client-name.js';
import type { Country } from '../model/country.js';
import {
  documentKey,
  isKnownDocument,
  isPlaceholder,
  isSameDocument,
  plainKey,
  toDocument,
} from '../model/document.js';
import type { CachedBackend } from './cache/cached-backend.js';

/** Back ends by whose countries documents of different back ends are compared. */
export type Places = readonly Pick<Backend, 'name' | 'locality'>[];

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
 * Countries as whose a record's document is read. Where its back end's is only assumed, those that others are set to, and with none set
 * those that are assumed: it cannot be that an installation is in two countries because it has not said in which.
 */
function countriesOf({ backend, documentCountry }: ClientRecord, places: Places): readonly Country[] {
  if (places.find(({ name }) => name === backend)?.locality.isCountryAssumed !== true) return [documentCountry];
  const set = places.filter(({ locality }) => locality.isCountryAssumed !== true);
  const others = (set.length > 0 ? set : places).map(({ locality }) => locality.country);
  return [...new Set(set.length > 0 ? others : [documentCountry, ...others])];
}

/** Keys of a record's document, of which the record of another back end has one if it is the same document. */
export interface PersonKeys {
  /** For the record that is known. */
  readonly own: readonly string[];
  /** For the record that is compared with it. */
  readonly others: readonly string[];
}

/** The rule of `isSameDocument` by keys, of which hashes can be taken. */
export function personKeysOf(record: ClientRecord, places: Places): PersonKeys {
  const document = joinDocumentOf(record);
  if (document === null) return { own: [], others: [] };
  const countries = countriesOf(record, places);
  const known = countries.filter((country) => isKnownDocument(document, country));
  const keys = [...new Set(countries.map((country) => documentKey(document, country)))];
  if (new Set(places.map(({ locality }) => locality.country)).size < 2) return { own: keys, others: keys };
  // Of two countries are those alone one whose letters and digits are equal and of whom one is of no known kind.
  const [asKnown, asUnknown] = [`known ${plainKey(document)}`, `unknown ${plainKey(document)}`];
  return known.length === countries.length
    ? { own: [...keys, asKnown], others: [...keys, asUnknown] }
    : { own: [...keys, asUnknown], others: [...keys, asKnown, asUnknown] };
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
