import { LRUCache } from 'lru-cache';
import type { Backend } from '../../backends/backend.js';
import { atMost } from '../../model/at-most.js';
import type { BackendName } from '../../model/backend.js';
import type { ClientKey, ClientRecord } from '../../model/client.js';
import { documentKey } from '../../model/document.js';
import { decodeId } from '../../model/id.js';
import { hasLine, type Phone, toPhones } from '../../model/phone.js';
import type { ClientWritten } from '../../store/event-bus.js';
import { clientWriteLifetimeMs } from '../../store/repository.js';
import type { Clock, Store } from '../../store/store.js';

/**
 * Applies pending writes to records of back ends, so that reads reflect the gateway's own writes at once, although the list lags five
 * minutes and several workers answer in turn (WispHub contract 1.5, 1.11, 2.3). A field counts as older than the write when its record was
 * requested, less the lag of such answers, before the write ended: then the written value is shown. A younger value comes from the back end
 * and stands.
 *
 * A write with an unknown outcome may still land: records older than its latest possible landing are shown as stale.
 */
export interface PendingWrites {
  /** @param requestedAt time of the record's request, by the clock of this object. @returns the same record when no write changes it. */
  apply(record: ClientRecord, requestedAt: number): ClientRecord;
  /** Everybody whom a write may change. */
  writtenIds(): ReadonlySet<string>;
  /** Clients to whom writes gave a phone or a document, the latest first: the back end may not find them by it yet, or no longer. */
  findIds(key: ClientKey, backend: BackendName): readonly string[];
  /** Resolves once earlier writes are read from the store, or the store is out of reach, in which case reading is repeated. */
  readonly restored: Promise<void>;
  close(): void;
}

/** Written values of one field by client. */
interface Written<Value> {
  readonly value: Value;
  /** Time at which this instance received the event, by its own clock: machines need not agree on the time. */
  readonly writtenAt: number;
  /** Later writes have greater ones. */
  readonly order: number;
}

const maxOverlays = 10_000;

/**
 * Milliseconds after an unclear answer within which a change may still land: the native system was seen to take 12 s (WispHub contract
 * 0.3).
 */
const landingMs = 60_000;

/** Between two tries to read what was written before. */
const retryMs = 1_000;

export function createPendingWrites(
  { events, clientWrites }: Pick<Store, 'events' | 'clientWrites'>,
  backends: readonly Pick<Backend, 'name' | 'locality'>[],
  clock: Clock = () => performance.now(),
): PendingWrites {
  const phones = createWritten<readonly Phone[]>(clock);
  const documents = createWritten<string>(clock);
  const doubts = new LRUCache<string, number>({
    ...atMost(maxOverlays),
    ttl: clientWriteLifetimeMs,
    ttlResolution: 0,
    perf: { now: clock },
  });
  const stopDoubting = events.subscribe('client-doubted', ({ clientId }) => doubts.set(clientId, clock()));
  const stopPurging = events.subscribe('client-purged', ({ clientId }) => {
    for (const field of [phones, documents, doubts]) field.delete(clientId);
  });
  const lay = ({ clientId, change: { phone, document } }: ClientWritten, order: number): void => {
    const backend = backends.find(({ name }) => name === decodeId(clientId)?.backend);
    if (backend === undefined) return;
    const { phoneCountry } = backend.locality;
    const writtenAt = clock();
    const set = <Value>(field: LRUCache<string, Written<Value>>, value: Value): void => {
      const written = field.peek(clientId);
      if (written === undefined || written.order < order) field.set(clientId, { value, writtenAt, order });
    };
    if (phone !== undefined) set(phones, toPhones(phone, phoneCountry));
    if (document !== undefined) set(documents, document);
  };
  let received = 0;
  const stop = events.subscribe('client-written', (write) => {
    received += 1;
    lay(write, received);
  });
  let isClosed = false;
  let retry: NodeJS.Timeout | undefined;
  const restore = async (): Promise<void> => {
    const writes = await clientWrites.list('all').catch(() => null);
    // Events received meanwhile are later, or the same.
    for (const [index, write] of writes?.entries() ?? []) lay(write, -index);
    if (writes === null && !isClosed) retry = setTimeout(restore, retryMs).unref();
  };

  const apply: PendingWrites['apply'] = (record, requestedAt) => {
    const asOf = requestedAt - (record.lagMs ?? 0);
    const phone = findSince(phones, record.id, asOf);
    const document = findSince(documents, record.id, asOf);
    const isDoubted = asOf <= (doubts.get(record.id) ?? Number.NEGATIVE_INFINITY) + landingMs;
    if (phone === undefined && document === undefined && !isDoubted) return record;
    const written = { ...record, phones: phone ?? record.phones, document: document ?? record.document };
    return isDoubted ? { ...written, isStale: true } : written;
  };
  return {
    apply,
    writtenIds: () => new Set([...phones.keys(), ...documents.keys(), ...doubts.keys()]),
    findIds: ({ kind, value }, backend) => {
      if (kind === 'PHONE') {
        return findWritten(phones, backend, (written) => hasLine(written, value));
      }
      if (kind !== 'DOCUMENT') return [];
      const country = backends.find(({ name }) => name === backend)?.locality.country;
      if (country === undefined) return [];
      const wanted = documentKey(value, country);
      return findWritten(documents, backend, (written) => documentKey(written, country) === wanted);
    },
    restored: restore(),
    close: () => {
      isClosed = true;
      stop();
      stopDoubting();
      stopPurging();
      clearTimeout(retry);
    },
  };
}

function createWritten<Value>(clock: Clock): LRUCache<string, Written<Value>> {
  return new LRUCache({ ...atMost(maxOverlays), ttl: clientWriteLifetimeMs, ttlResolution: 0, perf: { now: clock } });
}

/** Latest write of a field after its record's time, if any. */
function findSince<Value>(field: LRUCache<string, Written<Value>>, id: string, asOf: number): Value | undefined {
  if (field.size === 0) return undefined;
  const written = field.get(id);
  return written !== undefined && asOf <= written.writtenAt ? written.value : undefined;
}

/** The clients of a back end who were given a value, the last first. */
function findWritten<Value>(
  field: LRUCache<string, Written<Value>>,
  backend: BackendName,
  isWanted: (value: Value) => boolean,
): readonly string[] {
  return [...field.entries()]
    .filter(([id, { value }]) => isWanted(value) && decodeId(id)?.backend === backend)
    .sort(([, one], [, other]) => other.order - one.order)
    .map(([id]) => id);
}
