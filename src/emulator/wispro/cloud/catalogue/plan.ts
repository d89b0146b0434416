import type { EmulatedAnswer, EmulatedRequest } from '../../../message.js';
import type { Row } from '../../fixtures/absence.js';
import { planIds } from '../../fixtures/builder.js';
import type { CloudInstance } from '../state/instance.js';
import { localeOf, record, refuse } from '../wire/envelope.js';
import { page } from '../wire/page.js';

interface Plan {
  readonly id: string;
  readonly publicId: number;
  readonly name: string;
  readonly kbps: number;
  readonly cents: number;
  readonly months: number;
}

/** The plans of the shared fixtures; the last is paid for by the year, so its price is not a month's. */
export const plans: readonly Plan[] = [
  { name: 'Plan 50 MB', kbps: 51_200, cents: 1_500_000, months: 1 },
  { name: 'Plan 100 MB', kbps: 102_400, cents: 2_250_000, months: 1 },
  { name: 'Plan anual 50 MB', kbps: 51_200, cents: 15_000_000, months: 12 },
].map((plan, index) => ({ id: planIds[index] ?? '', publicId: index + 1, ...plan }));

export function planOf(id: string): Plan | undefined {
  return plans.find((plan) => plan.id === id.toLowerCase());
}

function writePlan(instance: CloudInstance, plan: Plan): Row {
  const using = instance.state.subscribers.flatMap(({ contracts }) =>
    contracts.filter(({ planId }) => planId === plan.id),
  );
  return {
    id: plan.id,
    public_id: plan.publicId,
    name: plan.name,
    cir: 0,
    ceil_down_kbps: plan.kbps,
    ceil_up_kbps: plan.kbps / 4,
    price: (plan.cents / 100).toFixed(1),
    frequency_in_months: plan.months,
    contracts_count: using.length,
    created_at: '2020-01-01T09:00:00.000-03:00',
    updated_at: '2024-01-01T09:00:00.000-03:00',
  };
}

export function listPlans(instance: CloudInstance, { query }: EmulatedRequest): EmulatedAnswer {
  const write = (plan: Plan): Row => writePlan(instance, plan);
  return page(instance, query, { object: 'plan', items: plans, filters: {}, write });
}

export function showPlan(instance: CloudInstance, { query }: EmulatedRequest, id: string): EmulatedAnswer {
  const plan = planOf(id);
  if (plan === undefined) return refuse({ status: 404 }, localeOf(query));
  return record('plan', writePlan(instance, plan), instance.settings.recordAs);
}
