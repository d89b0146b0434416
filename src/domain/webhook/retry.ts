import type { Store } from '../../store/store.js';
import type { Occurrence } from './event.js';

/** Milliseconds between two tries to reach the store. */
const retryMs = 1_000;

const maxRetries = 60;

/** What could not be published yet. */
export interface Retries {
  plan(occurrence: Occurrence): void;
  close(): void;
}

/** Publishes later what could not be published now, unless its client is purged meanwhile. */
export function createRetries(
  store: Pick<Store, 'events'>,
  publish: (occurrence: Occurrence) => Promise<void>,
): Retries {
  const waiting = new Map<NodeJS.Timeout, Occurrence>();
  const plan = (occurrence: Occurrence, left = maxRetries): void => {
    if (left === 0) return;
    const timer = setTimeout(() => {
      waiting.delete(timer);
      publish(occurrence).catch(() => plan(occurrence, left - 1));
    }, retryMs);
    waiting.set(timer, occurrence);
  };
  const forget = (isMeant: (occurrence: Occurrence) => boolean): void => {
    for (const [timer, occurrence] of waiting) {
      if (!isMeant(occurrence)) continue;
      clearTimeout(timer);
      waiting.delete(timer);
    }
  };
  const stop = store.events.subscribe('client-purged', ({ clientId }) =>
    forget((occurrence) => occurrence.clientId === clientId),
  );
  return {
    plan,
    close: () => {
      stop();
      forget(() => true);
    },
  };
}
