import type { Capability } from '../../../model/backend.js';
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
  'CLIENT_TICKETS',
  'CONTACT_DETAILS',
  'NETWORK',
]);

/** Thrown by the middleware's parts when there is no middleware: nothing has been sent. */
export class SpokenNatively extends Error {
  override readonly name = 'SpokenNatively';
}

/**
 * Parts that go by the middleware until it turns out that there is none, and then by WispHub's own API.
 * @param isNative true once that is known.
 */
export function createSwitch(middleware: SwitchedParts, native: SwitchedParts, isNative: () => boolean): SwitchedParts {
  const by = async <Value>(ask: (parts: SwitchedParts) => Promise<Value>): Promise<Value> => {
    if (isNative()) return ask(native);
    try {
      return await ask(middleware);
    } catch (error) {
      if (error instanceof SpokenNatively) return ask(native);
      throw error;
    }
  };
  return {
    clients: {
      keyKinds: middleware.clients.keyKinds,
      find: (key, call) => by(({ clients }) => clients.find(key, call)),
      list: (call) => by(({ clients }) => clients.list?.(call) ?? Promise.reject(new Error('no list'))),
      lacks: (list, call) => by(async ({ clients }) => (await clients.lacks?.(list, call)) ?? false),
    },
    clientUpdates: {
      update: (...input) => by(({ clientUpdates }) => clientUpdates.update(...input)),
      absence: () => (isNative() ? (native.clientUpdates.absence?.() ?? null) : null),
    },
    tickets: {
      needs: middleware.tickets.needs,
      subjects: (call) => by(({ tickets }) => tickets.subjects(call)),
      find: (...input) => by(({ tickets }) => tickets.find(...input)),
      ...(native.tickets.list === undefined ? {} : { list: native.tickets.list }),
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
