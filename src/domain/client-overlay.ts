import { LRUCache } from 'lru-cache';
import type { BackEnd } from '../backends/backend.js';
import type { Backend } from '../model/backend.js';
import type { ClientKey, ClientRecord } from '../model/client.js';
import { documentKey } from '../model/document.js';
import { decodeId } from '../model/id.js';
import { type Phone, toPhones } from '../model/phone.js';
import type { Clock, EventBus } from '../store/store.js';

/**
 * Lays own writes over what back ends still answer: whoever changed a phone number reads the new one at once, although the list lags
 * five minutes and several workers answer in turn (WispHub contract 1.5, 1.11, 2.3). What a record says of a field counts as older than
 * the write if it was asked for, less the time by which such answers lag, before the write ended: then the written value is shown.
 * Anything younger is the back end's own news, and stands.
 */
export interface ClientOverlay {
  /** @param askedAt when the record was asked for, by the overlay's clock. @returns the same record when no write changes it. */
  apply(record: ClientRecord, askedAt: number): ClientRecord;
  /** The client whom an own write gave a phone or a document: the back end may not find them by it yet, or no longer. */
  findId(key: ClientKey, backend: Backend): string | null;
  close(): void;
}

/** What own writes have made of one field, by client. */
interface Written<Value> {
  readonly value: Value;
  readonly writtenAt: number;
}

/** After that nothing is shown that is older than the write: a list lags five minutes, and stands in for ten. */
const overlayMs = 900_000;
const maxOverlays = 10_000;

export function createClientOverlay(
  events: EventBus,
  backEnds: readonly Pick<BackEnd, 'name' | 'locality'>[],
  clock: Clock = () => performance.now(),
): ClientOverlay {
  const phones = createWritten<readonly Phone[]>(clock);
  const documents = createWritten<string>(clock);
  const closePurged = events.subscribe('client-purged', ({ clientId }) => {
    for (const field of [phones, documents]) field.delete(clientId);
  });
  const closeWritten = events.subscribe('client-written', ({ clientId, change: { phone, document } }) => {
    const writtenAt = clock();
    const backEnd = backEnds.find(({ name }) => name === decodeId(clientId)?.backend);
    if (backEnd === undefined) return;
    if (phone !== undefined) {
      phones.set(clientId, { value: toPhones(phone, backEnd.locality.phoneCountry), writtenAt });
    }
    if (document !== undefined) documents.set(clientId, { value: document, writtenAt });
  });
  return {
    apply: (record, askedAt) => {
      const asOf = askedAt - (record.lagMs ?? 0);
      const phone = findSince(phones, record.id, asOf);
      const document = findSince(documents, record.id, asOf);
      if (phone === undefined && document === undefined) return record;
      return { ...record, phones: phone ?? record.phones, document: document ?? record.document };
    },
    findId: ({ kind, value }, backend) => {
      if (kind === 'PHONE') {
        return findWritten(phones, backend, (written) => written.some(({ e164 }) => e164 === value));
      }
      if (kind !== 'DOCUMENT') return null;
      return findWritten(documents, backend, (written) => documentKey(written) === documentKey(value));
    },
    close: () => {
      closeWritten();
      closePurged();
    },
  };
}

function createWritten<Value>(clock: Clock): LRUCache<string, Written<Value>> {
  return new LRUCache({ max: maxOverlays, ttl: overlayMs, ttlResolution: 0, perf: { now: clock } });
}

/** What was written of a field since its record was true, if anything. */
function findSince<Value>(field: LRUCache<string, Written<Value>>, id: string, asOf: number): Value | undefined {
  if (field.size === 0) return undefined;
  const written = field.get(id);
  return written !== undefined && asOf <= written.writtenAt ? written.value : undefined;
}

/** The client of a back end who was last given a value. */
function findWritten<Value>(
  field: LRUCache<string, Written<Value>>,
  backend: Backend,
  isWanted: (value: Value) => boolean,
): string | null {
  let last: readonly [id: string, written: Written<Value>] | undefined;
  for (const [id, written] of field.entries()) {
    if (!isWanted(written.value) || decodeId(id)?.backend !== backend) continue;
    if (last === undefined || written.writtenAt > last[1].writtenAt) last = [id, written];
  }
  return last?.[0] ?? null;
}
