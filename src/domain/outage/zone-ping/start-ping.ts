import { CodedError } from '../../../model/errors.js';
import type { ZonePing, ZonePingTarget } from '../../../model/zone-ping.js';
import { backgroundCall } from '../../../upstream/call.js';
import { Operation } from '../../operation.js';
import type { Services } from '../../services.js';
import { echoes } from './limit.js';

/** @returns the same target where the back end cannot be asked now. */
export async function startPing(services: Services, run: ZonePing, target: ZonePingTarget): Promise<ZonePingTarget> {
  const { clientId } = target;
  const caller = { subject: run.requestedBy, scopes: new Set(['network:diagnose'] as const), expiresAt: new Date() };
  const { pingTasks } = new Operation(services, caller, backgroundCall());
  const idempotencyKey = `${run.id}/${run.requestedAt}/${clientId}`;
  const result = await pingTasks
    .start({ clientId, pings: echoes, idempotencyKey })
    .catch((error: unknown) => (isPassing(error) ? null : { kind: 'failed' as const }));
  if (result === null || result.kind === 'in-progress') return target;
  return result.kind === 'done' || result.kind === 'duplicate'
    ? { ...target, pingTaskId: result.value.id }
    : { ...target, result: 'UNKNOWN' };
}

/** A back end or a store that is away may be back with the next step. */
function isPassing(error: unknown): boolean {
  return error instanceof CodedError && error.retryable;
}
