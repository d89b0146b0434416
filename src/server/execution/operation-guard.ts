import type { GraphQLSchema } from 'graphql';
import type { Caller } from '../../model/caller.js';
import { RateLimited } from '../../model/errors.js';
import { createCostMeter } from '../documents/cost.js';
import { limitComparisons, type RunnableDocument } from '../documents/document.js';
import { tooLarge } from '../documents/document-limit.js';
import { limitVariables } from '../documents/input-limit.js';

/** Charge of an operation, shown on request. */
export interface Charge {
  readonly requested: number;
  readonly limit: number;
  /** Points that the subject has left for this minute. */
  readonly remaining: number;
}

/** Checks between validation and execution, on every transport. */
export interface Guard {
  /**
   * Charges a subject with what it takes to parse, validate and compile a document that is not known, before any of it is done.
   * @throws {RateLimited} the subject has spent what a minute allows.
   * @throws {GraphQLError} GRAPHQL_VALIDATION_FAILED: to compare its fields with one another would take longer than all else.
   */
  read(caller: Caller, text: string): Promise<void>;
  /**
   * Charges a subject with what the operation costs.
   * @param isTrusted whether its cost has been answered for: then it is charged, and may be as large as it is.
   * @throws {GraphQLError} GRAPHQL_VALIDATION_FAILED: it costs more than any other may; nothing is charged.
   * @throws {BadUserInput} a list in its variables is longer than any may be; nothing is charged.
   * @throws {RateLimited} the subject has spent what a minute allows.
   */
  admit(
    caller: Caller,
    runnable: RunnableDocument,
    variables: Readonly<Record<string, unknown>> | null | undefined,
    isTrusted?: boolean,
  ): Promise<Charge>;
}

/** Points that callers may spend. A caller is a subject with its tenant. */
export interface CallerBudget {
  take(caller: Caller, points: number): ReturnType<CostBudget['take']>;
  /** Points that one operation may cost: about as many back-end calls. */
  maxCostOf(caller: Caller): number;
}

/** The points that subjects of one tenant may spend. */
export interface CostBudget {
  take(
    subject: string,
    points: number,
  ): Promise<{
    readonly isAllowed: boolean;
    /** Points left. */
    readonly points: number;
    /** Milliseconds until the subject has as many as at first. */
    readonly renewsInMs: number;
  }>;
}

/** As long as a text is, so is what reading it takes: about a quarter of a millisecond for a point. A shorter text is read for nothing. */
export const charactersPerPoint = 50;

const free = { isAllowed: true, renewsInMs: 0 } as const;

/** A longer text has more than the thousand tokens that are read, or says little. */
const maxReading = 100;

export function createGuard(schema: GraphQLSchema, budget: CallerBudget): Guard {
  const measure = createCostMeter(schema);
  return {
    read: async (caller, text) => {
      const points = Math.min(Math.floor(text.length / charactersPerPoint), maxReading);
      const { isAllowed, renewsInMs } = points === 0 ? free : await budget.take(caller, points);
      if (!isAllowed) throw new RateLimited(renewsInMs);
      limitComparisons(text);
    },
    admit: async (caller, runnable, variables, isTrusted = false) => {
      limitVariables(runnable.operation, variables ?? {});
      const maxCost = budget.maxCostOf(caller);
      const requested = measure(runnable, variables ?? {});
      if (requested > maxCost && !isTrusted) {
        throw tooLarge('cost', maxCost, requested);
      }
      const { isAllowed, points, renewsInMs } = await budget.take(caller, requested);
      if (!isAllowed) throw new RateLimited(renewsInMs);
      return { requested, limit: maxCost, remaining: points };
    },
  };
}
