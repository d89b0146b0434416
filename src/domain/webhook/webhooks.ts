import { defaultTenant } from '../../model/tenant.js';
import type { WebhookDelivery, WebhookType } from '../../model/webhook.js';
import type { Store } from '../../store/store.js';
import { createWebhookClient } from '../../upstream/webhook/client.js';
import type { DomainObserver } from '../observer.js';
import { type Attempted, defaultBackOff } from './attempt.js';
import { startDispatch, type WebhookTimings } from './dispatch.js';
import { toDelivery, toEndpoint } from './endpoint.js';
import { type Occurrence, toEvent } from './event.js';
import { createRetries } from './retry.js';

/** Announces to the endpoints of the installation what happened, at least once. */
export interface Webhooks {
  /**
   * Puts an event into the outbox for each endpoint. The same occurrence, published again by whatever instance, is sent once, as long as
   * the outbox has it.
   * @throws {ServiceUnavailable} the store is out of reach: publish it again.
   */
  publish(occurrence: Occurrence): Promise<void>;
  /** The same, without failing: where the store is out of reach it is tried again for a minute, as long as this process lives. */
  publishEventually(occurrence: Occurrence): Promise<void>;
  /** True for an endpoint that this instance sends to. @param key hash of its URL. */
  hasEndpoint(key: string): boolean;
  /** Something that waits may be due. */
  wake(): void;
  close(): Promise<void>;
}

export interface WebhookSettings {
  readonly urls: readonly string[];
  /** HMAC keys. */
  readonly keys: readonly Buffer[];
  readonly types: ReadonlySet<WebhookType>;
  readonly allowPrivate: boolean;
  /** Whose ids the messages have. Default: `default`, whose ids are as they are. */
  readonly tenant?: string | undefined;
  readonly timings?: Partial<WebhookTimings> | undefined;
  /** Called for each dead letter of this instance. */
  readonly onDead?: ((delivery: WebhookDelivery) => void) | undefined;
}

/** One attempt takes 15 s at most, as Standard Webhooks suggests 15 to 30; no lease ends while one is in flight. */
export const defaultWebhookTimings: WebhookTimings = {
  poll: 1_000,
  attempt: 15_000,
  lease: 30_000,
  backOff: defaultBackOff,
  grace: 3_000,
};

/** @param settings null: nothing is announced. */
export function createWebhooks(settings: WebhookSettings | null, store: Store, observer: DomainObserver): Webhooks {
  if (settings === null) return silent;
  const { types, onDead, tenant = defaultTenant } = settings;
  const timings = { ...defaultWebhookTimings, ...settings.timings };
  const endpoints = settings.urls.map(toEndpoint);
  const client = createWebhookClient({ ...settings, timeoutMs: timings.attempt });
  const onAttempt = ({ delivery }: Attempted): void => {
    const { state, event } = delivery;
    observer.onWebhook(event.type, state === 'PENDING' ? 'failed' : state === 'DEAD' ? 'dead' : 'delivered');
    if (state === 'DEAD') onDead?.(delivery);
  };
  const dispatches = endpoints.map((endpoint) =>
    startDispatch({ endpoint, outbox: store.outbox, client, timings, tenant, onAttempt }),
  );
  const wake = (): void => {
    for (const dispatch of dispatches) dispatch.wake();
  };
  const publish: Webhooks['publish'] = async (occurrence) => {
    if (!types.has(occurrence.type)) return;
    const event = toEvent(occurrence);
    await store.outbox.add(endpoints.map((endpoint) => toDelivery(event, endpoint)));
    wake();
  };
  const retries = createRetries(store, publish);
  return {
    publish,
    publishEventually: (occurrence) => publish(occurrence).catch(() => retries.plan(occurrence)),
    hasEndpoint: (key) => endpoints.some((endpoint) => endpoint.key === key),
    wake,
    close: async () => {
      retries.close();
      await Promise.all(dispatches.map((dispatch) => dispatch.close()));
    },
  };
}

const silent: Webhooks = {
  publish: async () => undefined,
  publishEventually: async () => undefined,
  hasEndpoint: () => false,
  wake: () => undefined,
  close: async () => undefined,
};
