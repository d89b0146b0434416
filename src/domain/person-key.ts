import type { Backend } from '../backends/backend.js';
import type { ClientRecord } from '../model/client.js';
import type { Country } from '../model/country.js';
import { documentKey, isKnownDocument, plainKey, toDocument } from '../model/document.js';
import { isPlaceholder } from '../model/placeholder.js';

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

/**
 * Countries as whose a record's document is read. Where its back end's is only assumed, those that others are set to, and with none set
 * those that are assumed: it cannot be that an installation is in two countries because it has not said in which.
 */
export function countriesOf({ backend, documentCountry }: ClientRecord, places: Places): readonly Country[] {
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
