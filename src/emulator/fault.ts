import type { EmulatedAnswer } from './message.js';

/** Fault injected into one call. `when`: before or after the call's effect. */
export type Fault =
  /** `when`: default before. */
  | { readonly kind: 'delay'; readonly ms: number; readonly when?: 'before' | 'after' }
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' }
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  | {
      readonly kind: 'answer';
      readonly when: 'before' | 'after';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string | Buffer;
    }
  /** Not settable over the control endpoint, which carries JSON. */
  | { readonly kind: 'rewrite'; readonly rewrite: (answer: EmulatedAnswer) => EmulatedAnswer }
  /** The right answer, broken off in the middle of its body. */
  | { readonly kind: 'cut' }
  /** The right answer as far as the middle of its body, and then silence. */
  | { readonly kind: 'stall' };

export interface FaultRule {
  /** A part of the route's name, as the call log prints it; absent: every route. */
  readonly route?: string;
  /** A part of the path with its query, as it was asked; absent: every one. */
  readonly path?: string;
  readonly fault: Fault;
  /**
   * Matching calls to let pass first.
   * @default 0
   */
  readonly skip?: number;
  /**
   * Matching calls to spoil.
   * @default all
   */
  readonly times?: number;
}

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
