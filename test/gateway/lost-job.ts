import {
  CreatePaymentPromiseDocument,
  CreateTicketDocument,
  RegisterPaymentDocument,
} from '../../src/client/generated/operations.js';
import type { WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import type { WisproCloudEmulator } from '../../src/emulator/wispro/cloud/index.js';
import { dayIn } from '../../src/model/calendar.js';
import { encodeId } from '../../src/model/id.js';
import type { Run } from './write-job.js';

export type Kind = 'ticket' | 'payment' | 'cloudPayment' | 'promise';

/** A result of any kind. */
export interface Told {
  readonly typename: string;
  readonly reference?: string | undefined;
  readonly retryable?: boolean;
}

/** One write under one key. */
export interface Job {
  readonly kind: Kind;
  /** What its effect is known by. */
  readonly name: string;
  send(run: Run): Promise<Told>;
}

interface Backends {
  readonly wispHub: WispHubEmulator;
  readonly cloud: WisproCloudEmulator;
}

/** Of ten: four tickets and two payments at WispHub, three payments at Wispro, one promise, which no back end shows. */
const mix: readonly Kind[] = [
  ...(['ticket', 'payment', 'cloudPayment', 'ticket', 'promise'] as const),
  ...(['cloudPayment', 'ticket', 'payment', 'cloudPayment', 'ticket'] as const),
];

/** The planted ones owe in ways of their own. */
const planted = 1_100;

/** @throws when there are too few clients. */
export function lostJobs({ wispHub, cloud }: Backends, count: number): readonly Job[] {
  const rows = wispHub.clients.filter(({ id_servicio: id }) => id > planted);
  const able = rows.filter(({ tecnico, zona }) => tecnico !== null && zona !== null).values();
  const promising = rows.filter(({ estado }) => estado === 'Suspendido').slice(0, Math.ceil(count / mix.length));
  const owing = rows.filter((row) => row.estado === 'Suspendido' || Number(row.saldo) > 0);
  const suspended = promising.values();
  const paying = owing.filter((row) => !promising.includes(row)).values();
  const day = dayIn('America/Bogota', new Date(Date.now() + 3 * 86_400_000));
  const make: Readonly<Record<Kind, (index: number) => Job>> = {
    ticket: (index) => {
      const clientId = encodeId('Client', 'WISPHUB', numberOf(able.next().value));
      const name = `ticket-${index}-`;
      const input = { clientId, subject: 'Internet Lento', description: name, idempotencyKey: name };
      return job('ticket', name, async (run) => toTold(await run(CreateTicketDocument, { input }), 'createTicket'));
    },
    payment: (index) => {
      const service = numberOf(paying.next().value);
      const invoiceId = encodeId('Invoice', 'WISPHUB', service, service * 10 + 1);
      return payment('payment', { invoiceId }, `Hub-${index}`);
    },
    cloudPayment: (index) => {
      const client = cloud.clients[index % cloud.clients.length];
      const clientId = encodeId('Client', 'WISPRO', client?.id ?? '');
      return payment('cloudPayment', { clientId }, `Cloud-${index}`);
    },
    promise: () => {
      const service = numberOf(suspended.next().value);
      const input = { clientId: encodeId('Client', 'WISPHUB', service), validUntil: day };
      return job('promise', `promise-${service * 10 + 1}`, async (run) =>
        toTold(
          await run(CreatePaymentPromiseDocument, { input: { ...input, idempotencyKey: `promise-${service}` } }),
          'createPaymentPromise',
        ),
      );
    },
  };
  return Array.from({ length: count }, (_, index) => make[mix[index % mix.length] ?? 'ticket'](index));
}

/** How often each write has happened, by its name, as the back ends have recorded it. */
export function countLost({ wispHub, cloud }: Backends, jobs: readonly Job[]): ReadonlyMap<string, number> {
  const known = new Set(jobs.map(({ name }) => name));
  const { tickets, payments, promises } = wispHub.effects;
  const names: readonly string[] = [
    ...tickets.map(({ descripcion }) => /ticket-\d+-/.exec(String(descripcion))?.[0] ?? ''),
    ...payments.map(({ reference }) => reference),
    ...promises.map((made) => `promise-${(made as { readonly factura: number }).factura}`),
    ...cloud.payments.map(({ code }) => code ?? ''),
  ];
  const counts = new Map<string, number>();
  for (const name of names) if (known.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Payments of invoices that had just been carried into others: paid or not, a person must judge them. */
export async function movedPayments({ wispHub }: Pick<Backends, 'wispHub'>): Promise<ReadonlySet<string>> {
  const moved = new Set<string>();
  for (const { invoiceId, reference } of wispHub.effects.payments) {
    const headers = { authorization: 'Api-Key wisphub-planted-api-key' };
    const response = await fetch(`${wispHub.url}/api/facturas/${invoiceId}/`, { headers });
    if ((await response.text()).includes('Transferida a la')) moved.add(reference);
  }
  return moved;
}

function payment(
  kind: Kind,
  target: { readonly invoiceId: string } | { readonly clientId: string },
  name: string,
): Job {
  const input = { ...target, amount: '100.50', reference: name, idempotencyKey: name };
  return job(kind, name, async (run) => toTold(await run(RegisterPaymentDocument, { input }), 'registerPayment'));
}

function job(kind: Kind, name: string, send: Job['send']): Job {
  return { kind, name, send };
}

function numberOf(row: { readonly id_servicio: number } | undefined): number {
  if (row === undefined) throw new Error('too few clients');
  return row.id_servicio;
}

function toTold({ data, errors }: Awaited<ReturnType<Run>>, field: string): Told {
  const result = (data as Readonly<Record<string, { __typename: string; reference?: string; code?: string }>> | null)?.[
    field
  ];
  const [error] = errors;
  if (result === undefined || result === null) {
    return { typename: `error ${error?.extensions.code}`, retryable: error?.extensions.retryable === true };
  }
  const { __typename: typename, reference, code } = result;
  return { typename, reference, retryable: code === 'IDEMPOTENCY_IN_PROGRESS' };
}
