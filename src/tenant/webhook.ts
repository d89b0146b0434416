import type { TenantSettings } from '../config/settings.js';
import type { WebhookSettings } from '../domain/webhook/webhooks.js';
import type { Logger } from '../server/observability/log.js';
import type { TenantOptions } from './option.js';

/** A dead letter is logged with the host alone: the rest of an endpoint's URL may be a secret. */
export function toWebhookSettings(
  { id, config: { webhooks } }: TenantSettings,
  { webhookTimings: timings }: TenantOptions,
  log: Logger,
): WebhookSettings | null {
  if (webhooks === null) return null;
  return {
    ...{ ...webhooks, timings, tenant: id },
    onDead: ({ id: delivery, host, attempts, lastOutcome: outcome, event: { type } }) =>
      log.warn({ delivery, type, host, attempts, outcome }, 'a webhook is a dead letter'),
  };
}
