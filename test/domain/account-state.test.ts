import { array, assert, boolean, constantFrom, option, property, record as recordOf } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountFacts, promiseOutlookOf, stateOf } from '../../src/domain/account-state.js';
import { serviceStatuses } from '../../src/model/service-status.js';

const money = (amount: string) => ({ amount, currency: 'COP' });

const clear: AccountFacts = {
  ...{ owed: money('0.00'), carried: money('0.00'), invoiced: money('0.00'), dueDate: null, isOverdue: false },
  ...{ statuses: ['ACTIVE'], promisedUntil: null },
};

const nothing: AccountFacts = { ...clear, owed: null, carried: null, invoiced: null, isOverdue: null };

describe('the state of an account', () => {
  it.each([
    ['nothing owed', 'UP_TO_DATE', clear],
    ['a credit', 'UP_TO_DATE', { ...clear, owed: money('-5.00'), carried: money('-5.00') }],
    ['nothing owed by who is cut off', 'UP_TO_DATE', { ...clear, statuses: ['SUSPENDED'] }],
    ['nothing owed any more after a promise', 'UP_TO_DATE', { ...clear, promisedUntil: '2026-03-01' }],
    ['an open invoice', 'DUE', { ...clear, owed: money('9.00'), invoiced: money('9.00') }],
    ['an open invoice that a credit covers', 'DUE', { ...clear, owed: money('-1.00'), invoiced: money('9.00') }],
    ['what is carried alone', 'DUE', { ...clear, owed: money('3.00'), carried: money('3.00') }],
    ['what is carried, where no more is known', 'DUE', { ...nothing, carried: money('3.00') }],
    ['no more than a credit', 'UNKNOWN', { ...nothing, carried: money('-3.00') }],
    ['an overdue invoice', 'OVERDUE', { ...clear, owed: money('9.00'), isOverdue: true }],
    ['an overdue invoice beside a credit', 'OVERDUE', { ...clear, owed: money('-9.00'), isOverdue: true }],
    ['an overdue invoice, and no more', 'OVERDUE', { ...nothing, isOverdue: true }],
    ['an overdue invoice of who is cut off', 'SUSPENDED', { ...nothing, isOverdue: true, statuses: ['SUSPENDED'] }],
    ['one contract of two cut off', 'SUSPENDED', { ...nothing, statuses: ['ACTIVE', 'SUSPENDED'] }],
    [
      'a promise of who is still cut off',
      'PROMISED',
      { ...nothing, statuses: ['SUSPENDED'], promisedUntil: '2026-03-01' },
    ],
    ['nothing at all', 'UNKNOWN', nothing],
    ['nothing owed, and nothing said of invoices', 'UNKNOWN', { ...clear, invoiced: null }],
    ['nothing owed, and nothing said of due days', 'UNKNOWN', { ...clear, isOverdue: null }],
  ] as const)('of %s is %s', (_, state, facts) => {
    expect(stateOf(facts)).toBe(state);
  });

  it('says that nothing is owed only where all is known and none of it owed, open or overdue', () => {
    const amount = option(constantFrom('-1.00', '0.00', '1.00').map(money));
    const facts = recordOf({
      ...{ owed: amount, carried: amount, invoiced: amount, dueDate: constantFrom(null), isOverdue: option(boolean()) },
      ...{ statuses: array(constantFrom(...serviceStatuses)), promisedUntil: option(constantFrom('2026-03-01')) },
    });
    assert(
      property(facts, (each) => {
        const isClear =
          [each.owed, each.invoiced].every((known) => known !== null && known.amount !== '1.00') &&
          each.isOverdue === false;
        expect(stateOf(each) === 'UP_TO_DATE').toBe(isClear);
      }),
    );
  });
});

describe('a promise', () => {
  const byContract = { policy: { maxDays: 10, onlySuspended: true }, promisesFor: 'contract' } as const;
  const byClient = { policy: { maxDays: 10, onlySuspended: false }, promisesFor: 'client' } as const;

  it.each([
    ['where none is taken', false, null, clear, null],
    ['for a service that runs', false, 'SERVICE_ACTIVE', clear, byContract],
    ['for a contract that is cut off', true, null, { ...nothing, statuses: ['SUSPENDED'] }, byContract],
    ['for who knows what', null, null, { ...nothing, statuses: ['UNKNOWN'] }, byContract],
    ['beside one that holds', false, 'ALREADY_PROMISED', { ...clear, promisedUntil: '2026-03-01' }, byContract],
    ['without an open invoice', false, 'NOTHING_TO_PAY', clear, byClient],
    ['for an open invoice', true, null, { ...clear, invoiced: money('9.00') }, byClient],
    ['where invoices are not known', null, null, nothing, byClient],
  ] as const)('%s: %s, %s', (_, canPromise, refusal, facts, taker) => {
    expect(promiseOutlookOf(facts, taker)).toEqual({ canPromise, refusal });
  });
});
