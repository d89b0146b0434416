import type { WebhookDelivery } from '../../model/webhook.js';
import type { WebhookOutcome } from '../../upstream/webhook/client.js';

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/** Milliseconds before each further attempt, as Standard Webhooks suggests: three days in all. */
export const defaultBackOff: readonly number[] = [
  ...[5 * second, 5 * minute, 30 * minute],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour),
];

/** Share of a delay by which it is longer or shorter, so that what failed together does not come back together. */
const jitter = 0.1;

/** Status by which a receiver says that it wants no more. */
const gone = 410;

/** A delivery after an attempt. */
export interface Attempted {
  readonly delivery: WebhookDelivery;
  /** Milliseconds until the next attempt; zero where there is none. */
  readonly delayMs: number;
}

/**
 * Decides what follows from an attempt: only a status of 200 to 299 says that the event was received.
 * @param random 0 to 1.
 */
export function afterAttempt(
  delivery: WebhookDelivery,
  outcome: WebhookOutcome,
  backOff: readonly number[] = defaultBackOff,
  random: number = Math.random(),
): Attempted {
  const attempts = delivery.attempts + 1;
  const lastOutcome = typeof outcome === 'number' ? `http_${outcome}` : outcome;
  const ended = { ...delivery, attempts, lastOutcome, nextAttemptAt: null };
  if (typeof outcome === 'number' && outcome >= 200 && outcome < 300)
    return { delivery: { ...ended, state: 'DELIVERED' }, delayMs: 0 };
  const delay = outcome === gone ? undefined : backOff[attempts - 1];
  if (delay === undefined) return { delivery: { ...ended, state: 'DEAD' }, delayMs: 0 };
  const delayMs = delay * (1 - jitter + 2 * jitter * random);
  return { delivery: { ...ended, nextAttemptAt: new Date(Date.now() + delayMs).toISOString() }, delayMs };
}
