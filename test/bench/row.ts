import type { Effort } from './effort.js';

/** How one subject did in a comparison. */
export interface Standing {
  readonly subject: string;
  readonly operationsPerSecond: number;
  /** Times that of the gateway, which has 1. */
  readonly relative: number;
  /** The subject's own processor time. */
  readonly cpuMicros: number;
  readonly relativeCpu: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly callsPerOperation: number;
}

/** A figure that stands alone. */
export interface Finding {
  readonly what: string;
  readonly value: string;
}

/** What the table of the design promises. */
export interface Goal {
  readonly goal: string;
  readonly figure: string;
  readonly isMet: boolean;
}

export interface RowResult {
  readonly row: string;
  readonly work: string;
  readonly standings: readonly Standing[];
  readonly findings: readonly Finding[];
  readonly goals: readonly Goal[];
}

/** One line of the design's table. */
export interface Row {
  readonly name: string;
  measure(effort: Effort): Promise<RowResult>;
}

/** A goal that a figure has to reach, or to stay below. */
export function atLeast(goal: string, value: number, limit: number, unit = ''): Goal {
  return { goal, figure: `${show(value)}${unit}`, isMet: value >= limit };
}

export function atMost(goal: string, value: number, limit: number, unit = ''): Goal {
  return { goal, figure: `${show(value)}${unit}`, isMet: value <= limit };
}

/** Three digits that tell something. */
export function show(value: number): string {
  if (Number.isInteger(value) || value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
