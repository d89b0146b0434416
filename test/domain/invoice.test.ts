import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Invoices } from '../../src/domain/invoice.js';
import type { Services } from '../../src/domain/services.js';
import type { Invoice } from '../../src/model/invoice.js';
import { backgroundCall } from '../../src/upstream/call.js';

const services = {
  backends: [{ name: 'WISPRO', invoices: {}, locality: { timeZone: 'America/Argentina/Buenos_Aires' } }],
} as unknown as Services;
const invoices = new Invoices(services, undefined as never, backgroundCall());
const check = (known: Partial<Invoice>): boolean =>
  invoices.isOverdue({ backend: 'WISPRO', state: 'PENDING', dueDate: null, secondDueDate: null, ...known } as Invoice);

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-03-11T02:30:00Z') }));
afterEach(() => vi.useRealTimers());

it('an invoice is overdue after its due day, by the calendar of the ISP, where it is still the tenth', () => {
  expect(check({ dueDate: '2026-03-09' })).toBe(true);
  expect(check({ dueDate: '2026-03-10' })).toBe(false);
  expect(check({ dueDate: '2026-03-11' })).toBe(false);
});

it('an invoice without a due day goes by its second, one that is paid is never overdue', () => {
  expect(check({ secondDueDate: '2026-03-09' })).toBe(true);
  expect(check({ dueDate: '2026-03-10', secondDueDate: '2026-03-09' })).toBe(false);
  expect(check({})).toBe(false);
  expect(check({ state: 'PAID', dueDate: '2026-01-01' })).toBe(false);
});
