import type { AccountPort } from '../backends/backend.js';
import { hasCapability } from '../backends/capability.js';
import type { AccountReading } from '../model/account.js';
import { dayIn } from '../model/calendar.js';
import { sumDecimals } from '../model/decimal.js';
import type { Invoice, InvoiceList } from '../model/invoice.js';
import type { CachedBackend } from './cache/cached-backend.js';

/** A back end of which every account can be read: by its own rule, or from as much as it tells. */
export function withAccounts(backend: CachedBackend): CachedBackend {
  const { accounts, absent, locality } = backend;
  const read: AccountPort['read'] = async (client, call) => {
    if (accounts !== undefined && hasCapability(backend, 'ACCOUNT')) return accounts.read(client, call);
    if (backend.invoices === undefined || !hasCapability(backend, 'INVOICES')) {
      return { ...nothingKnown, carried: client.outstandingBalance };
    }
    const list = await backend.invoices.list(client, call);
    return readInvoices(list, locality.currency, dayIn(locality.timeZone, new Date()));
  };
  const lacks = (): ReturnType<NonNullable<typeof absent>> =>
    new Set([...(absent?.() ?? [])].filter((capability) => capability !== 'ACCOUNT'));
  return { ...backend, accounts: { read }, ...(absent === undefined ? {} : { absent: lacks }) };
}

const nothingKnown: AccountReading = { owed: null, carried: null, invoiced: null, dueDate: null, isOverdue: null };

/**
 * An account of which nothing but invoices is given: what is owed is what they leave open. Nothing is known for certain where some may be
 * missing, or one cannot be read, but that one which is there is overdue.
 */
export function readInvoices({ invoices, isTruncated }: InvoiceList, currency: string, today: string): AccountReading {
  const open = invoices.filter(({ state }) => state === 'PENDING');
  const days = open.map(dueDayOf);
  const known = days.filter((day) => day !== null).sort();
  const isWhole = !isTruncated && invoices.every(({ state }) => state !== 'UNKNOWN');
  const balances = open.map(({ balance }) => balance?.amount ?? null).filter((amount) => amount !== null);
  const isCounted = isWhole && balances.length === open.length;
  const owed = isCounted ? { amount: sumDecimals(balances), currency } : null;
  const isOverdue = known.some((day) => day < today) ? true : isWhole && known.length === days.length ? false : null;
  return { owed, carried: null, invoiced: owed, dueDate: known[0] ?? null, isOverdue };
}

function dueDayOf({ dueDate, secondDueDate }: Invoice): string | null {
  return dueDate ?? secondDueDate;
}
