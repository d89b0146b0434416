import { createContract, createInvoices, createSubscriber } from '../../fixtures/builder.js';
import { createId, serialOf } from '../../fixtures/identifier.js';
import type { Contract, Subscriber } from '../../fixtures/subscriber.js';
import type { EmulatedIssue, EmulatedPayment } from './record.js';

function person(serial: number, name: string, dni: string, cod: string) {
  return { name, dni, cuit: '', cod, publicId: 2000 + serial, clientId: createId('client', serial) };
}

/** Planted subscribers whom only this API can show as they are, by what is odd about them (cloud contract 11). */
export const cloudCases = {
  /** Sixty invoices `n1` to `n60`, newest first: of five years, and all paid but `n1`. */
  sixtyInvoices: {
    ...person(101, 'SESENTA FACTURAS ELENA', '30222001', '0077'),
    contracts: { enabled: createId('contract', 101) },
    invoices: Array.from({ length: 60 }, (_, index) => createId('invoice', 301 + index)),
  },
  /** Its code without the zeros of the one above (cloud contract T21). */
  plainCode: {
    ...person(102, 'CÓDIGO SIN CEROS', '30222002', '77'),
    contracts: { enabled: createId('contract', 102) },
  },
  /** A document of Venezuela, stored with its letter. */
  lettered: { ...person(103, 'CÉDULA CON LETRA', 'V12345678', ''), contracts: { enabled: createId('contract', 103) } },
  /** A RUC of Ecuador in the field of the document. */
  longDocument: {
    ...person(104, 'RUC EN EL DOCUMENTO', '1712345678001', ''),
    contracts: { enabled: createId('contract', 104) },
  },
} as const;

const newestInvoice = '2025-03-01';

export function createCloudPlanted(): readonly Subscriber[] {
  const { sixtyInvoices } = cloudCases;
  const contractId = sixtyInvoices.contracts.enabled;
  return [
    createSubscriber(sixtyInvoices, {
      contracts: [createContract(contractId)],
      invoices: createInvoices(sixtyInvoices.invoices, newestInvoice, (index) => ({
        contractId,
        state: index === 0 ? 'pending' : 'paid',
        moneyAs: index % 2 === 0 ? 'text' : 'number',
      })),
    }),
    ...[cloudCases.plainCode, cloudCases.lettered, cloudCases.longDocument].map((planted) =>
      createSubscriber(planted, { contracts: [createContract(planted.contracts.enabled)] }),
    ),
  ];
}

/** Categories of tickets; two share a name, of which the second is the younger. */
export const categories = [
  { id: createId('category', 1), name: 'Sin conexión', level: 'High', isPublic: true },
  { id: createId('category', 2), name: 'Lentitud', level: 'Medium', isPublic: true },
  { id: createId('category', 3), name: 'Consulta', level: 'Low', isPublic: false },
  { id: createId('category', 4), name: 'Lentitud', level: 'Low', isPublic: false },
] as const;

/** Tickets in the three states; another tool has overwritten the text of the closed one (cloud contract T24). */
export function createIssues(subscribers: readonly Subscriber[]): readonly EmulatedIssue[] {
  const [owner] = subscribers;
  const states = ['closed', 'finalized', 'pending'] as const;
  return states.map((state, index) => ({
    id: createId('issue', index + 1),
    publicId: 510 + index,
    title: categories[index]?.name ?? '',
    description: state === 'closed' ? 'Cerrado por el técnico' : `[ref:0000000${index}] no navega`,
    state,
    categoryId: categories[index]?.id ?? null,
    clientId: index === 1 ? null : (owner?.id ?? null),
    contractId: index === 1 ? null : (owner?.contracts[0]?.id ?? null),
    assignableId: null,
    createdAt: `2025-03-0${index + 1}T10:00:00.000-03:00`,
  }));
}

/** A payment for each paid invoice of the planted subscribers, the last of them void. */
export function createPayments(subscribers: readonly Subscriber[]): readonly EmulatedPayment[] {
  const paid = subscribers.flatMap((client) =>
    client.invoices.filter(({ state }) => state === 'paid').map((invoice) => ({ client, invoice })),
  );
  const byDay = paid.sort((left, right) => left.invoice.from.localeCompare(right.invoice.from));
  return byDay.map(({ client, invoice }, index) => ({
    id: createId('payment', index + 1),
    publicId: index + 1,
    clientId: client.id,
    cents: invoice.cents,
    creditCents: 0,
    state: index === byDay.length - 1 ? 'void' : 'success',
    paidAt: `${invoice.from.slice(0, 8)}09T12:00:00.000-03:00`,
    createdAt: `${invoice.from.slice(0, 8)}09T12:00:05.000-03:00`,
    code: `TRX-${serialOf(invoice.id)}`,
    comment: null,
    parts: [{ invoice, cents: invoice.cents }],
  }));
}

/** Contract of an id, with its owner. */
export interface OwnedContract {
  readonly owner: Subscriber;
  readonly contract: Contract;
}

/** All contracts, oldest first. */
export function contractsOf(subscribers: readonly Subscriber[]): readonly OwnedContract[] {
  const owned = subscribers.flatMap((owner) => owner.contracts.map((contract) => ({ owner, contract })));
  return owned.sort((left, right) => serialOf(left.contract.id) - serialOf(right.contract.id));
}
