import type { ClientKey } from '../../../../model/client.js';
import type { Country } from '../../../../model/country.js';
import { documentKey, plainKey, toCuit, toDni, toDocument } from '../../../../model/document.js';
import { BadUserInput } from '../../../../model/errors.js';
import { createDocumentSearches, type DocumentKeyKind } from '../../protocol/document-search.js';
import { toEmail } from '../../protocol/value.js';

type Field = 'national_identification_number' | 'taxpayer_identification_number' | 'custom_id' | 'public_id' | 'email';

/** A filter of clients and the text that it is given, which is compared to the letter (cloud contract T5). */
export interface CloudSearch {
  readonly field: Field;
  readonly text: string;
}

/** Calls for one key at most (cloud contract 10). */
const maxSearches = 6;

const codPattern = /^[A-Za-z0-9._-]{1,32}$/;

/**
 * The searches for a key other than a UUID, in the order in which to try them. Empty: no client can have it.
 * @throws {BadUserInput} a value that its kind does not allow.
 */
export function searchesOf({ kind, value }: ClientKey, country: Country): readonly CloudSearch[] {
  if (kind === 'CLIENT_ID') return byNumber(value);
  if (kind === 'COD') return [{ field: 'custom_id', text: orRefuse(codPattern.test(value) ? value : null) }];
  if (kind === 'EMAIL') return byEmail(orRefuse(toEmail(value)));
  if (kind !== 'DNI' && kind !== 'CUIT' && kind !== 'DOCUMENT') return [];
  return byDocument(kind, value, country).slice(0, maxSearches);
}

/** A key of the integration for a client without an id is not known here (cloud contract 5). */
function byNumber(value: string): readonly CloudSearch[] {
  if (value.startsWith('~')) return [];
  return [{ field: 'public_id', text: orRefuse(/^[0-9]{1,12}$/.test(value) ? value : null) }];
}

/** As it is given and in small letters: capitals count. */
function byEmail(email: string): readonly CloudSearch[] {
  return [...new Set([email, foldEmail(email)])].map((text) => ({ field: 'email', text }));
}

/** Two ways of writing one address are the same in small letters. */
export function foldEmail(email: string): string {
  return email.trim().toLowerCase();
}

function byDni(digits: string): readonly CloudSearch[] {
  return national(digits, dotted(digits));
}

function byCuit(digits: string): readonly CloudSearch[] {
  const hyphenated = `${digits.slice(0, 2)}-${digits.slice(2, 10)}-${digits.slice(10)}`;
  return [...tax(digits, hyphenated), ...national(digits, hyphenated)];
}

/** Spellings by country (cloud contract 10): those of the integration, but where others were seen here. */
function byDocument(kind: DocumentKeyKind, value: string, country: Country): readonly CloudSearch[] {
  if (country === 'AR') return byArgentine(kind, value);
  // No client has what is none, and it is a mistake only where it was given for one of a kind.
  const document = kind === 'DOCUMENT' ? toDocument(value) : orRefuse(toDocument(value));
  if (document === null) return [];
  const compact = plainKey(document);
  const [, letter, digits = ''] = /^([A-Z]?)([0-9]+)$/.exec(compact) ?? [];
  if (country === 'VE' && /^[VEJG]?$/.test(letter ?? '-')) {
    const lettered = (letter === '' ? ['V', 'E', 'J', 'G'] : [letter]).map((each) => `${each}${digits}`);
    return [...national(digits, ...lettered), ...tax(...lettered, digits)];
  }
  if (country === 'EC' && letter === '') {
    return digits.length === 10
      ? [...national(digits), ...tax(`${digits}001`, digits)]
      : [...tax(digits), ...national(digits)];
  }
  const spelled = createDocumentSearches(country, true)(kind, document) ?? [];
  const searches = spelled.map(({ type, q }): CloudSearch => ({ field: fields[type], text: q }));
  // One of a form that is not known may be a tax id, and stand there without hyphens or as it was typed.
  return unique([...searches, ...tax(compact), ...national(compact, value.trim()), ...tax(document)]);
}

function unique(searches: readonly CloudSearch[]): readonly CloudSearch[] {
  return [...new Map(searches.map((search) => [`${search.field}=${search.text}`, search])).values()];
}

const fields = { dni: 'national_identification_number', cuit: 'taxpayer_identification_number' } as const;

function byArgentine(kind: DocumentKeyKind, value: string): readonly CloudSearch[] {
  const [dni, cuit] = [toDni(value), toCuit(value)];
  if (kind === 'DNI') return byDni(orRefuse(dni));
  if (kind === 'CUIT') return byCuit(orRefuse(cuit));
  if (dni !== null) return byDni(dni);
  return cuit === null ? national(value) : byCuit(cuit);
}

/** `30.111.222`: the digits in threes from the right. */
function dotted(digits: string): string {
  const head = digits.slice(0, digits.length % 3);
  const groups = digits.slice(head.length).match(/[0-9]{3}/g) ?? [];
  return [head, ...groups].filter((group) => group !== '').join('.');
}

function national(...texts: readonly string[]): readonly CloudSearch[] {
  return [...new Set(texts)].map((text) => ({ field: 'national_identification_number', text }));
}

function tax(...texts: readonly string[]): readonly CloudSearch[] {
  return [...new Set(texts)].map((text) => ({ field: 'taxpayer_identification_number', text }));
}

/** True when a row is what a search asked for: codes to the letter, documents without their punctuation. */
export function isFoundBySearch(
  row: Readonly<Record<string, unknown>>,
  { field, text }: CloudSearch,
  country: Country,
): boolean {
  const stored = String(row[field] ?? '').trim();
  if (field === 'email') return foldEmail(stored) === foldEmail(text);
  const isCode = field === 'custom_id' || field === 'public_id';
  return stored !== '' && (isCode ? stored === text : documentKey(stored, country) === documentKey(text, country));
}

function orRefuse(value: string | null): string {
  if (value === null) throw new BadUserInput('value');
  return value;
}
