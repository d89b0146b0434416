import { signOf } from '../model/decimal.js';
import type { FieldProblem } from '../model/problem.js';
import { isIdempotencyKey } from './writes/write.js';

/** Values of a payment as a caller gives them. */
export interface PaymentForm {
  /** Decimal string. */
  readonly amount: string;
  /** ISO 4217. Undefined: that of the back end. */
  readonly currency?: string | undefined;
  readonly reference: string;
  readonly method?: string | undefined;
  readonly bank?: string | undefined;
  readonly contentHash?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

const maxNameLength = 100;

/** Everything that is wrong with a payment, before any back end is asked. @param currency of the back end. */
export function checkPayment(form: PaymentForm, currency: string): readonly FieldProblem[] {
  const { amount, reference, method, bank, contentHash, idempotencyKey } = form;
  const malformed: readonly (readonly [path: string, isMalformed: boolean])[] = [
    ['currency', form.currency !== undefined && form.currency !== currency],
    ['reference', !isReference(reference)],
    ['method', isMalformedName(method)],
    ['bank', isMalformedName(bank)],
    ['contentHash', contentHash !== undefined && !/^[0-9a-f]{64}$/i.test(contentHash)],
    ['idempotencyKey', idempotencyKey !== undefined && !isIdempotencyKey(idempotencyKey)],
  ];
  const isAmount = signOf(amount) > 0 && /^\d{1,12}\.\d\d$/.test(amount);
  return [
    ...(isAmount ? [] : [{ path: ['amount'], kind: 'outOfRange' } as const]),
    ...malformed.flatMap(([path, isMalformed]) => (isMalformed ? [{ path: [path], kind: 'malformed' } as const] : [])),
  ];
}

/** Visible ASCII with single blanks within: what a back end stores as it is sent (native contract A23). */
function isReference(text: string): boolean {
  return text.length <= 50 && /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(text);
}

/** By which two references are the same, however they are written. */
export function toReferenceKey(reference: string): string {
  return reference.toUpperCase();
}

function isMalformedName(name: string | undefined): boolean {
  return name !== undefined && (name.trim() === '' || name.length > maxNameLength || /\p{Cc}/u.test(name));
}
