import type { Caller } from '../../model/caller.js';
import { defaultTenant } from '../../model/tenant.js';

/** Recent use of this process by subject, in points of cost rather than time: a busy process is slow for all. */
export interface Usage {
  add(caller: CallerName, points: number): void;
  /** Half of it is forgotten: called once a second. */
  age(): void;
  /**
   * True when a caller is among the heaviest users of their tenant.
   * @param step 1: those who use at least half as much as the heaviest; each further step halves that.
   */
  isHeavy(caller: CallerName, step: number): boolean;
}

type CallerName = Pick<Caller, 'subject' | 'tenant'>;

export function createUsage(): Usage {
  const tenants = new Map<string, Map<string, number>>();
  return {
    add: ({ subject, tenant = defaultTenant }, wanted) => {
      const points = tenants.get(tenant) ?? new Map<string, number>();
      tenants.set(tenant, points);
      points.set(subject, (points.get(subject) ?? 0) + wanted);
    },
    age: () => {
      for (const [tenant, points] of tenants) {
        for (const [subject, used] of points) {
          if (used > 1) points.set(subject, used / 2);
          else points.delete(subject);
        }
        if (points.size === 0) tenants.delete(tenant);
      }
    },
    isHeavy: ({ subject, tenant = defaultTenant }, step) => {
      const points = tenants.get(tenant);
      let most = 0;
      for (const used of points?.values() ?? []) most = Math.max(most, used);
      return (points?.get(subject) ?? 0) >= most / 2 ** step;
    },
  };
}
