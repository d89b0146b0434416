import type { AccountReading, AccountState } from '../model/account.js';
import { signOf } from '../model/decimal.js';
import type { PromisePolicy } from '../model/payment-promise.js';
import type { PromiseRefusal } from '../model/problem.js';
import type { ServiceStatus } from '../model/service-status.js';

/** All that the state of an account follows from. */
export interface AccountFacts extends AccountReading {
  /** States of the contracts, or of the service where there are none. */
  readonly statuses: readonly ServiceStatus[];
  /** Last day of a promise that still holds. Null: none is known. */
  readonly promisedUntil: string | null;
}

/**
 * The rule of all back ends, the first that fits:
 * 1. UP_TO_DATE: all is known, nothing is owed, nothing is open, nothing is overdue.
 * 2. PROMISED: a promise holds.
 * 3. SUSPENDED: the service or a contract is cut off.
 * 4. OVERDUE: an open invoice is past its due day, whatever credit there is.
 * 5. DUE: something is owed or open.
 * 6. UNKNOWN: nothing of this is known.
 */
export function stateOf(facts: AccountFacts): AccountState {
  if (isClear(facts)) return 'UP_TO_DATE';
  if (facts.promisedUntil !== null) return 'PROMISED';
  if (facts.statuses.includes('SUSPENDED')) return 'SUSPENDED';
  if (facts.isOverdue === true) return 'OVERDUE';
  return isDue(facts) ? 'DUE' : 'UNKNOWN';
}

/** Whether a promise can be made, and if not, the reason. Null: not known. */
export interface PromiseOutlook {
  readonly canPromise: boolean | null;
  readonly refusal: PromiseRefusal | null;
}

/** @param taker who takes promises for the client. Null: no back end does, a refusal without a reason of its own. */
export function promiseOutlookOf(
  facts: AccountFacts,
  taker: { readonly policy: PromisePolicy; readonly promisesFor: 'contract' | 'client' } | null,
): PromiseOutlook {
  if (taker === null) return refuse(null);
  const { invoiced, statuses, promisedUntil } = facts;
  if (promisedUntil !== null) return refuse('ALREADY_PROMISED');
  if (taker.policy.onlySuspended && !statuses.includes('SUSPENDED')) {
    return statuses.includes('UNKNOWN') ? unknown : refuse('SERVICE_ACTIVE');
  }
  // A client promises for an open invoice (native contract 2.15), a contract for itself (cloud contract 3.4).
  if (taker.promisesFor === 'contract') return statuses.every((status) => status === 'UNKNOWN') ? unknown : allowed;
  if (invoiced === null) return unknown;
  return signOf(invoiced.amount) > 0 ? allowed : refuse('NOTHING_TO_PAY');
}

const allowed: PromiseOutlook = { canPromise: true, refusal: null };
const unknown: PromiseOutlook = { canPromise: null, refusal: null };

function refuse(refusal: PromiseRefusal | null): PromiseOutlook {
  return { canPromise: false, refusal };
}

function isClear({ owed, invoiced, isOverdue }: AccountFacts): boolean {
  if (owed === null || invoiced === null || isOverdue !== false) return false;
  return signOf(owed.amount) <= 0 && signOf(invoiced.amount) <= 0;
}

/** What is carried is owed for certain where no more is known: open invoices can only add to it. */
function isDue({ owed, carried, invoiced }: AccountFacts): boolean {
  const known = owed === null ? [invoiced, carried] : [owed, invoiced];
  return known.some((money) => money !== null && signOf(money.amount) > 0);
}
