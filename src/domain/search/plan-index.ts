import type { BackendName } from '../../model/backend.js';
import { encodeId } from '../../model/id.js';
import type { Money } from '../../model/money.js';
import type { PlanSummary, PlanType } from '../../model/plan.js';
import { fold } from '../../model/text.js';

/** The plans of a list that was read once. */
export interface PlanIndex {
  /** In the back end's order. */
  readonly all: readonly Plan[];
  /** Case, accents and spacing aside. The first of a name wins. */
  byName(name: string): Plan | null;
  byKey(key: string): Plan | null;
}

/** Made once for a list, and forgotten with it. */
export function createPlanIndexes(): (summaries: readonly PlanSummary[], backend: BackendName) => PlanIndex {
  const indexes = new WeakMap<readonly PlanSummary[], PlanIndex>();
  return (summaries, backend) => {
    const index = indexes.get(summaries) ?? createIndex(summaries, backend);
    indexes.set(summaries, index);
    return index;
  };
}

function createIndex(summaries: readonly PlanSummary[], backend: BackendName): PlanIndex {
  const all = summaries.map(({ key, planId, name, type }) => ({
    id: encodeId('Plan', backend, key),
    backend,
    key,
    planId,
    name,
    type,
  }));
  const folded = new Map([...all].reverse().map((plan) => [fold(plan.name ?? ''), plan]));
  const keyed = new Map(all.map((plan) => [plan.key, plan]));
  /** As clients' records spell them: there are about as many as plans. */
  const spelt = new Map<string, Plan | null>();
  return {
    all,
    byKey: (key) => keyed.get(key) ?? null,
    byName: (name) => {
      const known = spelt.get(name);
      if (known !== undefined) return known;
      const found = folded.get(fold(name)) ?? null;
      spelt.set(name, found);
      return found;
    },
  };
}

/** A plan as far as it is known without asking for it alone; `Plans.detail` tells the rest. */
export interface Plan {
  readonly id: string;
  readonly backend: BackendName;
  /** Null for a plan that its back end does not list. */
  readonly key: string | null;
  readonly planId: number | null;
  readonly name: string | null;
  readonly type: PlanType;
  /** Price of the plan in its client's record. Absent: unknown, so the plan must be requested. */
  readonly clientPrice?: Money | null;
}
