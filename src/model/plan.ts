import type { Money } from './money.js';

export const planTypes = ['PPPOE', 'SIMPLE_QUEUE', 'PCQ', 'OTHER', 'UNKNOWN'] as const;

/** Mechanism by which the router enforces a plan's speed. */
export type PlanType = (typeof planTypes)[number];

/** Plan as a back end's list shows it. */
export interface PlanSummary {
  /** The back end's own key of the plan. */
  readonly key: string;
  /** WispHub's number; null for a plan of another back end. */
  readonly planId: number | null;
  readonly name: string;
  readonly type: PlanType;
}

/** Details that only a request by plan number returns. */
export interface PlanDetail {
  readonly price: Money | null;
  /** As the back end writes it, `7M`. */
  readonly downloadSpeed: string | null;
  readonly uploadSpeed: string | null;
  /** Where the back end gives a number rather than a text. */
  readonly downloadMbps?: number | null;
  readonly uploadMbps?: number | null;
  /** Reason for missing details. */
  readonly note: string | null;
}

const unitsInMbps: Readonly<Record<string, number>> = { K: 0.001, '': 1, M: 1, G: 1000 };

/** `700M`, `10`, `512k`, `1G` in megabits per second; a bare number is megabits. @returns null when unreadable. */
export function toMbps(speed: string | null): number | null {
  const parts = /^(\d+(?:\.\d+)?)\s*([KMG]?)(?:bps)?$/i.exec((speed ?? '').trim());
  const unit = unitsInMbps[parts?.[2]?.toUpperCase() ?? ''];
  return parts === null || unit === undefined ? null : Number(parts[1]) * unit;
}
