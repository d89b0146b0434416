import { createHash } from 'node:crypto';
import type { WebhookDelivery, WebhookEvent } from '../../model/webhook.js';

/** Where events are sent. */
export interface WebhookEndpoint {
  readonly url: string;
  readonly host: string;
  /** Hash of the URL. */
  readonly key: string;
}

export function toEndpoint(url: string): WebhookEndpoint {
  const key = createHash('sha256').update(url).digest('base64url').slice(0, 11);
  return { url, host: new URL(url).host, key };
}

/** An event that is to be sent to an endpoint. */
export function toDelivery(event: WebhookEvent, { key, host }: WebhookEndpoint): WebhookDelivery {
  const now = new Date().toISOString();
  return {
    id: `${event.id}.${key}`,
    ...{ event, endpoint: key, host, state: 'PENDING', attempts: 0, lastOutcome: null },
    ...{ createdAt: now, nextAttemptAt: now },
  };
}
