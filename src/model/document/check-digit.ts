import { isDigits } from './writing.js';

/** Sum of the digits, each times its weight. */
export function weigh(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) sum += (weights[at] ?? 0) * (digits.charCodeAt(at) - 48);
  return sum;
}

/** The same with the weights counted from the last digit. */
export function weighFromEnd(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    sum += (weights[at] ?? 0) * (digits.charCodeAt(digits.length - 1 - at) - 48);
  }
  return sum;
}

/** True when the sum of digits, every other one doubled from the last but one on, is a multiple of ten (ISO/IEC 7812, "Luhn"). */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    const doubled = at % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return isDigits(digits) && sum % 10 === 0;
}

/** True for a day as `YYMMDD`. */
export function isShortDay(digits: string): boolean {
  const [month, day] = [Number(digits.slice(2, 4)), Number(digits.slice(4, 6))];
  return isDigits(digits) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
