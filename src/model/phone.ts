import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';

/** One telephone number: as the back end wrote it, and as E.164 when it can be completed. */
export interface Phone {
  readonly raw: string;
  readonly e164: string | null;
}

/** The numbers of a field that may hold several, in their order. Country: ISO 3166 alpha-2, for numbers without a code. */
export function toPhones(field: string | null | undefined, country: string): readonly Phone[] {
  return (field ?? '')
    .split(/[,;/|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((raw) => ({ raw, e164: toE164(raw, country) }));
}

/** @returns null when the text is not one possible number of the country, or of the world if it begins with +. */
export function toE164(text: string, country: string): string | null {
  if (!/^\+?[0-9 ().-]{5,25}$/.test(text)) return null;
  const number =
    parsePhoneNumberFromString(text, country as CountryCode) ??
    parsePhoneNumberFromString(`+${text}`, country as CountryCode);
  if (number?.isValid()) return number.number;
  const international = parsePhoneNumberFromString(`+${text.replace(/\D/g, '')}`);
  return international?.isValid() ? international.number : null;
}

/** The digits as one dials them in the country: without its code, but with that of another country. */
export function toDialled(e164: string, country: string): string {
  const number = parsePhoneNumberFromString(e164);
  return number?.country === country ? number.nationalNumber : e164.replace(/\D/g, '');
}
