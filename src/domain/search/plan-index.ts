import type { BackendName } from '../../model/backend.js';
import { encodeId } from '../../model/id.js';
import type { PlanSummary } from '../../model/plan.js';
import { fold } from '../../model/text.js';
import type { Plan } from '../plan.js';

/** The plans of a list that was read once. */
export interface PlanIndex {
  /** In the back end's order. */
  readonly all: readonly Plan[];
  /** Case, accents and spacing aside. The first of a name wins. */
  byName(name: string): Plan | null;
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
  const all = summaries.map(({ planId, name, type }) => ({
    id: encodeId('Plan', backend, planId),
    backend,
    planId,
    name,
    type,
  }));
  const folded = new Map([...all].reverse().map((plan) => [fold(plan.name ?? ''), plan]));
  /** As clients' records spell them: there are about as many as plans. */
  const spelt = new Map<string, Plan | null>();
  return {
    all,
    byName: (name) => {
      const known = spelt.get(name);
      if (known !== undefined) return known;
      const found = folded.get(fold(name)) ?? null;
      spelt.set(name, found);
      return found;
    },
  };
}
