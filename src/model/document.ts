import type { Country } from './country.js';
import type { DocumentKind, DocumentRule, Reading } from './document/kind.js';
import { dniOfCuit, toCuit, toDni } from './document/southern-cone.js';
import { documentRules, isPassport, labels, passportLabels } from './document/table.js';
import { isDigits, toCompact, toWritten } from './document/writing.js';

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
  const compact = toCompact(toWritten(text));
  const found = read(text, country);
  if (found === null || found.reading.isDoubtful)
    return { kind: 'UNKNOWN', value: compact, country: null, isCompany: null };
  const { kind } = found.rule;
  const { value, isCompany } = found.reading;
  return { kind, value, country: kind === 'PASSPORT' ? null : country, isCompany };
}

/**
 * Equal for every way of writing one document of a country, and for a tax id and the document of its owner within it. Documents of which
 * nothing is known have their letters and digits for a key.
 */
export function documentKey(text: string, country: Country): string {
  const found = read(text, country);
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
  return read(text, country) !== null;
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

/** Ways to ask a back end for a document whose look-up is exact, the likeliest first. */
export interface Spellings {
  /** As documents of persons are stored, or the only field for any. */
  readonly documents: readonly string[];
  /** As tax ids are stored. Empty: it has none that is known. */
  readonly taxIds: readonly string[];
  /** True: it is a tax id itself. */
  readonly isTaxId: boolean;
}

/** @returns null for a document of which nothing is known. */
export function spellDocument(text: string, country: Country): Spellings | null {
  const found = read(text, country);
  if (found === null) return null;
  const { rule, reading } = found;
  const own = rule.spell(reading.value);
  const { inner } = reading;
  const innerRule = inner && documentRules[country].find(({ kind }) => kind === inner.kind);
  const within = inner && innerRule ? innerRule.spell(inner.value) : [];
  if (rule.isTaxId) return { documents: within, taxIds: own, isTaxId: true };
  return { documents: own, taxIds: rule.taxIds?.(reading.value) ?? [], isTaxId: false };
}

interface Found {
  readonly rule: Pick<DocumentRule, 'kind' | 'spell' | 'isTaxId' | 'taxIds'>;
  readonly reading: Reading;
}

const passportRule = { kind: 'PASSPORT', spell: (value: string) => [value] } as const satisfies Found['rule'];

/** The label that may stand in front is taken away only from what is no document with it. */
function read(text: string, country: Country): Found | null {
  const written = toWritten(text);
  const compact = toCompact(written);
  const rules = documentRules[country];
  const found = readBy(rules, compact, written);
  if (found !== null || isDigits(compact)) return found;
  const passportLabel = passportLabels.find((label) => compact.startsWith(label));
  if (passportLabel !== undefined) return asPassport(compact.slice(passportLabel.length));
  const letters = lettersAtStart(compact);
  const label = compact.slice(0, letters);
  if (labels.has(label)) return readBy(rules, compact.slice(letters), withoutLabel(written, letters));
  // A Venezuelan letter belongs to the number, behind whatever label.
  const isLabelled = labels.has(label.slice(0, -1));
  const rest = isLabelled ? readBy(rules, compact.slice(letters - 1), withoutLabel(written, letters - 1)) : null;
  return rest ?? (isPassport(compact) ? asPassport(compact) : null);
}

function asPassport(value: string): Found {
  return { rule: passportRule, reading: { value, isCompany: false } };
}

function readBy(rules: readonly DocumentRule[], compact: string, written: string): Found | null {
  const { length } = compact;
  for (const rule of rules) {
    const [fewest, most] = rule.lengths;
    if (length < fewest || length > most) continue;
    const reading = rule.read(compact, written);
    if (reading !== null) return { rule, reading };
  }
  return null;
}

function keyOf({ kind }: Found['rule'], { value, inner }: Reading): string {
  return inner === undefined ? `:${kind}:${value}` : `:${inner.kind}:${inner.value}`;
}

function lettersAtStart(compact: string): number {
  let at = 0;
  while (at < compact.length && (compact.codePointAt(at) ?? 0) > 57) at += 1;
  return at;
}

/** The rest behind so many letters, and behind the hyphen that may follow them. */
function withoutLabel(written: string, letters: number): string {
  let left = letters;
  let at = 0;
  for (; left > 0 && at < written.length; at += 1) if (written[at] !== '-') left -= 1;
  return written[at] === '-' ? written.slice(at + 1) : written.slice(at);
}

/** Documents that tax offices have put aside for customers without one: Mexico (SAT), Paraguay (DNIT). */
const generic: ReadonlySet<string> = new Set(['XAXX010101000', 'XEXX010101000', '444444017']);

/**
 * True for a placeholder that people write when there is no document: no digit in it (`consumidor final`), one digit repeated (11111111) or
 * consecutive digits (12345678), also as the number within a tax id. Many share such a document, so it identifies none of them.
 */
export function isPlaceholder(document: string): boolean {
  const key = plainKey(document);
  const digits = key.replace(/[^0-9]/g, '').replace(/^0+/, '');
  const isTaxId = /^(?:2[03-7]|3[034])[0-9]{9}$/.test(key);
  return generic.has(key) || isPattern(digits) || (isTaxId && isPattern(dniOfCuit(key)));
}

/** True when each digit equals, follows or precedes the one before it; zero follows nine. */
function isPattern(digits: string): boolean {
  const steps = [...digits].slice(1).map((digit, index) => Number(digit) - Number(digits[index]));
  return (
    [0, -1].some((wanted) => steps.every((step) => step === wanted)) || steps.every((step) => step === 1 || step === -9)
  );
}
