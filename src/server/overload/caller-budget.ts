import type { CallerBudget } from '../execution/operation-guard.js';
import type { ServedTenants } from '../tenant.js';
import type { Usage } from './usage.js';

/** Each tenant's budget is its own. @param usage hears whatever is asked for. */
export function createCallerBudget(tenants: ServedTenants, usage: Pick<Usage, 'add'>): CallerBudget {
  return {
    take: (caller, points) => {
      usage.add(caller, points);
      return tenants.of(caller).budget.take(caller.subject, points);
    },
    maxCostOf: (caller) => tenants.of(caller).maxCost,
  };
}
