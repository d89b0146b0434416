import type { AccountReading } from '../../../../model/account.js';
import { toAmount } from '../../../../model/amount.js';
import type { Locality } from '../../../../model/backend.js';
import { dayIn } from '../../../../model/calendar.js';
import type { ClientRecord } from '../../../../model/client.js';
import { UpstreamError } from '../../../../model/errors.js';
import type { Invoice, InvoiceList } from '../../../../model/invoice.js';
import { type Money, toMoney } from '../../../../model/money.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import type { AccountPort, InvoicePort } from '../../../backend.js';
import { cloudIdOf } from '../client-record.js';
import { recordOf } from '../protocol/list.js';
import { type CloudSession, defineRoute } from '../protocol/session.js';

const accountRoute = defineRoute('/clients/{id}/current_account');

/**
 * Balance of a client, positive when the client owes: theirs is the other way round (cloud contract T7).
 * @returns null when it is missing or no number, which is not 0.
 */
export async function readBalance(
  session: CloudSession,
  id: string,
  locality: Locality,
  call: UpstreamCall,
): Promise<Money | null> {
  const account = recordOf(await session.read({ route: accountRoute, id }, call));
  const balance = toAmount(account?.balance_amount, locality);
  return balance === null ? null : toMoney(turn(balance), locality.currency);
}

/** Milliseconds for which the balance that came with a client's record is that of now: one operation asks for both. */
const recentMs = 5_000;

export function createCloudAccounts(session: CloudSession, locality: Locality, invoices: InvoicePort): AccountPort {
  const owedBy = (client: ClientRecord, call: UpstreamCall): Promise<Money | null> | Money | null => {
    const { outstandingBalance, fetchedAt, isStale } = client;
    const isRecent = Date.now() - fetchedAt < recentMs && isStale !== true && call.isFresh !== true;
    if (outstandingBalance !== null && isRecent) return outstandingBalance;
    const id = cloudIdOf(client);
    return id === null ? null : readBalance(session, id, locality, call);
  };
  return {
    read: async (client, call) => {
      // Invoices tell the days alone, for two requests more.
      const listing = call.budget === undefined ? unlessFailed(invoices.list(client, call)) : null;
      const [owed, list] = await Promise.all([owedBy(client, call), listing]);
      return { owed, carried: null, invoiced: null, ...readDueDays(list, dayIn(locality.timeZone, new Date())) };
    },
  };
}

/** What is owed is shown without the invoices as well. */
async function unlessFailed(reading: Promise<InvoiceList>): Promise<InvoiceList | null> {
  return reading.catch((error: unknown) => {
    if (error instanceof UpstreamError) return null;
    throw error;
  });
}

/** By the open invoices: the balance has no day. Nothing is known by a list that may lack some, but that one is overdue. */
function readDueDays(list: InvoiceList | null, today: string): Pick<AccountReading, 'dueDate' | 'isOverdue'> {
  const open = (list?.invoices ?? []).filter(isOpen);
  const days = open.map(({ dueDate, secondDueDate }) => dueDate ?? secondDueDate);
  const known = days.filter((day) => day !== null).sort();
  const isWhole = list !== null && !list.isTruncated && known.length === days.length && open.every(isUnderstood);
  const isOverdue = open.some((invoice, index) => isUnderstood(invoice) && (days[index] ?? today) < today);
  return { dueDate: isWhole ? (known[0] ?? null) : null, isOverdue: isOverdue || (isWhole ? false : null) };
}

/** Owed is what has a balance and is neither void nor a draft (cloud contract 3.1). */
function isOpen({ state, balance }: Invoice): boolean {
  const isOwed = balance === null || Number(balance.amount) > 0;
  return isOwed && state !== 'VOID' && state !== 'DRAFT' && state !== 'PAID';
}

/** A state of an unknown name may be an invoice that is not to be paid, and so may one without a balance. */
function isUnderstood({ state, balance }: Invoice): boolean {
  return state !== 'UNKNOWN' && balance !== null;
}

/** The sign of a decimal, turned: money is no float (cloud contract T8). */
function turn(decimal: string): string {
  if (decimal.startsWith('-')) return decimal.slice(1);
  return /[1-9]/.test(decimal) ? `-${decimal}` : decimal;
}
