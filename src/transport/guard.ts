import { GraphQLError, type GraphQLSchema } from 'graphql';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { RateLimited } from '../model/errors.js';
import { createCostMeter } from './cost.js';
import { type RunnableDocument, withCode } from './document.js';

/** The most that one operation may cost, in points: about as many back-end calls. */
export const maxCost = 200;

/** What an operation was charged, for whom asks. */
export interface Charge {
  readonly requested: number;
  readonly limit: number;
  /** Points that the subject has left for this minute. */
  readonly remaining: number;
}

/** What stands between a validated document and its execution, on both transports. */
export interface Guard {
  /**
   * Charges a subject with what the operation costs.
   * @throws {GraphQLError} GRAPHQL_VALIDATION_FAILED: it costs more than any may; nothing is charged.
   * @throws {RateLimited} the subject has spent what a minute allows.
   */
  admit(
    subject: string,
    runnable: RunnableDocument,
    variables: Readonly<Record<string, unknown>> | null | undefined,
  ): Promise<Charge>;
}

const windowSeconds = 60;

/** Of this process alone: each instance allows as much. @param costPerMinute points for each subject. */
export function createGuard(schema: GraphQLSchema, costPerMinute: number): Guard {
  const measure = createCostMeter(schema);
  const spent = new RateLimiterMemory({ points: costPerMinute, duration: windowSeconds });
  return {
    admit: async (subject, runnable, variables) => {
      const requested = measure(runnable, variables ?? {});
      if (requested > maxCost) {
        const fault = new GraphQLError(
          `Too large: it costs ${requested}, and no operation may cost more than ${maxCost}.`,
        );
        throw withCode(fault, 'GRAPHQL_VALIDATION_FAILED');
      }
      try {
        const { remainingPoints } = await spent.consume(subject, requested);
        return { requested, limit: maxCost, remaining: remainingPoints };
      } catch (refused) {
        throw new RateLimited(Math.max(1, (refused as RateLimiterRes).msBeforeNext));
      }
    },
  };
}
