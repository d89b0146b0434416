import type { Locality } from '../../../model/backend.js';
import type { ClientChange } from '../../../model/client.js';
import { documentKey } from '../../../model/document.js';
import { type Phone, toPhones } from '../../../model/phone.js';
import type { AbsenceRule, WriteOutcome } from '../../../model/write.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import { createPathTemplate } from '../../../upstream/path-template.js';
import type { ClientUpdatePort } from '../../backend.js';
import { toStoredPhone } from '../client-body.js';
import { idPattern, writeOutcome } from '../protocol/endpoint.js';
import type { NativeClients } from './client.js';
import type { NativeSession } from './protocol/session.js';

/** A fresh row is certain (native contract 5.2), once a request that stalled 120 s has landed (A40). */
const absenceRule: AbsenceRule = { afterMs: 200_000, apartMs: 60_000 };

const profile = createPathTemplate('/clientes/{id}/perfil/', { id: idPattern });

/**
 * Changes phone and document alone: a balance could be changed there as well. DELETE at this path removes the client (T09), and PUT may blank
 * what it does not name (native contract 2.4); neither can be sent at all.
 */
export function createNativeClientUpdates(
  session: NativeSession,
  clients: NativeClients,
  locality: Locality,
): ClientUpdatePort {
  /** An answer that repeats the change proves nothing (T08): only a fresh row does, and none that it will not be stored yet (A12). */
  const confirm = async (
    serviceId: number,
    stored: ClientChange,
    call: UpstreamCall,
  ): Promise<WriteOutcome<ClientChange>> => {
    const key = { kind: 'SERVICE_ID', value: String(serviceId) } as const;
    const record = await clients.find(key, { ...call, isFresh: true }).catch(() => null);
    const isApplied =
      record !== null &&
      (stored.phone === undefined || isSame(record.phones, toPhones(stored.phone, locality.phoneCountry))) &&
      (stored.document === undefined ||
        documentKey(record.document ?? '', locality.country) === documentKey(stored.document, locality.country));
    return isApplied ? { kind: 'done', value: stored } : { kind: 'unknown' };
  };
  return {
    absence: () => absenceRule,
    update: (serviceId, { phone, document }, call) =>
      writeOutcome(async (): Promise<WriteOutcome<ClientChange>> => {
        const stored: ClientChange = {
          ...(phone === undefined ? {} : { phone: toStoredPhone(phone, locality) }),
          ...(document === undefined ? {} : { document }),
        };
        const json = {
          ...(stored.phone === undefined ? {} : { telefono: stored.phone }),
          ...(stored.document === undefined ? {} : { cedula: stored.document }),
        };
        const parameters = { id: serviceId };
        clients.held.forget();
        const { kind } = await session.request(
          { method: 'PATCH', route: profile, kind: 'write', parameters, json },
          call,
        );
        clients.held.forget();
        return kind === 'done' ? confirm(serviceId, stored, call) : { kind };
      }),
  };
}

/** In whatever way they are written (A12). */
function isSame(one: readonly Phone[], other: readonly Phone[]): boolean {
  const linesOf = (phones: readonly Phone[]): string =>
    phones.map(({ raw, e164 }) => e164 ?? raw.replace(/\D/g, '')).join(',');
  return linesOf(one) === linesOf(other);
}
