import { z } from 'zod';
import type { Locality } from '../../model/backend.js';
import type { IdentityFacts } from '../../model/client.js';
import type { IdentityPort } from '../backend.js';
import { ClientBody, toClient } from './client-body.js';
import { type Ask, createDoor, idPattern, unread } from './door.js';

/** A mismatch has ok:true in v1 and discloses the stored address in `debug` (contract 1.7): only the verdict is read. */
const verify = createDoor('POST', '/clients/{serviceId}/verify', {
  allowed: { serviceId: idPattern },
  outcomes: {
    client_verified: z.object({ is_valid: z.boolean() }),
    client_verification_failed: unread,
    client_not_found: unread,
  },
  v2: { 200: 'client_verified', 400: 'client_verification_failed', 404: 'client_not_found' },
});

const resolve = createDoor('POST', '/clients/resolve', {
  outcomes: { client_verified: ClientBody, client_verification_failed: unread, client_not_found: unread },
  v2: { 200: 'client_verified', 400: 'client_verification_failed', 404: 'client_not_found' },
});

export function createIdentity(ask: Ask, locality: Locality): IdentityPort {
  return {
    verify: async (serviceId, facts, call) => {
      const answer = await ask(verify, { parameters: { serviceId }, json: toBody(facts) }, call);
      if (answer.action === 'client_not_found') return null;
      return answer.action === 'client_verified' && answer.data.is_valid;
    },
    resolve: async (facts, call) => {
      const answer = await ask(resolve, { json: toBody(facts) }, call);
      return answer.action === 'client_verified' ? toClient(answer.data, locality) : null;
    },
  };
}

function toBody(facts: IdentityFacts): Readonly<Record<string, string | number | undefined>> {
  return {
    name: facts.name,
    address: facts.address,
    internet_plan_name: facts.planName,
    internet_plan_price: facts.planPrice === undefined ? undefined : Number(facts.planPrice),
  };
}
