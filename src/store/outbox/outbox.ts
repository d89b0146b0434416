import type { WebhookDelivery, WebhookDeliveryState } from '../../model/webhook.js';

/**
 * Webhooks on their way. All instances share the work: a delivery is taken by one at a time, and another may take it when the lease of the
 * first has ended. Deliveries to one endpoint about one client are taken one after the other: none before the one ahead of it was delivered
 * or is dead. Bounded by `OutboxLimits`.
 */
export interface Outbox {
  /** Puts pending deliveries behind those that wait. One whose id is there already is left as it is. */
  add(deliveries: readonly WebhookDelivery[]): Promise<void>;
  /**
   * Takes the delivery to an endpoint that has been due longest.
   * @param leaseMs milliseconds after which it may be taken anew.
   * @returns null when none is due.
   */
  take(endpoint: string, owner: string, leaseMs: number): Promise<WebhookDelivery | null>;
  /**
   * Puts back what was taken, as it is now.
   * @param delayMs milliseconds until the next attempt, where its state is still PENDING.
   * @returns false when it was taken by another, replayed or erased meanwhile, and nothing has changed.
   */
  settle(delivery: WebhookDelivery, owner: string, delayMs: number): Promise<boolean>;
  /**
   * Makes a delivery pending again, behind those of its client that wait. One that is pending is due at once, unless it is being sent.
   * @param next the delivery as it is to be.
   * @returns false when it is not there.
   */
  replay(next: WebhookDelivery): Promise<boolean>;
  get(id: string): Promise<WebhookDelivery | null>;
  /** Newest first by when they came into the state, at most `maxListed`. */
  list(state: WebhookDeliveryState): Promise<readonly WebhookDelivery[]>;
  /** Deletes the deliveries about a client, in whatever state. */
  erase(clientId: string): Promise<void>;
}

/** Most deliveries that a list shows: short enough to be read whole in a few milliseconds. */
export const maxListed = 1_000;

/** Capacity of an outbox. */
export interface OutboxLimits {
  /** Pending deliveries. Beyond it the oldest becomes a dead letter. */
  readonly maxPending: number;
  /** Dead letters, and as many delivered ones: the oldest go first. */
  readonly maxEnded: number;
  /** Milliseconds for which a delivery stays in a state. One that was pending so long becomes a dead letter. */
  readonly maxAgeMs: number;
}

export const defaultOutboxLimits: OutboxLimits = {
  maxPending: 10_000,
  maxEnded: 1_000,
  maxAgeMs: 7 * 24 * 3_600_000,
};

/** Outcome of a delivery that became a dead letter because others needed its room, or too old. */
export const overdue = 'expired';

/** A pending delivery for which there was no room or time left. */
export function toOverdue(delivery: WebhookDelivery): WebhookDelivery {
  return { ...delivery, state: 'DEAD', lastOutcome: overdue, nextAttemptAt: null };
}

/** Deliveries of one queue wait for one another. An event of no client waits for none. */
export function queueOf({ endpoint, event, id }: WebhookDelivery): string {
  return `${endpoint} ${event.clientId ?? id}`;
}
