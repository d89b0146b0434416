import type { ClientRecord, IdentityFacts } from '../../model/client.js';
import type { Country } from '../../model/country.js';
import { documentKey, toDocument } from '../../model/document.js';
import { toDecimal } from '../../model/money.js';
import type { FieldProblem } from '../../model/problem.js';
import { fold, maskText } from '../../model/text.js';

/** Facts that can be compared: words as they are looked for, of each fact that was given. */
export interface Facts {
  readonly name: readonly string[] | undefined;
  readonly address: readonly string[] | undefined;
  /** As two ways of writing the same are equal. */
  readonly document: string | undefined;
  readonly planName: readonly string[] | undefined;
  /** Decimal string. */
  readonly planPrice: string | undefined;
}

/** Prefixes of addresses that back ends write and people omit (WispHub contract 1.6). */
const prefixes = /^(?:(?:v\/|vda\/|b\/|vereda\b|barrio\b)\s*)+/;

/** Words that fit half of all people and places: they must fit too, but alone they prove nothing. */
const emptyWords: ReadonlySet<string> = new Set(
  'a al calle carrera casa da das de del di do dos e el la las lo los o y'.split(' '),
);

/** Words of addresses that name no place: kinds of streets and buildings as people shorten them, and the parts of a town. */
const placeWords: ReadonlySet<string> = new Set(
  [
    'aldea apartamento apto av avda avenida bairro barrio bl bloque bloco bq bulevar calleja camino carretera casas centro circular cl cll',
    'cond condominio conjunto cr cra crr ctra depto departamento dg diag diagonal dpto edif edificio entre esq esquina estrada etapa',
    'finca frente interior kilometro km kr kra local lote lotes lt mz mza manzana norte nro num numero occidente oeste oriente este',
    'parcela pasaje pje piso pto predio quadra rua ruta san santa santo sec sector sitio sn sur sul supermanzana torre transv transversal',
    'travessa tv urb urbanizacion vda ver vereda via villa',
  ]
    .join(' ')
    .split(' '),
);

const minLength = 3;
const maxLength = 200;
const minFacts = 3;

/** Prices that differ by less are equal: people round. */
const priceTolerance = 1;

/**
 * Facts too short to mean something are refused: the back end's own check takes `{name: "a", address: "e", planName: "m"}` for anyone
 * (reliability contract, fact 2).
 * @param country of the back end whose records they are compared with. @param isMasked whether the caller is not shown addresses and documents: then one of them must be among the facts, for what a caller
 * can read of anybody proves nothing. Default false.
 */
export function readFacts(
  given: IdentityFacts,
  country: Country,
  isMasked = false,
): { readonly facts: Facts; readonly fields: readonly FieldProblem[] } {
  const fields: FieldProblem[] = [];
  const read = (name: 'name' | 'address' | 'planName'): readonly string[] | undefined => {
    const text = given[name];
    if (text === undefined) return undefined;
    const words = wordsOf(text);
    const telling = new Set(words.filter((word) => !emptyWords.has(word)));
    const path = ['facts', name];
    if (text.length > maxLength) fields.push({ path, kind: 'tooLong' });
    else if (name === 'address' && !words.some(isPlaceName)) {
      // A number is soon guessed, and the kind of a street fits half of them.
      fields.push({ path, kind: 'tooShort' });
    } else if (telling.size === 0 || words.join('').length < minLength) fields.push({ path, kind: 'tooShort' });
    else if (name === 'name' && telling.size < 2) fields.push({ path, kind: 'fullName' });
    return words;
  };
  const planPrice = given.planPrice === undefined ? undefined : toDecimal(given.planPrice);
  if (planPrice === null || planPrice?.startsWith('-'))
    fields.push({ path: ['facts', 'planPrice'], kind: 'malformed' });
  const document = given.document === undefined ? undefined : toDocument(given.document);
  if (document === null) fields.push({ path: ['facts', 'document'], kind: 'malformed' });
  const facts = {
    name: read('name'),
    address: read('address'),
    document: document ? documentKey(document, country) : undefined,
    planName: read('planName'),
    planPrice: planPrice ?? undefined,
  };
  const count = Object.values(facts).filter((fact) => fact !== undefined).length;
  if (fields.length === 0 && count < minFacts) fields.push({ path: ['facts'], kind: 'threeFacts' });
  const isSecret = facts.address !== undefined || facts.document !== undefined;
  if (fields.length === 0 && isMasked && !isSecret) fields.push({ path: ['facts'], kind: 'secretFact' });
  return { facts, fields };
}

/** Fields of a client's record with which facts are compared. */
export type Known = Pick<
  ClientRecord,
  'name' | 'address' | 'document' | 'documentCountry' | 'planName' | 'planPrice' | 'city' | 'locality' | 'province'
>;

/** A client of whom nothing is known: comparing with them takes as long, and no fact fits. */
export const unknownPerson: Known = {
  ...{ name: null, address: null, document: null, documentCountry: 'CO', planName: null, planPrice: null },
  ...{ city: null, locality: null, province: null },
};

/**
 * True when every fact matches. All are compared, even after a mismatch.
 * @param isMasked as for `readFacts`. Words of the address that also stand elsewhere in the record then prove nothing.
 */
export function matchesFact(facts: Facts, known: Known, isMasked = false): boolean {
  const verdicts = [
    holds(known.name, facts.name),
    holds(known.address, facts.address),
    facts.document === undefined ||
      (known.document !== null && documentKey(known.document, known.documentCountry) === facts.document),
    holds(known.planName, facts.planName),
    facts.planPrice === undefined || isPrice(known.planPrice?.amount, facts.planPrice),
    !isMasked || facts.document !== undefined || namesHiddenPlace(facts, known),
  ];
  return verdicts.every((fit) => fit);
}

/** Cheap test of the first given fact before the whole comparison. */
export function mayMatchFact({ name, address, document, planName }: Facts, known: Known): boolean {
  if (document !== undefined)
    return known.document !== null && documentKey(known.document, known.documentCountry) === document;
  if (name !== undefined) return holds(known.name, name);
  return address !== undefined ? holds(known.address, address) : holds(known.planName, planName);
}

/** Canonical form of a claim: equal for every order of the same words. */
export function toClaim({ name, address, document, planName }: Facts): string {
  return [...new Set(name ?? address ?? (document === undefined ? planName : [document]))].sort().join(' ');
}

/** Whole words alone: no part of a word fits. */
function holds(text: string | null, words: readonly string[] | undefined): boolean {
  if (words === undefined) return true;
  const known = new Set(wordsOf(text ?? ''));
  return words.every((word) => known.has(word));
}

function isPlaceName(word: string): boolean {
  return /\p{L}{2}/u.test(word) && !emptyWords.has(word) && !placeWords.has(word);
}

/** True when a given word of the address is hidden from the caller, even in the part that a mask leaves visible. */
function namesHiddenPlace(
  { address = [] }: Facts,
  { name, planName, city, locality, province, ...known }: Known,
): boolean {
  const shown = [name, planName, city, locality, province, maskText(known.address ?? '')];
  const readable = new Set(shown.flatMap((text) => wordsOf(text ?? '')));
  return address.some((word) => isPlaceName(word) && !readable.has(word));
}

function isPrice(known: string | undefined, given: string): boolean {
  return known !== undefined && Math.abs(Number(known) - Number(given)) < priceTolerance;
}

function wordsOf(text: string): readonly string[] {
  return fold(text)
    .replace(prefixes, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
