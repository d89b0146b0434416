import type { BackendState, Capability } from '../../../model/backend.js';
import type { ClientRecord } from '../../../model/client.js';
import { UpstreamError } from '../../../model/errors.js';
import { remainingMs, type UpstreamCall } from '../../../upstream/call.js';
import type { BreakerState } from '../../../upstream/resilience/circuit-breaker.js';
import type { Backend, ClientPort, InvoicePort, PaymentLinkPort, PromisePort } from '../../backend.js';
import { capabilitiesOf } from '../../capability.js';
import type { Inspection } from '../../inspection.js';
import { cloudIdOf } from '../cloud/client-record.js';
import { AmbiguousClient } from '../protocol/answer.js';
import { type Counterparts, counterpartOf, createCounterparts } from './counterpart.js';
import { inspectIds } from './id-inspection.js';
import { createServerNames } from './server-name.js';

/**
 * Both ways to one Wispro: each question goes to the one that answers it best, and where that one is down to the other (cloud contract
 * 5.1). Records have the same ids at both.
 */
export function combine(suricata: Backend, cloud: Backend, promisesBy: 'suricata' | 'api'): Backend {
  const counterparts = createCounterparts(suricata.clients);
  const promises =
    promisesBy === 'api' || suricata.promises === undefined
      ? cloud.promises
      : joinPromises(suricata.promises, counterparts);
  const backend = {
    name: 'WISPRO',
    locality: cloud.locality,
    clients: combineClients(suricata.clients, cloud.clients, counterparts),
    contracts: true,
    contactDetails: true,
    ...onlyOf(cloud),
    absent: () => absentOf(cloud, promisesBy),
    ...(suricata.invoices === undefined || cloud.invoices === undefined
      ? {}
      : { invoices: combineInvoices(suricata.invoices, cloud.invoices, counterparts) }),
    ...(suricata.paymentLinks === undefined || cloud.paymentLinks === undefined
      ? {}
      : { paymentLinks: combineLinks(suricata.paymentLinks, cloud.paymentLinks, counterparts) }),
    // One of them, and never the other after an unclear outcome: both would be two promises.
    ...(promises === undefined ? {} : { promises }),
    inspect: async (documents: readonly string[]) => inspectBoth(suricata, cloud, documents),
    // The integration's contract assumes nothing that a read would show.
    ...(cloud.learn === undefined ? {} : { learn: cloud.learn }),
    breakers: () => {
      const [one, other] = [suricata.breakers(), cloud.breakers()];
      return {
        read: worseOf(one.read, other.read),
        list: worseOf(one.list, other.list),
        write: worseOf(one.write, other.write),
      };
    },
    concurrency: () => {
      const [one, other] = [suricata.concurrency(), cloud.concurrency()];
      return { read: one.read + other.read, list: one.list + other.list, write: one.write + other.write };
    },
    close: () => {
      suricata.close();
      cloud.close();
    },
  } as const;
  return {
    ...backend,
    status: () => {
      const capabilities = capabilitiesOf(backend);
      const [one, other] = [suricata.status(), cloud.status()];
      const times = [one.checkedAt, other.checkedAt].filter((time) => time !== null);
      const checkedAt = times.sort((left, right) => right.getTime() - left.getTime())[0] ?? null;
      return { backend: 'WISPRO', dialect: null, state: stateOf(one.state, other.state), capabilities, checkedAt };
    },
  };
}

/** Parts that the API alone has. */
function onlyOf({ tickets, plans, accounts, payments, paymentEntries, identity }: Backend): Partial<Backend> {
  return {
    ...(tickets === undefined ? {} : { tickets }),
    ...(plans === undefined ? {} : { plans }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(payments === undefined ? {} : { payments }),
    ...(paymentEntries === undefined ? {} : { paymentEntries }),
    ...(identity === undefined ? {} : { identity }),
  };
}

/** Capabilities of which the integration has no part, or may not have. */
const alone: ReadonlySet<Capability> = new Set(['TICKETS', 'CLIENT_TICKETS', 'PLANS', 'ACCOUNT', 'PAYMENTS']);

/** What the key does not open, but for the parts in which the integration stands in. */
function absentOf(cloud: Backend, promisesBy: 'suricata' | 'api'): ReadonlySet<Capability> {
  const absent = cloud.absent?.() ?? new Set();
  if (absent.size === 0) return absent;
  const isAbsent = (each: Capability): boolean =>
    alone.has(each) || (each === 'PAYMENT_PROMISES' && promisesBy === 'api');
  return new Set([...absent].filter(isAbsent));
}

/** The API by whatever key, but those that the integration alone made; the names of access servers from the integration. */
function combineClients(suricata: ClientPort, cloud: ClientPort, counterparts: Counterparts): ClientPort {
  const names = createServerNames(counterparts);
  return {
    keyKinds: cloud.keyKinds,
    find: async (key, call) => {
      if (key.kind === 'CLIENT_ID' && key.value.startsWith('~')) return suricata.find(key, call);
      const ask = async () => names.complete(await cloud.find(key, call), call);
      // The integration cannot search by phone, so that what it does not find may be there.
      if (!suricata.keyKinds.includes(key.kind)) return ask();
      return orElse(ask, () => suricata.find(key, call), call, counterparts);
    },
    ...(cloud.list === undefined ? {} : { list: cloud.list }),
    held: cloud.held,
    ...(cloud.listsWithoutBalance === undefined ? {} : { listsWithoutBalance: cloud.listsWithoutBalance }),
  };
}

/** The API has every page; the integration shows the first. A client without an id is known to the integration alone. */
function combineInvoices(suricata: InvoicePort, cloud: InvoicePort, counterparts: Counterparts): InvoicePort {
  return {
    list: (client: ClientRecord, call) =>
      cloudIdOf(client) === null
        ? suricata.list(client, call)
        : orElse(
            () => cloud.list(client, call),
            () => suricata.list(client, call),
            call,
            counterparts,
          ),
  };
}

/** The integration's are documented; the API's stand in where it is down, or knows none. */
function combineLinks(suricata: PaymentLinkPort, cloud: PaymentLinkPort, counterparts: Counterparts): PaymentLinkPort {
  return {
    links: async (invoice, call) => {
      if (counterparts.differ === true) return cloud.links(invoice, call);
      const links = await orElse(
        () => suricata.links(invoice, call),
        () => cloud.links(invoice, call),
        call,
        counterparts,
      );
      return links.length > 0 ? links : cloud.links(invoice, call).catch(() => links);
    },
  };
}

/**
 * The second where the first fails. An answer that is clear is final: several clients under one key are so at both, and the second might
 * show the first of them.
 * @throws {UpstreamError} of the first, where both fail.
 */
async function orElse<Value>(
  first: () => Promise<Value>,
  second: () => Promise<Value>,
  call: UpstreamCall,
  { differ }: Pick<Counterparts, 'differ'>,
): Promise<Value> {
  try {
    return await first();
  } catch (error) {
    // The second would know nothing by these ids, or show the same client under another one.
    if (differ === true) throw error;
    if (!(error instanceof UpstreamError) || error instanceof AmbiguousClient || remainingMs(call) <= 0) throw error;
    return second().catch((other: unknown) => {
      throw other instanceof UpstreamError ? error : other;
    });
  }
}

/** The integration knows a contract by its own id. */
function joinPromises(suricata: PromisePort, counterparts: Counterparts): PromisePort {
  return {
    ...suricata,
    create: async (target, validUntil, call) => {
      const { client, contract } = target;
      if (counterparts.differ !== true || contract === null) return suricata.create(target, validUntil, call);
      const record = await notSent(counterparts.find(client, call));
      const theirs = record === null ? undefined : counterpartOf(contract, record);
      if (record === null || theirs === undefined) return { kind: 'not-found' };
      return suricata.create({ client: record, contract: theirs }, validUntil, call);
    },
  };
}

async function notSent<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof UpstreamError ? error.asNotSent() : error;
  }
}

/** The API first: by the documents that it gives, records are found at the integration. */
async function inspectBoth(suricata: Backend, cloud: Backend, documents: readonly string[]): Promise<Inspection> {
  const own = (await cloud.inspect?.(documents)) ?? { diagnostics: [], documents: [] };
  const other = await suricata.inspect?.([...documents, ...own.documents]);
  const ids = await inspectIds(suricata.clients, cloud.clients, [...documents, ...own.documents]);
  return { diagnostics: [...own.diagnostics, ...(other?.diagnostics ?? []), ...ids], documents: own.documents };
}

/** One that is down leaves the other serving. */
function stateOf(one: BackendState, other: BackendState): BackendState {
  if (one === other) return one;
  const known = [one, other].filter((state) => state !== 'UNKNOWN');
  return known.every((state) => state === 'UP') ? 'UP' : 'DEGRADED';
}

const worstFirst: readonly BreakerState[] = ['open', 'half-open', 'closed'];

function worseOf(one: BreakerState, other: BreakerState): BreakerState {
  return worstFirst.find((state) => state === one || state === other) ?? 'closed';
}
