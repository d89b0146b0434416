import { randomUUID } from 'node:crypto';
import type { Backend, ClientUpdatePort } from '../backends/backend.js';
import type { ClientChange, ClientRecord } from '../model/client.js';
import { toDocument } from '../model/document.js';
import { NotSupported } from '../model/errors.js';
import { hasLine, toE164, toPhones } from '../model/phone.js';
import type { FieldProblem } from '../model/problem.js';
import type { ClientWritten } from '../store/event-bus.js';
import type { Store } from '../store/store.js';
import type { UpstreamCall } from '../upstream/call.js';
import { toChangeable, type UpdateClue } from './outcomes/change-proof.js';
import type { UnconfirmedPhones } from './verification/unconfirmed-phone.js';
import { isIdempotencyKey, type WriteResult, type Writes } from './writes/write.js';

export interface ClientUpdate {
  readonly clientId: string;
  readonly phone?: string | undefined;
  readonly document?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

export type ClientUpdateResult = WriteResult<ClientRecord>;

/** Changes a client at its back end and makes the change visible to every later read (writes/pending-writes.ts). */
export async function updateClient(context: {
  readonly backend: Backend;
  readonly part: ClientUpdatePort;
  readonly record: ClientRecord | null;
  readonly update: ClientUpdate;
  /** Reads the record anew, right before the change is sent: it must still be the client's. */
  readonly readTarget: () => Promise<ClientRecord | null>;
  readonly unconfirmedPhones: UnconfirmedPhones;
  /** True when the caller may confirm the owner of a number. */
  readonly isConfirming: boolean;
  readonly writes: Writes;
  readonly store: Store;
  readonly call: UpstreamCall;
}): Promise<ClientUpdateResult> {
  const { backend, part, record, update, readTarget, unconfirmedPhones, isConfirming, writes, store, call } = context;
  const { change, fields } = readChange(update, backend.locality.phoneCountry);
  if (fields.length > 0) return { kind: 'invalid', fields };
  if (record === null) return { kind: 'not-found' };
  const { serviceId } = record;
  if (serviceId === null || record.backend !== backend.name) throw new NotSupported();
  let before: ClientRecord = record;
  let marked: string | undefined;
  const check = async (): Promise<{ readonly kind: 'not-found' } | null> => {
    const target = await readTarget();
    if (target?.id !== record.id) return { kind: 'not-found' };
    before = target;
    const { phone } = change;
    const isNew = phone !== undefined && !hasLine(target.phones, phone);
    if (isNew && !isConfirming && (await unconfirmedPhones.add(record.id, phone))) marked = phone;
    return null;
  };
  const result = await writes.once<ClientChange>({
    operation: 'updateClient',
    backend: backend.name,
    key: update.idempotencyKey ?? null,
    input: [record.id, change],
    clientId: record.id,
    // One after the other: of two whose answers cross, the later answer need not be what the back end holds in the end.
    content: { parts: [record.id], sameForMs: 1, force: 'ended', waiting: call },
    clue: (): UpdateClue => ({ before: toChangeable(before), wanted: change }),
    check,
    send: () => part.update(serviceId, change, call),
  });
  if (result.kind === 'refused' && marked !== undefined) await unconfirmedPhones.remove(record.id, marked);
  if (result.kind !== 'done' && result.kind !== 'duplicate') return result;
  if (isConfirming && change.phone !== undefined) await unconfirmedPhones.remove(record.id, change.phone);
  if (result.kind === 'done' && !result.isReplay) {
    await notify(store, { id: randomUUID(), clientId: record.id, change: result.value });
  }
  const { phone, document } = result.value;
  const value = {
    ...record,
    ...(phone === undefined ? {} : { phones: toPhones(phone, backend.locality.phoneCountry) }),
    ...(document === undefined ? {} : { document }),
  };
  return { ...result, value };
}

/** A store that has just gone does not keep it from whom it has reached. */
function notify({ clientWrites, events }: Store, write: ClientWritten): Promise<void> {
  const lists = ['all', `client:${write.clientId}`];
  return clientWrites.put(write, lists).catch(() => events.publish('client-written', write));
}

/** Normalises what was given. A blank would wipe the field at the back end (WispHub contract 1.5), so it is refused. */
function readChange(update: ClientUpdate, country: string): { change: ClientChange; fields: readonly FieldProblem[] } {
  const fields: FieldProblem[] = [];
  const phone = update.phone === undefined ? undefined : toE164(update.phone.trim(), country);
  const document = update.document === undefined ? undefined : toDocument(update.document);
  if (phone === null) fields.push({ path: ['phone'], kind: 'malformed' });
  if (document === null) fields.push({ path: ['document'], kind: 'malformed' });
  if (phone === undefined && document === undefined) fields.push({ path: ['phone'], kind: 'required' });
  if (update.idempotencyKey !== undefined && !isIdempotencyKey(update.idempotencyKey)) {
    fields.push({ path: ['idempotencyKey'], kind: 'malformed' });
  }
  return { change: { ...(phone ? { phone } : {}), ...(document ? { document } : {}) }, fields };
}
