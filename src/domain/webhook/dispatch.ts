import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { scopeId } from '../../model/tenant.js';
import type { WebhookDelivery, WebhookEvent } from '../../model/webhook.js';
import type { Outbox } from '../../store/outbox/outbox.js';
import type { WebhookClient } from '../../upstream/webhook/client.js';
import { type Attempted, afterAttempt } from './attempt.js';
import type { WebhookEndpoint } from './endpoint.js';

/** Milliseconds. */
export interface WebhookTimings {
  /** Between two looks for what is due; what this instance puts into the outbox goes out at once. */
  readonly poll: number;
  /** One attempt. */
  readonly attempt: number;
  /** After which another instance may send what this one took. Longer than an attempt. */
  readonly lease: number;
  /** Before each further attempt. */
  readonly backOff: readonly number[];
  /** Time for which a stop waits for what is being sent. */
  readonly grace: number;
}

export interface DispatchOptions {
  readonly endpoint: WebhookEndpoint;
  readonly outbox: Outbox;
  readonly client: WebhookClient;
  readonly timings: WebhookTimings;
  /** Whose ids the messages have. */
  readonly tenant: string;
  /** Called for each attempt whose end was kept. */
  onAttempt(attempted: Attempted): void;
}

/** Sends to one endpoint what the outbox has for it. A slow one holds up no other. */
export interface Dispatch {
  /** There may be something to send. */
  wake(): void;
  /** Takes nothing more. What is still being sent after the grace is left to the next instance. */
  close(): Promise<void>;
}

/** Attempts of one instance at one endpoint at a time. */
const maxInFlight = 8;

export function startDispatch(options: DispatchOptions): Dispatch {
  const { endpoint, outbox, client, timings, tenant, onAttempt } = options;
  const inFlight = new Set<Promise<void>>();
  const stopping = new AbortController();
  let isClosed = false;
  let taking: Promise<void> | undefined;
  let isAsked = false;

  const deliver = async (delivery: WebhookDelivery, owner: string): Promise<void> => {
    const { event } = delivery;
    const message = { id: event.id, timestamp: Math.floor(Date.now() / 1_000), body: toBody(event, tenant) };
    const outcome = await client.send(endpoint.url, message, stopping.signal);
    if (outcome === 'aborted') return void (await outbox.settle(delivery, owner, 0));
    const attempted = afterAttempt(delivery, outcome, timings.backOff);
    if (await outbox.settle(attempted.delivery, owner, attempted.delayMs)) onAttempt(attempted);
  };
  const take = async (): Promise<void> => {
    while (!isClosed && inFlight.size < maxInFlight) {
      const owner = randomUUID();
      const delivery = await outbox.take(endpoint.key, owner, timings.lease);
      if (delivery === null) return;
      // One whose end cannot be kept is sent again when its lease has ended.
      const sending = deliver(delivery, owner).catch(() => undefined);
      inFlight.add(sending);
      void sending.then(() => {
        inFlight.delete(sending);
        wake();
      });
    }
  };
  const wake = (): void => {
    if (isClosed) return;
    isAsked = true;
    taking ??= (async () => {
      while (isAsked) {
        isAsked = false;
        await take().catch(() => undefined);
      }
      taking = undefined;
    })();
  };
  const timer = setInterval(wake, timings.poll);
  wake();

  return {
    wake,
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      await taking;
      await Promise.race([Promise.all(inFlight), wait(timings.grace, undefined, { ref: false })]);
      stopping.abort();
      await Promise.all(inFlight);
    },
  };
}

/** As Standard Webhooks proposes it. */
function toBody({ type, timestamp, data }: WebhookEvent, tenant: string): string {
  const scoped = Object.entries(data).map(([name, value]) => [
    name,
    typeof value === 'string' ? scopeId(value, tenant) : value,
  ]);
  return JSON.stringify({ type, timestamp, data: Object.fromEntries(scoped) });
}
