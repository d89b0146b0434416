import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import got, { type Response, TimeoutError } from 'got';
import { toWebAddress } from '../../model/web-address.js';
import { createLookup } from '../lookup.js';
import { createPublicLookup, notPublic } from './public-lookup.js';
import { signWebhook, type WebhookMessage } from './signature.js';

/** Status of the answer, or the reason why there is none. `aborted`: the gateway is stopping. */
export type WebhookOutcome = number | 'timeout' | 'unreachable' | 'private_address' | 'aborted';

export interface WebhookClient {
  /** Sends once. Never fails. The answer's status is read and nothing else; a redirect is not followed. */
  send(url: string, message: WebhookMessage, signal: AbortSignal): Promise<WebhookOutcome>;
}

export interface WebhookClientOptions {
  readonly keys: readonly Buffer[];
  /** True: private addresses are no obstacle. */
  readonly allowPrivate: boolean;
  /** Milliseconds for one attempt, from the look-up to the status. */
  readonly timeoutMs: number;
  /** DNS lookup. Default: the system's. */
  readonly lookup?: LookupFunction | undefined;
}

/** Each message has a connection of its own: none can have gone stale, and each was made to an address that was checked. */
export function createWebhookClient({ keys, allowPrivate, timeoutMs, lookup }: WebhookClientOptions): WebhookClient {
  const shared = createLookup(lookup);
  const instance = got.extend({
    method: 'POST',
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
    timeout: { request: timeoutMs },
    agent: { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) },
    dnsLookup: allowPrivate ? shared : createPublicLookup(shared),
    headers: { 'user-agent': 'isp-gateway', 'content-type': 'application/json' },
  });
  return {
    send: async (url, message, signal) => {
      // An address in the place of a name is not looked up.
      if (!allowPrivate && toWebAddress(url) === null) return 'private_address';
      const stream = instance.stream(url, { body: message.body, headers: signWebhook(message, keys), signal });
      try {
        return await new Promise<number>((resolve, reject) => {
          stream.once('response', ({ statusCode }: Response) => resolve(statusCode));
          stream.on('error', reject);
        });
      } catch (error) {
        return signal.aborted ? 'aborted' : toOutcome(error);
      } finally {
        stream.destroy();
      }
    },
  };
}

function toOutcome(error: unknown): WebhookOutcome {
  if (error instanceof TimeoutError) return 'timeout';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === notPublic ? 'private_address' : 'unreachable';
}
