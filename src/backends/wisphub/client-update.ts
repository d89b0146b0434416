import { z } from 'zod';
import type { Locality } from '../../model/backend.js';
import type { ClientChange } from '../../model/client.js';
import type { WriteOutcome } from '../../model/write.js';
import type { UpstreamCall } from '../../upstream/call.js';
import type { ClientUpdatePort } from '../backend.js';
import { byServiceId } from './client.js';
import { toStoredPhone } from './client-body.js';
import { type CallEndpoint, defineEndpoint, idPattern, unread, writeOutcome } from './protocol/endpoint.js';
import { toWriteOutcome } from './protocol/write-outcome.js';

const update = defineEndpoint('PUT', '/clients/{serviceId}', {
  kind: 'write',
  allowed: { serviceId: idPattern },
  outcomes: {
    client_updated: z.union([z.null(), z.object({ status: z.literal('ok') })]),
    client_update_failed: unread,
    nothing_to_change: unread,
    outcome_unknown: unread,
    request_refused: unread,
  },
  sentences: { 'No se brindaron datos válidos para actualizar.': 'nothing_to_change' },
  v2: { 200: 'client_updated', 400: 'outcome_unknown' },
});

/** Phone and document are all that both dialects change. v2 would take a balance as well: it is not in `ClientChange`, and never sent. */
export function createClientUpdates(callEndpoint: CallEndpoint, locality: Locality): ClientUpdatePort {
  return {
    update: (serviceId, change, call) =>
      writeOutcome(async (): Promise<WriteOutcome<ClientChange>> => {
        const stored = toStoredChange(change, locality);
        const answer = await callEndpoint(update, { parameters: { serviceId }, json: stored }, call);
        switch (answer.action) {
          case 'client_updated':
            return { kind: 'done', value: stored };
          case 'client_update_failed':
            return readBack(callEndpoint, serviceId, stored, call);
          default:
            return toWriteOutcome(answer.action);
        }
      }),
  };
}

/**
 * In v1 one answer stands for an unknown id, a refusal and a change that lands later (contract 0.3, 1.5). There this look-up is not
 * cached and sees a change at once: it can prove that the change was made, and never that it will not be.
 */
async function readBack(
  callEndpoint: CallEndpoint,
  serviceId: number,
  stored: ClientChange,
  call: UpstreamCall,
): Promise<WriteOutcome<ClientChange>> {
  const answer = await callEndpoint(byServiceId, { parameters: { serviceId } }, call);
  if (answer.action !== 'client_found') return { kind: 'unknown' };
  const { phone, document } = answer.data;
  const isApplied =
    (stored.phone === undefined || stored.phone === phone) &&
    (stored.document === undefined || stored.document === document);
  return isApplied ? { kind: 'done', value: stored } : toWriteOutcome('client_update_failed');
}

/** Numbers are stored as people there write them, so that others find them, too (contract 1.3). */
function toStoredChange({ phone, document }: ClientChange, locality: Locality): ClientChange {
  return {
    ...(phone === undefined ? {} : { phone: toStoredPhone(phone, locality) }),
    ...(document === undefined ? {} : { document }),
  };
}
