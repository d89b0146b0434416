import { LRUCache } from 'lru-cache';
import type { ClientChange, ClientRecord } from '../model/client.js';
import { toPhones } from '../model/phone.js';
import type { EventBus } from '../store/store.js';

/**
 * Lays an own write over what a back end's caches still answer, until they show it or ten minutes have passed: whoever changed a
 * phone number reads the new one at once, although the list lags five minutes (WispHub contract 1.5).
 */
export interface ClientOverlay {
  apply(record: ClientRecord, phoneCountry: string): ClientRecord;
  /** Whether a client was written within the overlay's time. */
  has(clientId: string): boolean;
  close(): void;
}

const overlayMs = 600_000;
const maxOverlays = 10_000;

export function createClientOverlay(events: EventBus): ClientOverlay {
  const changes = new LRUCache<string, ClientChange>({ max: maxOverlays, ttl: overlayMs });
  const stop = events.subscribe('client-written', ({ clientId, change }) => {
    changes.set(clientId, { ...changes.get(clientId), ...change });
  });
  return {
    apply: (record, phoneCountry) => {
      const change = changes.get(record.id);
      return change === undefined ? record : withChange(record, change, phoneCountry);
    },
    has: (clientId) => changes.has(clientId),
    close: stop,
  };
}

function withChange(record: ClientRecord, { phone, document }: ClientChange, phoneCountry: string): ClientRecord {
  return {
    ...record,
    ...(phone === undefined ? {} : { phones: toPhones(phone, phoneCountry) }),
    ...(document === undefined ? {} : { document }),
  };
}
