import type { Country } from './country.js';
import type { DocumentKind, DocumentRule, Reading } from './document/kind.js';
import { dniOfCuit, toCuit, toDni } from './document/southern-cone.js';
import { toCompact, toWritten } from './document/writing.js';
import { readByRules } from './document-reading.js';

export { dniOfCuit, toCuit, toDni };

/** An identity document by what it is. */
export interface IdentityDocument {
  readonly kind: DocumentKind;
  /** Letters and digits in the one form that all ways of writing it have. */
  readonly value: string;
  /** Null: of any country (a passport), or unknown. */
  readonly country: Country | null;
  /** Null: persons and companies have the kind alike, or it is unknown. */
  readonly isCompany: boolean | null;
}

/**
 * An identity document as it is passed on: cédula, DNI, CUIT, NIT, passport. Dots, spaces, strokes and the colon of a label are how people
 * write it, not what it is; hyphens stay, since some belong to it.
 * @returns null when what is left cannot be a document of any country (4 to 20 letters and digits, with single hyphens between them).
 */
export function toDocument(text: string): string | null {
  const document = text
    .replace(/^([A-Za-z.]{2,12}):/, '$1')
    .replace(/[.\sº°]/g, '')
    .replace(/[‐-―−/]/g, '-')
    .toUpperCase();
  const isForm = /^[0-9A-ZÑ&-]{4,28}$/.test(document) && !document.includes('--');
  if (!isForm || document.startsWith('-') || document.endsWith('-')) return null;
  const { length } = toCompact(document);
  return length >= 4 && length <= 22 ? document : null;
}

/** A text as a document of a country, by its form and its check digit. */
export function readDocument(text: string, country: Country): IdentityDocument {
  const found = readByRules(text, country);
  if (found === null || found.reading.isDoubtful)
    return { kind: 'UNKNOWN', value: plainKey(text), country: null, isCompany: null };
  const { kind } = found.rule;
  const { value, isCompany } = found.reading;
  return { kind, value, country: kind === 'PASSPORT' ? null : country, isCompany };
}

/** The document within it that the same person shows as well: the DNI in a CUIT. @returns null when there is none. */
export function readInnerDocument(text: string, country: Country): IdentityDocument | null {
  const inner = readByRules(text, country)?.reading.inner;
  return inner === undefined ? null : { kind: inner.kind, value: inner.value, country, isCompany: false };
}

/**
 * Equal for every way of writing one document of a country, and for a tax id and the document of its owner within it. Documents of which
 * nothing is known have their letters and digits for a key.
 */
export function documentKey(text: string, country: Country): string {
  const found = readByRules(text, country);
  if (found === null) return plainKey(text);
  const { rule, reading } = found;
  return `${rule.kind === 'PASSPORT' ? '' : country}${keyOf(rule, reading)}`;
}

/** Letters and digits alone, whatever they are. */
export function plainKey(text: string): string {
  return toCompact(toWritten(text));
}

/** True for a document of a kind that its country has. */
export function isKnownDocument(text: string, country: Country): boolean {
  return readByRules(text, country) !== null;
}

/** Text of a back end, and the country of that back end. */
export interface LocalDocument {
  readonly text: string;
  readonly country: Country;
}

/**
 * True for one document at two back ends. Those of two countries are one only if neither country speaks against it: they are of one kind
 * that both know, or one is of no kind that its country knows, and the letters and digits are the same.
 */
export function isSameDocument(one: LocalDocument, other: LocalDocument): boolean {
  if (documentKey(one.text, one.country) === documentKey(other.text, other.country)) return true;
  if (one.country === other.country) return false;
  const isUnknown = [one, other].some(({ text, country }) => !isKnownDocument(text, country));
  return isUnknown && plainKey(one.text) === plainKey(other.text);
}

function keyOf({ kind }: Pick<DocumentRule, 'kind'>, { value, inner }: Reading): string {
  return inner === undefined ? `:${kind}:${value}` : `:${inner.kind}:${inner.value}`;
}
