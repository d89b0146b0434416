import type { EmulatedAnswer } from '../../message.js';
import { type Claim, givenFields, identityTexts, matchedFields, readClaim, resolveClaim } from '../match.js';
import type { Middleware } from '../middleware.js';
import { hasDetail } from '../native/catalogue.js';
import { type ClientView, viewClient } from '../view.js';
import type { Endpoint } from '../wire/endpoint.js';
import { internalError } from '../wire/refusal.js';
import type { V1Caches } from './cache.js';
import { failure, success } from './envelope.js';

/** Identity by substrings (contract 1.6, 1.7). */
export function identityEndpoints({ native }: Middleware, caches: V1Caches): readonly Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/api/v1/clients/resolve',
      reads: 'json',
      answer: (call) => {
        const claim = readClaim(call);
        call.done();
        return resolve(claim, () => caches.clients());
      },
    },
    {
      method: 'POST',
      path: '/api/v1/clients/{service_id}/verify',
      reads: 'json',
      answer: (call) => {
        const serviceId = call.wholeParameter('service_id');
        const claim = readClaim(call);
        call.done();
        const row = native.clients.find('id_servicio', String(serviceId));
        return verify(claim, row === undefined ? undefined : viewClient(row), (name) => findPrice(name, caches));
      },
    },
  ];
}

function resolve(claim: Claim, list: () => readonly ClientView[]): EmulatedAnswer {
  if (givenFields(claim).length < 3) return failure('client_verification_failed', identityTexts.tooFewToResolve);
  const found = resolveClaim(claim, list());
  return typeof found === 'string'
    ? failure('client_not_found', identityTexts[found])
    : success('client_verified', found, identityTexts.resolved);
}

/** The client first, then the count; a failed check reveals the stored address, plan and price. */
function verify(
  claim: Claim,
  client: ClientView | undefined,
  findPrice: (planName: string) => number | null,
): EmulatedAnswer {
  if (client === undefined) {
    return failure('client_not_found', identityTexts.unknown);
  }
  const given = givenFields(claim);
  if (given.length < 3) return failure('client_verification_failed', identityTexts.tooFewToVerify);
  const wanted = given.includes('internet_plan_price') && client.internet_plan_price === null;
  const price = wanted ? findPrice(client.internet_plan_name ?? '') : client.internet_plan_price;
  const matched = matchedFields(claim, client, price);
  if (matched.length === given.length) {
    const data = { is_valid: true, matched_fields: matched };
    return success('client_verified', data, identityTexts.verified);
  }
  const debug = {
    client_address: client.address,
    client_plan_name: client.internet_plan_name,
    resolved_plan_price: price,
  };
  return success(
    'client_verification_failed',
    { is_valid: false, matched_fields: matched, debug },
    identityTexts.different,
  );
}

/** @throws {Refusal} 500 when the plan has no price natively */
function findPrice(planName: string, caches: V1Caches): number | null {
  const name = planName.trim().toUpperCase();
  const plan = caches.plans().find((each) => each.nombre.trim().toUpperCase() === name);
  if (!hasDetail(plan)) return null;
  if (plan.precio === null) throw internalError();
  return Number(plan.precio);
}
