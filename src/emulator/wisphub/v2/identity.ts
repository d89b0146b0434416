import type { EmulatedAnswer } from '../../message.js';
import { type Claim, givenFields, identityTexts, matchedFields, readClaim, resolveClaim } from '../match.js';
import { hasDetail } from '../native/catalogue.js';
import type { ClientView } from '../view.js';
import type { Endpoint } from '../wire/endpoint.js';
import { answerJson } from '../wire/json.js';
import { Refusal } from '../wire/refusal.js';
import type { V2Caches } from './cache.js';

/** Identity as in v1, but with statuses, the count first and nothing disclosed (contract 2.1). */
export function identityEndpoints(caches: V2Caches): readonly Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/api/clients/resolve',
      reads: 'json',
      answer: (call) => {
        const claim = readClaim(call);
        call.done();
        if (givenFields(claim).length < 3) throw new Refusal(400, identityTexts.tooFewToResolve);
        const found = resolveClaim(claim, caches.clients());
        if (typeof found === 'string') throw new Refusal(404, identityTexts[found]);
        return answerJson(200, found);
      },
    },
    {
      method: 'POST',
      path: '/api/clients/{service_id}/verify',
      reads: 'json',
      answer: (call) => {
        const serviceId = call.wholeParameter('service_id');
        const claim = readClaim(call);
        call.done();
        if (givenFields(claim).length < 3) throw new Refusal(400, identityTexts.tooFewToVerify);
        const client = caches.findByServiceId(String(serviceId));
        if (client === undefined) throw new Refusal(404, identityTexts.unknown);
        return verify(claim, client, caches);
      },
    },
  ];
}

function verify(claim: Claim, client: ClientView, caches: V2Caches): EmulatedAnswer {
  const given = givenFields(claim);
  const wanted = given.includes('internet_plan_price') && client.internet_plan_price === null;
  const price = wanted ? findPrice(client.internet_plan_name ?? '', caches) : client.internet_plan_price;
  const matched = matchedFields(claim, client, price);
  const valid = matched.length === given.length;
  const message = valid ? identityTexts.verified : identityTexts.different;
  return answerJson(200, { is_valid: valid, matched_fields: matched, message });
}

function findPrice(planName: string, caches: V2Caches): number | null {
  const name = planName.trim().toUpperCase();
  const plan = caches.plans().find((each) => each.nombre.trim().toUpperCase() === name);
  const price = hasDetail(plan) ? caches.planDetail(plan.id)?.precio : null;
  return price === null || price === undefined ? null : Number(price);
}
