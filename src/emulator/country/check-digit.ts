/** Sum of each digit times its weight. */
function weigh(digits: string, weights: readonly number[]): number {
  return weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
}

/** Weights from the right: 2, 3 … to `last`, and again from 2. */
function rising(count: number, last: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => 2 + ((count - 1 - index) % (last - 1)));
}

/** Argentina's CUIT, of ten digits. @returns null where the digit would be 10: such a number is not given out. */
export function cuitDigit(digits: string): string | null {
  const rest = weigh(digits, rising(10, 7)) % 11;
  return rest === 1 ? null : String((11 - rest) % 11);
}

/** Chile's RUT, of any length: a digit or `K`. */
export function rutDigit(digits: string): string {
  const check = 11 - (weigh(digits, rising(digits.length, 7)) % 11);
  return check === 11 ? '0' : check === 10 ? 'K' : String(check);
}

const nitWeights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47] as const;

/** Colombia's NIT, of eleven digits at most. */
export function nitDigit(digits: string): string {
  const rest = weigh([...digits].reverse().join(''), nitWeights.slice(0, digits.length)) % 11;
  return String(rest < 2 ? rest : 11 - rest);
}

/** Digits of every second place doubled, as a card number's. */
function luhnSum(digits: string): number {
  const values = [...digits].map((digit, index) => Number(digit) * (index % 2 === 0 ? 2 : 1));
  return values.reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
}

/** Ecuador's cédula, of nine digits. */
export function ecuadorianDigit(digits: string): string {
  return String((10 - (luhnSum(digits) % 10)) % 10);
}

/** Ecuador's RUC of a company, of nine digits. @returns null where the digit would be 10 */
export function ecuadorianCompanyDigit(digits: string): string | null {
  const rest = weigh(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return rest === 1 ? null : String((11 - rest) % 11);
}

/** Peru's RUC, of ten digits. */
export function peruvianDigit(digits: string): string {
  return String((11 - (weigh(digits, rising(10, 7)) % 11)) % 10);
}

const rifLetters: Readonly<Record<string, number>> = { V: 1, E: 2, J: 3, P: 4, G: 5 };

/** Venezuela's RIF, of its letter and eight digits. */
export function rifDigit(letter: string, digits: string): string {
  const sum = 4 * (rifLetters[letter] ?? 0) + weigh(digits, [3, 2, 7, 6, 5, 4, 3, 2]);
  const check = 11 - (sum % 11);
  return String(check > 9 ? 0 : check);
}

/** Both digits of a CPF (nine digits) or a CNPJ (twelve). */
export function brazilianDigits(digits: string): string {
  const next = (before: string): string => {
    const rest = weigh(before, rising(before.length, digits.length === 9 ? 12 : 9)) % 11;
    return String(rest < 2 ? 0 : 11 - rest);
  };
  const first = next(digits);
  return first + next(digits + first);
}

/** Uruguay's cédula, of seven digits. */
export function uruguayanDigit(digits: string): string {
  return String((10 - (weigh(digits, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10);
}

/** Uruguay's RUT, of eleven digits. @returns null where the digit would be 10 */
export function uruguayanCompanyDigit(digits: string): string | null {
  const rest = weigh(digits, rising(11, 9)) % 11;
  return rest === 1 ? null : String((11 - rest) % 11);
}

/** Paraguay's RUC, of any length. */
export function paraguayanDigit(digits: string): string {
  const rest = weigh(digits, rising(digits.length, 11)) % 11;
  return String(rest > 1 ? 11 - rest : 0);
}

const curpAlphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** Mexico's CURP, of seventeen characters. */
export function curpDigit(text: string): string {
  const sum = [...text].reduce((total, letter, index) => total + curpAlphabet.indexOf(letter) * (18 - index), 0);
  return String((10 - (sum % 10)) % 10);
}

const rfcAlphabet = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';

/** Mexico's RFC, of eleven characters of a company or twelve of a person. */
export function rfcDigit(text: string): string {
  const padded = text.padStart(12, ' ');
  const sum = [...padded].reduce((total, letter, index) => total + rfcAlphabet.indexOf(letter) * (13 - index), 0);
  const rest = sum % 11;
  return rest === 0 ? '0' : rest === 1 ? 'A' : String(11 - rest);
}
