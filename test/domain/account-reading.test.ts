import { describe, expect, it } from 'vitest';
import { readInvoices } from '../../src/domain/account-reading.js';
import type { Invoice } from '../../src/model/invoice.js';

const today = '2026-03-10';

const invoice = (changes: Partial<Invoice> = {}): Invoice => ({
  ...{ id: 'i', backend: 'WISPRO', clientId: 'c', invoiceId: '1', number: null, contractId: null, state: 'PENDING' },
  ...{ periodFrom: null, periodTo: null, issuedAt: null, dueDate: '2026-03-20', secondDueDate: null, total: null },
  ...{ balance: { amount: '10.10', currency: 'ARS' }, items: [] },
  ...changes,
});

const read = (invoices: readonly Invoice[], isTruncated = false) =>
  readInvoices({ invoices, isTruncated }, 'ARS', today);
const ars = (amount: string) => ({ amount, currency: 'ARS' });

describe('an account of which invoices alone are told', () => {
  it('owes what the pending ones leave open, with the earliest due day', () => {
    const later = invoice({ dueDate: '2026-04-20', balance: ars('0.20') });
    const known = [later, invoice(), invoice({ state: 'PAID', dueDate: '2020-01-01' })];
    expect(read(known)).toEqual({
      ...{ owed: ars('10.30'), carried: null, invoiced: ars('10.30'), dueDate: '2026-03-20', isOverdue: false },
    });
    expect(read([])).toMatchObject({ owed: ars('0.00'), dueDate: null, isOverdue: false });
  });

  it('is overdue from the day after', () => {
    expect(read([invoice({ dueDate: today })]).isOverdue).toBe(false);
    expect(read([invoice({ dueDate: '2026-03-09' })]).isOverdue).toBe(true);
    expect(read([invoice({ dueDate: null, secondDueDate: '2026-03-09' })]).isOverdue).toBe(true);
  });

  it.each([
    ['some may be missing', [], true],
    ['an amount cannot be read', [invoice({ balance: null, dueDate: null })], false],
    ['a state is not known', [invoice({ state: 'UNKNOWN' })], true],
  ])('owes nobody knows what where %s', (_, invoices, isTruncated) => {
    expect(read(invoices, isTruncated)).toMatchObject({ owed: null, invoiced: null, isOverdue: null });
  });

  it('is overdue for certain by one invoice, whatever may be missing', () => {
    expect(read([invoice({ dueDate: '2026-03-01' })], true)).toMatchObject({ owed: null, isOverdue: true });
  });
});
