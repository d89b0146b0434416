import { dniOfCuit, plainKey } from './document.js';

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
