import type { AccountReading } from '../../../../model/account.js';
import type { Locality } from '../../../../model/backend.js';
import { dayIn } from '../../../../model/calendar.js';
import type { ClientRecord } from '../../../../model/client.js';
import { toMoney } from '../../../../model/money.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import type { AccountPort, ClientPort } from '../../../backend.js';
import { type Balance, type Balances, serviceIdOf } from './balance.js';

/** Milliseconds of age up to which a record tells what is carried now; an older one is read anew. */
const maxAgeMs = 30_000;

/** The smallest amount of money, in halves: sums of floats differ by less. */
const tolerance = 0.005;

/** What is owed: the open invoices and what the list of clients carries outside of them (native contract 5.1). */
export function createNativeAccounts(
  balances: Balances,
  clients: Pick<ClientPort, 'find'>,
  locality: Locality,
): AccountPort {
  /** A billing run folds it into the next invoice (native contract 2.11), so that an old one would be owed twice. */
  const refresh = async (client: ClientRecord, call: UpstreamCall): Promise<ClientRecord | null> => {
    const ageMs = Date.now() - client.fetchedAt + (client.lagMs ?? 0);
    if (ageMs <= maxAgeMs && client.isStale !== true) return client;
    return clients.find(client.key, { ...call, isFresh: true });
  };
  return {
    read: async (client, call) => {
      const [balance, current] = await Promise.all([
        balances.read(serviceIdOf(client), client.name, call),
        refresh(client, call),
      ]);
      return toAccount(balance, current, locality);
    },
  };
}

function toAccount(balance: Balance, client: ClientRecord | null, { currency, timeZone }: Locality): AccountReading {
  const invoiced = sumOf(balance);
  const carried = client?.outstandingBalance ?? null;
  const owed = invoiced === null || carried === null ? null : invoiced + Number(carried.amount);
  const dues = balance.invoices.map(({ due }) => due);
  const known = dues.flatMap((due) => due ?? []).sort();
  const [first = null] = known;
  const isPast = first !== null && first < dayIn(timeZone, new Date());
  return {
    owed: toMoney(owed, currency),
    carried,
    invoiced: toMoney(invoiced, currency),
    dueDate: first,
    isOverdue: isPast || known.length === dues.length ? isPast : null,
  };
}

/** @returns null where the invoices cannot all be read, or contradict their own sum. */
function sumOf({ invoices, sum }: Balance): number | null {
  let total = 0;
  for (const invoice of invoices) {
    if (invoice.total === null) return null;
    total += invoice.total;
  }
  return sum === null || Math.abs(total - sum) > tolerance ? null : total;
}
