import { UpstreamError } from '../../../model/errors.js';
import { hasLeft, type UpstreamCall } from '../../call.js';
import type { Channel } from '../channel.js';

/**
 * Makes an attempt and tells the limit how long the back end took for it, or that it did not answer in time: any other failure says nothing of
 * how busy it is, and nor does an attempt that was cancelled.
 * @param onAnswer called with the milliseconds of an answer.
 */
export async function measure<Value>(
  { kind, limit, bulkhead }: Channel,
  route: string,
  call: UpstreamCall,
  attempt: (call: UpstreamCall) => Promise<Value>,
  onAnswer: (ms: number) => void,
): Promise<Value> {
  const startedAt = performance.now();
  const record = (): void => limit.record(route, startedAt, bulkhead.running);
  try {
    const value = await attempt(call);
    record();
    if (kind !== 'write') onAnswer(performance.now() - startedAt);
    return value;
  } catch (error) {
    const isLate = error instanceof UpstreamError && error.code === 'UPSTREAM_TIMEOUT' && error.mayHaveArrived;
    if (isLate && !hasLeft(kind, call)) record();
    throw error;
  }
}
