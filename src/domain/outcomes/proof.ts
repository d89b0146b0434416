import { randomUUID } from 'node:crypto';
import type { Backend } from '../../backends/backend.js';
import type { ClientChange } from '../../model/client.js';
import type { RegisteredPayment } from '../../model/payment-entry.js';
import type { Ticket } from '../../model/ticket.js';
import type { Evidence } from '../../model/write.js';
import type { WriteRecord } from '../../model/write-record.js';
import type { Store } from '../../store/store.js';
import type { UpstreamCall } from '../../upstream/call.js';
import { confirmReport } from '../payment-decision.js';
import { toGatewayTime } from '../ticket-time.js';
import { paymentRegistered, ticketCreated } from '../webhook/occurrence.js';
import type { Webhooks } from '../webhook/webhooks.js';
import type { WriteOperation } from '../writes/operation.js';
import { lookForChange, type UpdateClue } from './change-proof.js';
import { lookForPayment, type PaymentClue, toRegistered } from './payment-proof.js';

/** Finds out whether a write of one mutation has happened, by what the contract of its back end says proves it. */
export interface Prover {
  /** One look at the back end. Reads alone. @param clue of the write, as it was given to `Writes.once`. */
  look(write: WriteRecord, clue: unknown, call: UpstreamCall): Promise<Evidence<unknown>>;
  /** Answer of the mutation when a person says that it happened. Absent: it cannot be made up. */
  readonly answerOf?: (write: WriteRecord, clue: unknown) => unknown;
  /** What else follows from a write that was found to have happened. */
  readonly keep?: (write: WriteRecord, value: unknown, clue: unknown) => Promise<void>;
}

export type Provers = Readonly<Partial<Record<WriteOperation, Prover>>>;

/** Clue of a promise, in which its answer is. */
export type PromiseClue = Readonly<Record<'targetId' | 'validUntil', string>>;

const unreadable = { kind: 'unreadable' } as const;

/** By mutation. One without a prover stays with a person. */
export function createProvers(backends: readonly Backend[], store: Store, webhooks: Webhooks): Provers {
  const backendOf = ({ backend }: WriteRecord): Backend | undefined => backends.find(({ name }) => name === backend);
  return {
    createTicket: {
      look: async (write, _, call) => {
        const evidence = (await backendOf(write)?.tickets?.findByReference?.(write, call)) ?? unreadable;
        if (evidence.kind !== 'found') return evidence;
        // The times of a ticket that was opened here are the gateway's own, also when it is found later.
        return { ...evidence, value: toGatewayTime(evidence.value, new Date(write.requestedAt)) };
      },
      keep: async ({ clientId }, value) => {
        const ticket = value as Ticket;
        await store.tickets.put({ id: ticket.id, clientId, ticket }, [`client:${clientId}`]);
        await webhooks.publishEventually(ticketCreated(ticket, clientId));
      },
    },
    updateClient: {
      look: async (write, clue, call) => {
        const backend = backendOf(write);
        return backend === undefined ? unreadable : lookForChange(backend, write, clue as UpdateClue, call);
      },
      answerOf: (_, clue) => (clue as UpdateClue).wanted,
      keep: async ({ clientId }, value) => {
        const written = { id: randomUUID(), clientId, change: value as ClientChange };
        await store.clientWrites.put(written, ['all', `client:${clientId}`]);
      },
    },
    registerPayment: {
      look: async (write, clue, call) => {
        const backend = backendOf(write);
        return backend === undefined ? unreadable : lookForPayment(backend, write, clue as PaymentClue, call);
      },
      answerOf: (write, clue) => toRegistered(write, clue as PaymentClue, null, write.requestedAt),
      keep: async ({ clientId, reference }, value, clue) => {
        const { reportId } = clue as PaymentClue;
        if (reportId !== null) await confirmReport(store.paymentReports, reportId);
        // What was read since it was sent may lack it.
        await store.events.publish('client-doubted', { clientId });
        await webhooks.publishEventually(paymentRegistered(value as RegisteredPayment, reference));
      },
    },
    // No back end shows promises (native contract 2.15, cloud contract 3.4, Wispro contract 6).
    createPaymentPromise: {
      look: async () => unreadable,
      answerOf: ({ requestedAt }, clue) => ({ reference: null, ...(clue as PromiseClue), createdAt: requestedAt }),
    },
  };
}
