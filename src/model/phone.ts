import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js';
import { parsePhoneNumberFromString as parseStrictly } from 'libphonenumber-js/max';
import { joinAreas, splitField, toPlainMarks } from './phone-field.js';
import { toPresentPlan, toPresentPlanOf } from './phone-plan.js';

/** One telephone number: as the back end wrote it, and as E.164 when it can be completed. */
export interface Phone {
  readonly raw: string;
  readonly e164: string | null;
}

/** Longer than any number with its punctuation. */
const maxLength = 60;

/** Fewer digits stand in the records of too many; of more, a space may be among them. */
const minLastDigits = 3;
const maxLastDigits = 4;

/** The numbers of a field that may hold several, in their order. Country: ISO 3166 alpha-2, for numbers without a code. */
export function toPhones(field: string | null | undefined, country: string): readonly Phone[] {
  if (field === null || field === undefined) return [];
  const known = new Map<string, string | null>();
  const read = (text: string): string | null => {
    const number = known.has(text) ? (known.get(text) ?? null) : toE164(text, country);
    known.set(text, number);
    return number;
  };
  return splitField(field, (text) => read(text) !== null).map(({ raw, digits }) => ({ raw, e164: read(digits) }));
}

/**
 * Text that says `+` or `00`, and an address of WhatsApp, is a number of the world. Other text is one of the country, or of the world
 * without its plus: that of the two which is in use; the shorter tables, which know lengths and beginnings alone, decide about ranges that
 * are too new for the longer. Numbers of a plan that has changed are read as they are today.
 * @returns null when the text is not one number.
 */
export function toE164(text: string, country: string): string | null {
  if (text.length > maxLength) return null;
  const { dialled, isInternational } = readDialled(text);
  if (!/^\d{5,20}$/.test(dialled)) return null;
  if (isInternational) return readInternational(dialled);
  const home = country as CountryCode;
  const strict = valid(parseStrictly(dialled, home)) ?? firstValid(toPresentPlanOf(country, dialled, text));
  if (strict !== null) return strict;
  const ofWorld = valid(parseStrictly(`+${dialled}`)) ?? firstValid(toPresentPlan(dialled));
  if (ofWorld !== null) return ofWorld;
  return valid(parsePhoneNumberFromString(dialled, home)) ?? valid(parsePhoneNumberFromString(`+${dialled}`));
}

/** A number for a record of the country: without its code if it is read as the same number then, and with a plus if not. */
export function toWritten(e164: string, country: string): string {
  const dialled = toDialled(e164, country);
  return toE164(dialled, country) === e164 && e164 !== `+${dialled}` ? dialled : e164;
}

/** The digits as one dials them in the country: without its code, but with that of another country. */
export function toDialled(e164: string, country: string): string {
  const number = parsePhoneNumberFromString(e164);
  return number?.country === country ? number.nationalNumber : e164.replace(/\D/g, '');
}

/**
 * E.164 values of one line have one such text. In Argentina a mobile is written with its 9, as WhatsApp does, and by many clerks without,
 * where nothing tells it from a landline; no two lines differ in the 9 alone.
 */
export function toLine(e164: string): string {
  return e164.startsWith('+549') ? `+54${e164.slice(4)}` : e164;
}

export function hasLine(phones: readonly Phone[], e164: string): boolean {
  const line = toLine(e164);
  return phones.some((phone) => phone.e164 !== null && toLine(phone.e164) === line);
}

/** The digits that stand together however a number is written: its last group, in the groups that are usual in its country. */
export function toLastDigits(e164: string): string {
  const groups = parsePhoneNumberFromString(e164)?.formatNational().match(/\d+/g) ?? [];
  const length = Math.min(Math.max(groups.at(-1)?.length ?? 0, minLastDigits), maxLastDigits);
  return e164.slice(-length);
}

function readInternational(digits: string): string | null {
  return firstValid(toPresentPlan(digits)) ?? valid(parsePhoneNumberFromString(`+${digits}`));
}

/** Digits alone, and whether they begin with a country's code for certain. */
function readDialled(text: string): { readonly dialled: string; readonly isInternational: boolean } {
  if (/^\d+$/.test(text) && !text.startsWith('00')) return { dialled: text, isInternational: false };
  const plain = text.trim();
  const address = /^(?:whatsapp:|tel:)?([^@]*)(@c\.us|@s\.whatsapp\.net)?$/i.exec(plain);
  const bare = joinAreas(toPlainMarks(address?.[1] ?? plain)).replace(/[ ().-]/g, '');
  const world = /^(\+|00)(.*)$/.exec(bare);
  return { dialled: world?.[2] ?? bare, isInternational: world !== null || address?.[2] !== undefined };
}

function firstValid(candidates: readonly string[]): string | null {
  for (const candidate of candidates) {
    const number = valid(parseStrictly(candidate));
    if (number !== null) return number;
  }
  return null;
}

function valid(number: PhoneNumber | undefined): string | null {
  return number?.isValid() ? number.number : null;
}
