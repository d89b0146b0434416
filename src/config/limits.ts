import { z } from 'zod';

/** A whole number. @param least smallest that is accepted. @param most largest; default: none. */
export function count(least: number, most = Number.MAX_SAFE_INTEGER) {
  return z.coerce
    .number({ error: `must be a number, at least ${least}` })
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);
}

export const limitVariables = {
  COST_PER_MINUTE: count(200)
    .default(6_000)
    .describe(
      'Cost budget of a subject per minute over all instances, in points: a point is a back-end call, 100 fields, or 50 characters of a new document.',
    ),
  MAX_COST: count(1, 10_000)
    .default(200)
    .describe('Points that one operation may cost. Not above `COST_PER_MINUTE`, or it could never run.'),
  MAX_DEPTH: count(3, 30)
    .default(8)
    .describe('Fields within fields of one operation; `edges`, `node`, `nodes` and `pageInfo` do not count.'),
  MAX_ALIASES: count(0, 1_000).default(15).describe('Aliases in one operation.'),
  MAX_ROOT_FIELDS: count(1, 100).default(10).describe('Root fields of one operation.'),
  ZONE_PING_CLIENTS: count(5, 500).default(60).describe('Clients that one `startZonePing` pings at most.'),
  ZONE_PINGS_AT_ONCE: count(1, 50).default(6).describe('Pings of one `startZonePing` that are under way together.'),
  ZONE_PINGS_PER_MINUTE: count(1, 600)
    .default(30)
    .describe('Pings that all runs of `startZonePing` start in a minute, over all instances.'),
};

/** Of webhooks on their way, over all instances. */
export const webhookLimitVariables = {
  MAX_PENDING_WEBHOOKS: count(10, 100_000)
    .default(10_000)
    .describe('Webhooks that wait to be delivered. Beyond it the oldest becomes a dead letter.'),
  MAX_DEAD_WEBHOOKS: count(10, 10_000)
    .default(1_000)
    .describe('Dead letters that are kept, and as many delivered webhooks. Beyond it the oldest are forgotten.'),
  MAX_WEBHOOK_DAYS: count(1, 30)
    .default(7)
    .describe(
      'Days after which a webhook that waits becomes a dead letter, and one that was delivered or is dead is forgotten.',
    ),
};

/** Capacity of the outbox. */
export interface WebhookLimits {
  readonly maxPending: number;
  readonly maxEnded: number;
  readonly maxAgeMs: number;
}

export function readWebhookLimits(data: z.output<z.ZodObject<typeof webhookLimitVariables>>): WebhookLimits {
  return {
    maxPending: data.MAX_PENDING_WEBHOOKS,
    maxEnded: data.MAX_DEAD_WEBHOOKS,
    maxAgeMs: data.MAX_WEBHOOK_DAYS * 24 * 3_600_000,
  };
}

export interface OperationLimits {
  /** Points of cost. */
  readonly cost: number;
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
}

/** Limits of pinging a zone. */
export interface ZonePingBudget {
  readonly clients: number;
  readonly atOnce: number;
  readonly perMinute: number;
}

export function readZonePingBudget(data: z.output<z.ZodObject<typeof limitVariables>>): ZonePingBudget {
  return {
    clients: data.ZONE_PING_CLIENTS,
    atOnce: data.ZONE_PINGS_AT_ONCE,
    perMinute: data.ZONE_PINGS_PER_MINUTE,
  };
}

export function readOperationLimits(data: z.output<z.ZodObject<typeof limitVariables>>): OperationLimits {
  return {
    cost: data.MAX_COST,
    depth: data.MAX_DEPTH,
    aliases: data.MAX_ALIASES,
    rootFields: data.MAX_ROOT_FIELDS,
  };
}
