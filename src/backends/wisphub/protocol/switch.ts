import { UpstreamError } from '../../../model/errors.js';
import type { Backend } from '../../backend.js';
import { isUnknownPath } from './answer.js';
import type { Installation } from './installation.js';

/** The parts that WispHub has by either way. */
export type SwitchedParts = Required<
  Pick<Backend, 'clients' | 'clientUpdates' | 'tickets' | 'zones' | 'plans' | 'pings'>
>;

/** Thrown by the middleware's parts when there is no middleware: nothing has been sent. */
export class SpokenNatively extends Error {
  override readonly name = 'SpokenNatively';
}

/**
 * Parts that go by the middleware until it turns out that there is none, and then by WispHub's own API until that has gone. A write that
 * failed there without a doubt goes the other way; one that is in doubt is an outcome, no error.
 */
export function createSwitch(
  middleware: SwitchedParts,
  native: SwitchedParts,
  installation: Pick<Installation, 'dialect' | 'hasLeftNative'>,
): SwitchedParts {
  const isNative = (): boolean => installation.dialect === 'native';
  const askMiddleware = async <Value>(ask: (parts: SwitchedParts) => Promise<Value>): Promise<Value> => {
    try {
      return await ask(middleware);
    } catch (error) {
      if (error instanceof SpokenNatively) return ask(native);
      throw error;
    }
  };
  const by = async <Value>(ask: (parts: SwitchedParts) => Promise<Value>): Promise<Value> => {
    if (!isNative()) return askMiddleware(ask);
    try {
      return await ask(native);
    } catch (error) {
      const isElsewhere = error instanceof UpstreamError && (!error.mayHaveArrived || isUnknownPath(error));
      if (!isElsewhere || !(await installation.hasLeftNative(error))) throw error;
      native.clients.held?.forget();
      return askMiddleware(ask);
    }
  };
  return {
    clients: {
      keyKinds: middleware.clients.keyKinds,
      find: (key, call) => by(({ clients }) => clients.find(key, call)),
      list: (call) => by(({ clients }) => clients.list?.(call) ?? Promise.reject(new Error('no list'))),
      lacks: (list, call) => by(async ({ clients }) => (await clients.lacks?.(list, call)) ?? false),
      get held() {
        return (isNative() ? native : middleware).clients.held;
      },
    },
    clientUpdates: { update: (...input) => by(({ clientUpdates }) => clientUpdates.update(...input)) },
    tickets: {
      subjects: (call) => by(({ tickets }) => tickets.subjects(call)),
      find: (...input) => by(({ tickets }) => tickets.find(...input)),
      create: (...input) => by(({ tickets }) => tickets.create(...input)),
    },
    zones: { load: (...input) => by(({ zones }) => zones.load(...input)) },
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
