import { z } from 'zod';
import { toAmount } from '../../model/amount.js';
import type { Locality } from '../../model/backend.js';
import { toMoney } from '../../model/money.js';
import type { PlanType } from '../../model/plan.js';
import { fold } from '../../model/text.js';
import type { PlanPort } from '../backend.js';
import { amount } from './client-body.js';
import { badResponse } from './protocol/answer.js';
import { type CallEndpoint, defineEndpoint, idPattern, unread } from './protocol/endpoint.js';

export const PlanRow = z.object({ plan_id: z.number().int().positive(), name: z.string(), type: z.string().nullish() });

/** A PCQ plan has a note in place of price and speeds (contract 1.10); v2 has nulls where v1 fails (contract 2.1). */
export const PlanBody = z.object({
  plan_id: z.number().nullish(),
  name: z.string().nullish(),
  price: amount,
  download_speed: z.string().nullish(),
  upload_speed: z.string().nullish(),
  note: z.string().nullish(),
});

export const list = defineEndpoint('GET', '/internet-plans/', {
  kind: 'list',
  // From a3976a7 on, as long as v2 was early (contract 2.4).
  formerPath: '/internet-plans',
  outcomes: { internet_plans_listed: z.array(z.unknown()), internet_plan_not_found: unread },
  v2: { 200: 'internet_plans_listed', 404: 'internet_plan_not_found' },
});

export const byId = defineEndpoint('GET', '/internet-plans/{planId}', {
  allowed: { planId: idPattern },
  outcomes: { internet_plan_found: PlanBody, internet_plan_not_found: unread },
  // Most plans are answered without their id (contract 1.10): then the name tells.
  key: { field: 'plan_id', parameter: 'planId' },
  v2: { 200: 'internet_plan_found', 404: 'internet_plan_not_found' },
});

const types: Readonly<Record<string, PlanType>> = { PPPOE: 'PPPOE', 'SIMPLE QUEUE': 'SIMPLE_QUEUE', PCQ: 'PCQ' };

export function createPlans(callEndpoint: CallEndpoint, locality: Locality): PlanPort {
  return {
    list: async (call) => {
      const answer = await callEndpoint(list, {}, call);
      if (answer.action === 'internet_plan_not_found') return [];
      return answer.data.flatMap((row) => {
        const plan = PlanRow.safeParse(row);
        if (!plan.success) return [];
        const { plan_id: planId, name, type } = plan.data;
        return [{ key: String(planId), planId, name: name.trim(), type: toType(type) }];
      });
    },
    detail: async ({ key, name }, call) => {
      const answer = await callEndpoint(byId, { parameters: { planId: key } }, call);
      if (answer.action === 'internet_plan_not_found') return null;
      const plan = answer.data;
      if (fold(plan.name ?? name) !== fold(name)) throw badResponse('internet_plan_found: not the plan requested');
      return {
        price: toMoney(toAmount(plan.price, locality), locality.currency),
        downloadSpeed: plan.download_speed ?? null,
        uploadSpeed: plan.upload_speed ?? null,
        note: plan.note ?? null,
      };
    },
  };
}

function toType(type: string | null | undefined): PlanType {
  const word = (type ?? '').trim().toUpperCase();
  return word === '' ? 'UNKNOWN' : (types[word] ?? 'OTHER');
}
