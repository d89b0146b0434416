import { z } from 'zod';
import { type Environment, missing, variables } from '../backends/environment.js';
import { toWebAddress } from '../model/web-address.js';
import { type WebhookType, webhookTypes } from '../model/webhook.js';
import { readWebhookLimits, type WebhookLimits, webhookLimitVariables } from './limits.js';

/** Endpoints of webhooks, and what they are sent. */
export interface WebhookSettings {
  /** At least one. */
  readonly urls: readonly string[];
  /** HMAC keys, at least one: every message is signed with each. */
  readonly keys: readonly Buffer[];
  readonly types: ReadonlySet<WebhookType>;
  /** True: endpoints may be http, and at private addresses. */
  readonly allowPrivate: boolean;
  readonly limits: WebhookLimits;
}

const maxUrls = 10;

/** Bytes of a key by Standard Webhooks. */
const [minKey, maxKey] = [24, 64];

const known: ReadonlySet<string> = new Set(webhookTypes);

export const webhookVariables = {
  WEBHOOK_URLS: z
    .string()
    .transform((list) => split(list, ','))
    .refine((urls) => urls.length >= 1 && urls.length <= maxUrls, `must be 1 to ${maxUrls} URLs, separated by commas`)
    .optional()
    .describe('Endpoints that events are sent to, up to 10, separated by commas. Unset: none are sent.'),
  WEBHOOK_SECRET: z
    .string()
    .transform((list) => split(list, ' ').map(toKey))
    .refine(
      (keys) => keys.length > 0 && keys.every((key) => key !== null),
      `must be whsec_ and the base64 of ${minKey} to ${maxKey} bytes; several are separated by blanks`,
    )
    .optional()
    .describe(
      'Secret of the signatures in the form of Standard Webhooks, `whsec_` and the base64 of 24 to 64 bytes. Of several, separated by blanks, each signs: for a change without a gap.',
    ),
  WEBHOOK_EVENTS: z
    .string()
    .transform((list) => split(list, ','))
    .refine(
      (types) => types.length > 0 && types.every((type) => known.has(type)),
      `must be some of ${webhookTypes.join(', ')}`,
    )
    .optional()
    .describe(`Events that are sent, separated by commas: ${webhookTypes.join(', ')}. Unset: all.`),
  WEBHOOK_ALLOW_PRIVATE: variables.truth
    .default('false')
    .describe('Allows endpoints that are http, or at private addresses.'),
  ...webhookLimitVariables,
};

/** @returns null when there is no endpoint. */
export function readWebhooks(data: z.output<z.ZodObject<typeof webhookVariables>>): WebhookSettings | null {
  const { WEBHOOK_URLS: urls, WEBHOOK_SECRET: keys, WEBHOOK_EVENTS: types } = data;
  if (urls === undefined) return null;
  return {
    urls: [...new Set(urls)],
    keys: (keys ?? []).flatMap((key) => key ?? []),
    types: new Set(webhookTypes.filter((type) => types?.includes(type) ?? true)),
    allowPrivate: data.WEBHOOK_ALLOW_PRIVATE === 'true',
    limits: readWebhookLimits(data),
  };
}

/** Issues of the endpoints, which depend on whether private ones are allowed. */
export function issuesOfWebhooks(environment: Environment): readonly string[] {
  const { WEBHOOK_URLS, WEBHOOK_ALLOW_PRIVATE } = environment;
  if (WEBHOOK_URLS === undefined) return [];
  const isUsable = WEBHOOK_ALLOW_PRIVATE === 'true' ? isHttp : isPublicHttps;
  return [
    ...missing(environment, 'WEBHOOK_URLS', ['WEBHOOK_SECRET']),
    ...split(WEBHOOK_URLS, ',').flatMap((url, index) =>
      isUsable(url)
        ? []
        : [
            WEBHOOK_ALLOW_PRIVATE === 'true'
              ? `WEBHOOK_URLS, entry ${index + 1}: must be an http or https URL without credentials`
              : `WEBHOOK_URLS, entry ${index + 1}: must be an https URL of a public host without credentials (or set WEBHOOK_ALLOW_PRIVATE)`,
          ],
    ),
  ];
}

function isPublicHttps(text: string): boolean {
  return toWebAddress(text)?.url.protocol === 'https:';
}

function isHttp(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** @returns null when it is not in the form of Standard Webhooks. */
function toKey(text: string): Buffer | null {
  const [, encoded = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const key = Buffer.from(encoded, 'base64');
  return key.length >= minKey && key.length <= maxKey ? key : null;
}

function split(list: string, separator: string): readonly string[] {
  return list
    .split(separator)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
