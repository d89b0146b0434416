import { randomUUID } from 'node:crypto';
import type { Backend } from '../../backends/backend.js';
import type { ClientChange, ClientRecord } from '../../model/client.js';
import { documentKey } from '../../model/document.js';
import { decodeId } from '../../model/id.js';
import { type Phone, toPhones } from '../../model/phone.js';
import type { Ticket } from '../../model/ticket.js';
import type { Evidence, WriteRecord } from '../../model/write.js';
import type { Store } from '../../store/store.js';
import type { UpstreamCall } from '../../upstream/call.js';
import { toGatewayTime } from '../ticket-time.js';
import type { WriteOperation } from './operation.js';

/** Finds out whether a write of one mutation has happened, by what the contract of its back end says proves it. */
export interface Prover {
  /** One look at the back end. Reads alone. @param clue of the write, as it was given to `Writes.once`. */
  look(write: WriteRecord, clue: unknown, call: UpstreamCall): Promise<Evidence<unknown>>;
  /** Answer of the mutation when a person says that it happened. Absent: it cannot be made up. */
  readonly valueOf?: (write: WriteRecord, clue: unknown) => unknown;
  /** What else follows from a write that was found to have happened. */
  readonly keep?: (write: WriteRecord, value: unknown) => Promise<void>;
}

export type Provers = Readonly<Partial<Record<WriteOperation, Prover>>>;

/** Clue of a change of a client: as they were before it, and as they were to be. */
export interface UpdateClue {
  readonly before: ClientChangeable;
  readonly wanted: ClientChange;
}

type ClientChangeable = Pick<ClientRecord, 'document'> & { readonly phones: readonly string[] };

/** Clue of a promise, in which its answer is. */
export interface PromiseClue {
  readonly targetId: string;
  readonly validUntil: string;
}

const unreadable = { kind: 'unreadable' } as const;
const unclear = { kind: 'unclear' } as const;

/** By mutation. One without a prover stays with a person. */
export function createProvers(backends: readonly Backend[], store: Store): Provers {
  const backendOf = ({ backend }: WriteRecord): Backend | undefined => backends.find(({ name }) => name === backend);
  return {
    createTicket: {
      look: async (write, _, call) => {
        const { clientId, reference } = write;
        const { tickets } = backendOf(write) ?? {};
        const evidence = (await tickets?.findByReference?.({ clientId, reference }, call)) ?? unreadable;
        if (evidence.kind !== 'found') return evidence;
        // The times of a ticket that was opened here are the gateway's own, also when it is found later.
        return { ...evidence, value: toGatewayTime(evidence.value, new Date(write.requestedAt)) };
      },
      keep: async ({ clientId }, value) => {
        const ticket = value as Ticket;
        await store.tickets.put({ id: ticket.id, clientId, ticket }, [`client:${clientId}`]);
      },
    },
    updateClient: {
      look: async (write, clue, call) => {
        const backend = backendOf(write);
        return backend === undefined ? unreadable : lookForChange(backend, write, clue as UpdateClue, call);
      },
      valueOf: (_, clue) => (clue as UpdateClue).wanted,
      keep: async ({ clientId }, value) => {
        const written = { id: randomUUID(), clientId, change: value as ClientChange };
        await store.clientWrites.put(written, ['all', `client:${clientId}`]);
      },
    },
    // No back end shows promises (native contract 2.15, cloud contract 3.4, Wispro contract 6).
    createPaymentPromise: {
      look: async () => unreadable,
      valueOf: ({ requestedAt }, clue) => ({ reference: null, ...(clue as PromiseClue), createdAt: requestedAt }),
    },
  };
}

export function toChangeable({ phones, document }: ClientRecord): ClientChangeable {
  return { phones: phones.map(({ raw }) => raw), document };
}

/** A third value is neither proof: somebody else has changed it since. */
async function lookForChange(
  backend: Backend,
  { clientId }: WriteRecord,
  { before, wanted }: UpdateClue,
  call: UpstreamCall,
): Promise<Evidence<ClientChange>> {
  const [kind] = backend.clients.keyKinds;
  const value = decodeId(clientId)?.key[0];
  if (kind === undefined || value === undefined) return unreadable;
  const record = await backend.clients.find({ kind, value }, { ...call, isFresh: true });
  if (record === null) return unclear;
  const { country, phoneCountry } = backend.locality;
  const hasDocument = (document: string | null): boolean =>
    wanted.document === undefined ||
    documentKey(record.document ?? '', country) === documentKey(document ?? '', country);
  const hasPhones = (phones: readonly Phone[]): boolean =>
    wanted.phone === undefined || linesOf(record.phones) === linesOf(phones);
  const isWanted = hasDocument(wanted.document ?? null) && hasPhones(toPhones(wanted.phone ?? '', phoneCountry));
  if (isWanted) return { kind: 'found', value: wanted };
  const wasBefore = hasDocument(before.document) && hasPhones(toPhones(before.phones.join(','), phoneCountry));
  const rule = backend.clientUpdates?.absence?.() ?? null;
  return wasBefore && rule !== null ? { kind: 'absent', rule } : unclear;
}

function linesOf(phones: readonly Phone[]): string {
  return phones
    .map(({ e164, raw }) => e164 ?? raw)
    .sort()
    .join(' ');
}
