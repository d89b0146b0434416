import { z } from 'zod';
import type { Locality } from '../../model/backend.js';
import { toMoney } from '../../model/money.js';
import type { PlanType } from '../../model/plan.js';
import type { PlanPort } from '../backend.js';
import { readData, unexpected } from './answer.js';
import { idPattern } from './client.js';
import { type Ask, createDoor } from './door.js';

const list = createDoor('GET', '/internet-plans/');
const byId = createDoor('GET', '/internet-plans/{planId}', { planId: idPattern });

const PlanRow = z.object({ plan_id: z.number().int().positive(), name: z.string(), type: z.string().nullish() });

/** A PCQ plan has a note in place of price and speeds (contract 1.10). */
const PlanResponse = z.object({
  price: z.number().nullish(),
  download_speed: z.string().nullish(),
  upload_speed: z.string().nullish(),
  note: z.string().nullish(),
});

const types: Readonly<Record<string, PlanType>> = { PPPOE: 'PPPOE', 'SIMPLE QUEUE': 'SIMPLE_QUEUE', PCQ: 'PCQ' };

export function createPlans(ask: Ask, { currency }: Locality): PlanPort {
  return {
    list: async (call) => {
      const answer = await ask(list, {}, call);
      if (answer.action === 'internet_plan_not_found') return [];
      if (answer.action !== 'internet_plans_listed') throw unexpected(answer);
      return readData(answer, z.array(z.unknown())).flatMap((row) => {
        const plan = PlanRow.safeParse(row);
        return plan.success
          ? [{ planId: plan.data.plan_id, name: plan.data.name.trim(), type: toType(plan.data.type) }]
          : [];
      });
    },
    detail: async (planId, call) => {
      const answer = await ask(byId, { parameters: { planId } }, call);
      if (answer.action === 'internet_plan_not_found') return null;
      if (answer.action !== 'internet_plan_found') throw unexpected(answer);
      const plan = readData(answer, PlanResponse);
      return {
        price: toMoney(plan.price, currency),
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
