import type { Fault, FaultRule } from './fault.js';

export interface FaultPlan {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault of this call, from the first rule that matches and is not used up. */
  next(route: string, path: string): Fault | undefined;
}
export function createFaultPlan(): FaultPlan {
  const rules: { rule: FaultRule; seen: number }[] = [];
  return {
    add: (rule) => {
      rules.push({ rule, seen: 0 });
    },
    clear: () => {
      rules.length = 0;
    },
    next: (route, path) => {
      for (const entry of rules) {
        if (entry.rule.route !== undefined && !route.includes(entry.rule.route)) continue;
        if (entry.rule.path !== undefined && !path.includes(entry.rule.path)) continue;
        const skip = entry.rule.skip ?? 0;
        entry.seen += 1;
        if (entry.seen <= skip) continue;
        if (entry.seen <= skip + (entry.rule.times ?? Number.POSITIVE_INFINITY)) return entry.rule.fault;
      }
      return undefined;
    },
  };
}
