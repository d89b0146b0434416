import type { Capability } from '../../../model/backend.js';
import { UpstreamError } from '../../../model/errors.js';
import type { Backend } from '../../backend.js';

/** The parts that WispHub has by either way. */
export type SwitchedParts = Required<
  Pick<Backend, 'clients' | 'clientUpdates' | 'tickets' | 'zones' | 'plans' | 'pings'>
>;

/** Capabilities that WispHub's own API alone has. */
export const nativeCapabilities: ReadonlySet<Capability> = new Set([
  'INVOICES',
  'PAYMENT_LINKS',
  'PAYMENT_PROMISES',
  'ACCOUNT',
  'PAYMENT_ENTRY',
  'CLIENT_TICKETS',
  'CONTACT_DETAILS',
  'NETWORK',
]);

/** Thrown by the middleware's parts when there is no middleware: nothing has been sent. */
export class SpokenNatively extends Error {
  override readonly name = 'SpokenNatively';
}

/**
 * Thrown by WispHub's own API when a middleware is found in its place: nothing has been done by the request that met it. A read behind a
 * write must not let it through, or the write would be made again.
 */
export class LeftNative extends Error {
  override readonly name = 'LeftNative';
}

/** Parts that go by the middleware until it turns out that there is none, then by WispHub's own API until a middleware is there again. */
export function createSwitch(middleware: SwitchedParts, native: SwitchedParts, isNative: () => boolean): SwitchedParts {
  const by = async <Value>(ask: (parts: SwitchedParts) => Promise<Value>): Promise<Value> => {
    const [parts, others] = isNative() ? [native, middleware] : [middleware, native];
    try {
      return await ask(parts);
    } catch (error) {
      if (!(error instanceof SpokenNatively) && !(error instanceof LeftNative)) throw error;
      if (error instanceof LeftNative) native.clients.held?.forget();
      return ask(others);
    }
  };
  return {
    clients: {
      get keyKinds() {
        return (isNative() ? native : middleware).clients.keyKinds;
      },
      find: (key, call) => by(({ clients }) => clients.find(key, call)),
      list: (call) => by(({ clients }) => clients.list?.(call) ?? Promise.reject(new Error('no list'))),
      lacks: (list, call) => by(async ({ clients }) => (await clients.lacks?.(list, call)) ?? false),
      get held() {
        return (isNative() ? native : middleware).clients.held;
      },
    },
    clientUpdates: {
      update: (...input) => by(({ clientUpdates }) => clientUpdates.update(...input)),
      absence: () => (isNative() ? (native.clientUpdates.absence?.() ?? null) : null),
    },
    tickets: {
      needs: middleware.tickets.needs,
      subjects: (call) => by(({ tickets }) => tickets.subjects(call)),
      find: (...input) => by(({ tickets }) => tickets.find(...input)),
      list: (...input) =>
        by(async ({ tickets }) => (await tickets.list?.(...input)) ?? { tickets: [], isTruncated: true }),
      create: (...input) => by(({ tickets }) => tickets.create(...input)),
      findByReference: (wanted, call) =>
        by(async ({ tickets }) => {
          // After a start nothing may have been asked yet by which it turns out what is installed.
          if (!isNative()) await tickets.subjects(call);
          return tickets.findByReference?.(wanted, call) ?? { kind: 'unreadable' };
        }),
    },
    zones: {
      load: (...input) => by(({ zones }) => zones.load(...input)),
      names: (call) => by(async ({ zones }) => (await zones.names?.(call)) ?? new Map()),
    },
    plans: {
      list: (call) => by(({ plans }) => plans.list(call)),
      detail: (...input) => by(({ plans }) => plans.detail(...input)),
    },
    pings: {
      start: (...input) => by(({ pings }) => pings.start(...input)),
      read: (...input) => by(({ pings }) => pings.read(...input)),
    },
  };
}

/**
 * Parts that only WispHub's own API has. One that meets a middleware in its place fails, with nothing done: the next question is not asked of
 * it any more.
 */
export function untilLeft<Parts extends Partial<Backend>>(own: Parts): Parts {
  const guard = (part: unknown): unknown =>
    Object.fromEntries(
      Object.entries(part as object).map(([name, value]) => [
        name,
        typeof value === 'function' ? orGone(value) : value,
      ]),
    );
  return Object.fromEntries(Object.entries(own).map(([name, part]) => [name, guard(part)])) as Parts;
}

function orGone(ask: (...input: readonly unknown[]) => Promise<unknown>): typeof ask {
  return (...input) =>
    ask(...input).catch((error: unknown) => {
      if (!(error instanceof LeftNative)) throw error;
      throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB', { mayHaveArrived: false, cause: error });
    });
}
