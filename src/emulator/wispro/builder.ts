import { endOfMonth, monthBefore } from './calendar.js';
import { createId, serialOf } from './identifier.js';
import type { AccessServer, Contract, Invoice, Place, Subscriber } from './subscriber.js';

/** The provider's access servers. */
export const accessServers = [
  { id: createId('server', 1), name: 'RDA-10-PRU' },
  { id: createId('server', 2), name: 'RDA-20-PRU' },
] as const satisfies readonly AccessServer[];

/** The plans, by id alone: no route tells their names or prices (D6). */
export const planIds: readonly string[] = [1, 2, 3].map((serial) => createId('plan', serial));

const samplePlace: Place = {
  street: 'Calle 63',
  number: '1000',
  city: 'Ciudad Prueba',
  province: 'Buenos Aires',
  latitude: '-38.5500000',
  longitude: '-58.74999999999999',
};

export type Identity = Pick<Subscriber, 'name' | 'dni' | 'cuit' | 'cod' | 'publicId'> & { readonly clientId: string };

/** A subscriber with the sample's values for every fact not given. */
export function createSubscriber(identity: Identity, facts: Partial<Subscriber>): Subscriber {
  const { clientId, ...keys } = identity;
  const serial = serialOf(clientId);
  return {
    id: clientId,
    ...keys,
    email: `cliente${serial}@example.test`,
    phone: `15${String(400_000 + serial)}`,
    phoneMobile: `+549226${String(2_400_000 + serial)}`,
    place: samplePlace,
    zone: null,
    password: null,
    extra: {},
    absence: 'usual',
    contracts: [],
    invoices: [],
    leaky: false,
    ...facts,
  };
}

/** A contract whose `public_id` follows from its id: contract 1 is 15001. */
export function createContract(id: string, facts: Partial<Contract> = {}): Contract {
  return {
    id,
    publicId: 15_000 + serialOf(id),
    planId: createId('plan', 1),
    server: accessServers[0],
    state: 'enabled',
    absence: 'usual',
    ...facts,
  };
}

/** An invoice for the month that begins on `from`, due on its 10th and 20th; invoice 1 has the number `00000123`. */
export function createInvoice(id: string, from: string, facts: Partial<Invoice> = {}): Invoice {
  return {
    id,
    number: String(122 + serialOf(id)).padStart(8, '0'),
    contractId: null,
    state: 'pending',
    cents: 1_500_000,
    moneyAs: 'text',
    description: 'Plan 50 MB',
    from,
    to: endOfMonth(from),
    issuedAt: `${from}T06:00:03.120-03:00`,
    firstDueDate: `${from.slice(0, 8)}10`,
    secondDueDate: `${from.slice(0, 8)}20`,
    absence: 'usual',
    ...facts,
  };
}

/** Invoices for one month after another, going back from `newest`. */
export function createInvoices(ids: readonly string[], newest: string, facts: (index: number) => Partial<Invoice>) {
  return ids.map((id, index) => createInvoice(id, monthBefore(newest, index), facts(index)));
}
