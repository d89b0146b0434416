import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js';
import { parsePhoneNumberFromString as parseStrictly } from 'libphonenumber-js/max';

/** One telephone number: as the back end wrote it, and as E.164 when it can be completed. */
export interface Phone {
  readonly raw: string;
  readonly e164: string | null;
}

/** Between the numbers of one field. */
const separator = /[,;/|&\n]| [yeo] /i;

/** Fewer are no number: people write `N/A`, `S/N`, a dash or a zero where there is none. */
const minDigits = 5;

/** A field holds a few numbers: what is behind these is not looked at, for each takes longer to read than most else of a record. */
const maxNumbers = 20;
const maxFieldLength = 1_000;

/** The numbers of a field that may hold several, in their order. Country: ISO 3166 alpha-2, for numbers without a code. */
export function toPhones(field: string | null | undefined, country: string): readonly Phone[] {
  return (field ?? '')
    .slice(0, maxFieldLength)
    .split(separator, maxNumbers)
    .map((part) => part.trim())
    .filter((part) => part.replace(/\D/g, '').length >= minDigits)
    .map((raw) => ({ raw, e164: toE164(raw, country) }));
}

/**
 * Text that says `+` or `00` is a number of the world. Other text is one of the country, or of the world without its plus: that of the two
 * which is in use; the shorter tables, which know lengths and beginnings alone, decide about ranges that are too new for the longer.
 * @returns null when the text is not one number.
 */
export function toE164(text: string, country: string): string | null {
  if (!/^\+?[0-9 ().-]{5,25}$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  const international = /^(?:\+|[ ().-]*0[ ().-]*0)/.test(text) ? digits.replace(/^00/, '') : null;
  if (international !== null) return valid(parsePhoneNumberFromString(`+${international}`));
  const home = country as CountryCode;
  for (const parse of [parseStrictly, parsePhoneNumberFromString]) {
    const number = valid(parse(text, home)) ?? valid(parse(`+${digits}`));
    if (number !== null) return number;
  }
  return null;
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

function valid(number: PhoneNumber | undefined): string | null {
  return number?.isValid() ? number.number : null;
}
