import { z } from 'zod';
import type { BackEndAnswer } from '../../http/client.js';
import { UpstreamError } from '../../model/errors.js';

/** What an answer of the middleware comes to: its `action` decides, never the HTTP status (contract 1.0). */
export interface Answer {
  readonly action: string;
  readonly data: unknown;
}

const Envelope = z.object({ ok: z.boolean(), action: z.string(), data: z.unknown() });

/**
 * Reads the envelope of dialect v1.
 * @throws {UpstreamError} an answer that is no domain outcome: 401, 5xx, 422, an unknown path, or no envelope.
 */
export function readEnvelope(answer: BackEndAnswer): Answer {
  if (answer.status === 401) throw refusedCredentials();
  if (answer.status >= 500) {
    throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB', { status: answer.status });
  }
  const envelope = Envelope.safeParse(parseJson(answer.body));
  if (answer.status !== 200 || !envelope.success) throw badResponse(`status ${answer.status}, no outcome`);
  return { action: envelope.data.action, data: envelope.data.data };
}

/** Reads `data` by its shape. @throws {UpstreamError} it does not fit. */
export function readData<Shape extends z.ZodType>(answer: Answer, shape: Shape): z.output<Shape> {
  const data = shape.safeParse(answer.data);
  if (!data.success) throw badResponse(`${answer.action}: data does not fit`);
  return data.data;
}

/** The answer's action is none that this door gives. */
export function unexpected(answer: Answer): UpstreamError {
  return badResponse(`unexpected action ${answer.action.slice(0, 40)}`);
}

/** The credentials were looked at and refused before anything was done, so nothing happened. */
export function refusedCredentials(): UpstreamError {
  return new UpstreamError('UPSTREAM_AUTH_FAILED', 'WISPHUB', { mayHaveArrived: false, retryable: false });
}

export function badResponse(why: string): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', 'WISPHUB', { retryable: false, cause: new Error(why) });
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
