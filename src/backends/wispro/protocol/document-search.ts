import type { Country } from '../../../model/country.js';
import { toCuit, toDni, toDocument } from '../../../model/document.js';
import { spellDocument } from '../../../model/document-spelling.js';

/** Calls that a document may cost (contract, section on documents). */
const maxSearches = 6;

/** Search for a document in one of two fields. */
export interface DocumentSearch {
  readonly type: 'dni' | 'cuit';
  readonly q: string;
}

/** Kinds of key that name a document: in the field for persons, in that for tax ids, or in whichever it is. */
export type DocumentKeyKind = 'DNI' | 'CUIT' | 'DOCUMENT';

/** Searches for a document in the order in which to try them, without variants the first alone. */
export type DocumentSearches = (kind: DocumentKeyKind, value: string) => readonly DocumentSearch[] | null;

/** @returns searches for documents of a country; they answer null for what can be none of them, and `[]` for a document that they do not know. */
export function createDocumentSearches(country: Country, documentVariants: boolean): DocumentSearches {
  return (kind, value) => {
    const searches = country === 'AR' ? argentine(kind, value) : spelled(kind, value, country);
    if (searches === null) return null;
    if (!documentVariants) return searches.slice(0, 1);
    // A key that worked in one spelling comes back in it, and is asked for that way first.
    const given = value.trim();
    const asGiven = searches.filter(({ q }) => q === given);
    return [...asGiven, ...searches.filter(({ q }) => q !== given)].slice(0, maxSearches);
  };
}

/** By form and check digit, as the field is asked for there since the first contract: nothing else is sent. */
function argentine(kind: DocumentKeyKind, value: string): readonly DocumentSearch[] | null {
  const [dni, cuit] = [toDni(value), toCuit(value)];
  const spellings = spellDocument(dni ?? cuit ?? '', 'AR');
  if (dni !== null && kind !== 'CUIT') return asked('dni', [dni, spellings?.documents[1] ?? dni]);
  if (cuit !== null && kind !== 'DNI') return asked('cuit', spellings?.taxIds ?? [cuit]);
  return kind === 'DOCUMENT' ? [] : null;
}

function spelled(kind: DocumentKeyKind, value: string, country: Country): readonly DocumentSearch[] | null {
  const document = toDocument(value);
  if (document === null) return null;
  const known = spellDocument(document, country);
  const { documents, taxIds, isTaxId } = known ?? { documents: [document], taxIds: [], isTaxId: false };
  if (kind === 'DNI') return asked('dni', [...documents, ...taxIds]);
  if (kind === 'CUIT') return asked('cuit', [...taxIds, ...documents]);
  // Tax ids stand in the field for documents, too, where there are two of them.
  return isTaxId
    ? unique([
        ...asked('cuit', taxIds.slice(0, 2)),
        ...asked('dni', documents.slice(0, 2)),
        ...asked('dni', taxIds.slice(0, 2)),
        ...asked('cuit', taxIds.slice(2)),
      ])
    : unique([
        ...asked('dni', documents.slice(0, 2)),
        ...asked('cuit', taxIds.slice(0, 1)),
        ...asked('dni', documents.slice(2)),
        ...asked('dni', taxIds.slice(0, 1)),
      ]);
}

function asked(type: 'dni' | 'cuit', texts: readonly string[]): readonly DocumentSearch[] {
  return [...new Set(texts)].map((q) => ({ type, q }));
}

function unique(searches: readonly DocumentSearch[]): readonly DocumentSearch[] {
  return [...new Map(searches.map((search) => [`${search.type}=${search.q}`, search])).values()];
}
