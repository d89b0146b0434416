import { LRUCache } from 'lru-cache';
import type { ClientKey, ClientRecord } from '../model/client.js';
import { documentKey } from '../model/document.js';
import { toE164, toPhones } from '../model/phone.js';
import type { ClientWritten, EventBus } from '../store/store.js';

/**
 * Lays an own write over what a back end's caches still answer: whoever changed a phone number reads the new one at once, although the
 * list lags five minutes and several workers answer in turn (WispHub contract 1.5, 1.11). A value that an own write has replaced is
 * shown as the new one, for ten minutes; any other is the back end's own news, and stands.
 */
export interface ClientOverlay {
  apply(record: ClientRecord, phoneCountry: string): ClientRecord;
  /** The client whom an own write gave a phone or a document: the back end may not find them by it yet. */
  findId(key: ClientKey, phoneCountry: string): string | null;
  close(): void;
}

/** What own writes have made of one field. */
interface Rewritten {
  readonly value: string;
  readonly replaced: ReadonlySet<string>;
}

interface Overlaid {
  readonly phone?: Rewritten;
  readonly document?: Rewritten;
}

const overlayMs = 600_000;
const maxOverlays = 10_000;

export function createClientOverlay(events: EventBus): ClientOverlay {
  const overlays = new LRUCache<string, Overlaid>({ max: maxOverlays, ttl: overlayMs });
  const close = events.subscribe('client-written', (written) => {
    overlays.set(written.clientId, toOverlaid(overlays.get(written.clientId), written));
  });
  return {
    apply: (record, phoneCountry) => {
      if (overlays.size === 0) return record;
      const overlaid = overlays.get(record.id);
      return overlaid === undefined ? record : withOverlay(record, overlaid, phoneCountry);
    },
    findId: ({ kind, value }, phoneCountry) => {
      if (overlays.size === 0) return null;
      for (const [clientId, { phone, document }] of overlays.entries()) {
        if (kind === 'PHONE' && phone !== undefined && toE164(phone.value, phoneCountry) === value) return clientId;
        if (kind === 'DOCUMENT' && document !== undefined && documentKey(document.value) === documentKey(value))
          return clientId;
      }
      return null;
    },
    close,
  };
}

/** A client's phones as the one text that the back end has. */
export function phoneText({ phones }: Pick<ClientRecord, 'phones'>): string {
  return phones.map(({ raw }) => raw).join(',');
}

function toOverlaid(before: Overlaid | undefined, { change, previous }: ClientWritten): Overlaid {
  const { phone, document } = change;
  return {
    ...before,
    ...(phone === undefined ? {} : { phone: rewrite(before?.phone, phone, previous.phone) }),
    ...(document === undefined ? {} : { document: rewrite(before?.document, document, previous.document) }),
  };
}

function rewrite(before: Rewritten | undefined, value: string, previous: string | undefined): Rewritten {
  const replaced = new Set([...(before?.replaced ?? []), ...(before === undefined ? [] : [before.value])]);
  if (previous !== undefined) replaced.add(previous);
  replaced.delete(value);
  return { value, replaced };
}

function withOverlay(record: ClientRecord, { phone, document }: Overlaid, phoneCountry: string): ClientRecord {
  const isOldPhone = phone?.replaced.has(phoneText(record)) === true;
  const isOldDocument = document?.replaced.has(record.document ?? '') === true;
  if (!isOldPhone && !isOldDocument) return record;
  return {
    ...record,
    ...(isOldPhone ? { phones: toPhones(phone.value, phoneCountry) } : {}),
    ...(isOldDocument ? { document: document.value } : {}),
  };
}
