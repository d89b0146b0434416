import { createHmac } from 'node:crypto';

/** A message as it is signed. */
export interface WebhookMessage {
  readonly id: string;
  /** Seconds since 1970, of this attempt. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * Headers of Standard Webhooks (standardwebhooks.com, specification 1.0).
 * @param keys HMAC keys: one signature each, so that a receiver may change its secret at any time.
 */
export function signWebhook({ id, timestamp, body }: WebhookMessage, keys: readonly Buffer[]): Record<string, string> {
  const sign = (key: Buffer): string =>
    `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': keys.map(sign).join(' '),
  };
}
