import { hash } from 'node:crypto';
import type { UpstreamError } from '../../model/errors.js';
import type { FailedRequestLimits } from '../limits.js';

/** The questions to a back end that failed lately, each by itself: one record that cannot be read is no outage. */
export interface FailedRequests {
  /** @throws {UpstreamError} it failed time and again while others were answered, and a moment ago. */
  check(fingerprint: string): void;
  /** @returns whether it says anything new of the back end that this question failed. */
  onFailure(fingerprint: string, error: UpstreamError): boolean;
  onSuccess(fingerprint: string): void;
}

interface Failed {
  readonly error: UpstreamError;
  readonly inARow: number;
  /** Number of answers at the time. */
  readonly answers: number;
  /** Milliseconds of `performance.now()`. */
  readonly at: number;
}

/** What is asked, by names in which no value can be read. */
export interface Question {
  /** Method and template. */
  readonly route: string;
  /** Tells it from others by the same route. */
  readonly fingerprint: string;
}

/** @param input whatever tells it from others by the same route. */
export function nameQuestion(route: string, input: unknown): Question {
  return { route, fingerprint: hash('sha256', JSON.stringify([route, input]), 'base64') };
}

export function createFailedRequests({ inARow: mostInARow, rest, memory, max }: FailedRequestLimits): FailedRequests {
  /** The one that failed longest ago first. */
  const failed = new Map<string, Failed>();
  let answers = 0;
  const recall = (fingerprint: string): Failed | undefined => {
    const found = failed.get(fingerprint);
    return found !== undefined && performance.now() - found.at < memory ? found : undefined;
  };
  return {
    check: (fingerprint) => {
      const found = recall(fingerprint);
      if (found === undefined || found.inARow < mostInARow) return;
      const restMs = Math.ceil(found.at + rest - performance.now());
      if (restMs > 0) throw found.error.asNotSent(restMs);
    },
    onFailure: (fingerprint, error) => {
      if (!isItsOwn(error)) return true;
      const before = recall(fingerprint);
      // A back end that answers nothing at all is for the breaker to judge.
      const isOutdone = before?.answers !== answers;
      const inARow = (before?.inARow ?? 0) + (isOutdone ? 1 : 0);
      failed.delete(fingerprint);
      failed.set(fingerprint, { error, inARow, answers, at: performance.now() });
      const [oldest] = failed.keys();
      if (failed.size > max && oldest !== undefined) failed.delete(oldest);
      return before === undefined;
    },
    onSuccess: (fingerprint) => {
      answers += 1;
      failed.delete(fingerprint);
    },
  };
}

/** Whether it may be the question that fails: not where no answer came, or somebody answered who speaks for the whole back end. */
function isItsOwn({ code, mayHaveArrived, options: { status = 0 } }: UpstreamError): boolean {
  return mayHaveArrived && (code !== 'UPSTREAM_UNAVAILABLE' || (status > 0 && status <= 500));
}
