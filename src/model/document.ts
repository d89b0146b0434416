/**
 * An identity document as a key: cédula, DNI, CUIT, NIT, passport.
 * Dots and spaces are how people write it, not what it is.
 * @returns null when what is left cannot be a document (4 to 20 letters and digits, one hyphenated check digit allowed).
 */
export function toDocument(text: string): string | null {
  const document = text.replace(/[.\s]/g, '').toUpperCase();
  return /^[0-9A-Z]{3,19}-?[0-9A-Z]{1,2}(?:-[0-9])?$/.test(document) ? document : null;
}

/** Equal for every way of writing one document: letters and digits alone. */
export function documentKey(document: string): string {
  return document.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
}

/**
 * True for a placeholder that people write when there is no document: no digit in it (`consumidor final`), one digit repeated (11111111) or
 * consecutive digits (12345678), also as the number within a tax id. Many share such a document, so it identifies none of them.
 */
export function isPlaceholder(document: string): boolean {
  const key = documentKey(document);
  const digits = key.replace(/[^0-9]/g, '').replace(/^0+/, '');
  const isTaxId = /^(?:2[03-7]|3[034])[0-9]{9}$/.test(key);
  return isPattern(digits) || (isTaxId && isPattern(dniOfCuit(key)));
}

/** True when each digit equals, follows or precedes the one before it; zero follows nine. */
function isPattern(digits: string): boolean {
  const steps = [...digits].slice(1).map((digit, index) => Number(digit) - Number(digits[index]));
  return (
    [0, -1].some((wanted) => steps.every((step) => step === wanted)) || steps.every((step) => step === 1 || step === -9)
  );
}

/** An Argentine DNI as its 7 or 8 digits, however it was punctuated. @returns null when the text is none. */
export function toDni(text: string): string | null {
  const digits = withoutPunctuation(text);
  return /^[0-9]{7,8}$/.test(digits) && !/^0+$/.test(digits) ? digits : null;
}

const cuitWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;

/** An Argentine CUIT or CUIL as its 11 digits. @returns null when length, kind (first two digits) or check digit is wrong. */
export function toCuit(text: string): string | null {
  const digits = withoutPunctuation(text);
  if (!/^(?:2[03-7]|3[034])[0-9]{9}$/.test(digits)) return null;
  const sum = cuitWeights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  // A remainder of 1 would need the digit 10, which does not exist: such a person is given another kind.
  return (11 - (sum % 11)) % 11 === Number(digits[10]) ? digits : null;
}

/** The document inside a person's CUIT, as DNIs are written: without the zeros that fill it up. */
export function dniOfCuit(cuit: string): string {
  return cuit.slice(2, 10).replace(/^0+/, '');
}

function withoutPunctuation(text: string): string {
  return text.replace(/[.\s-]/g, '');
}
