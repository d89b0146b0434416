import { BadUserInput } from '../../model/errors.js';
import { type Page, type PageRequest, toPage } from '../../model/page.js';
import { type WebhookDelivery, type WebhookDeliveryState, webhookDeliveryStates } from '../../model/webhook.js';
import { maxListed } from '../../store/outbox/outbox.js';
import type { Services } from '../services.js';

/** Webhooks that are in the outbox. */
export class WebhookDeliveries {
  readonly #services: Pick<Services, 'store' | 'webhooks'>;

  constructor(services: Pick<Services, 'store' | 'webhooks'>) {
    this.#services = services;
  }

  /** Newest first. Without a total where a state has more than a list shows. @param state default: every one. */
  async search(request: PageRequest, state: WebhookDeliveryState | null): Promise<Page<WebhookDelivery>> {
    toPage([], request, String, newestFirst);
    const { outbox } = this.#services.store;
    const lists = await Promise.all(
      (state === null ? webhookDeliveryStates : [state]).map((each) => outbox.list(each)),
    );
    const keyOf = ({ createdAt, id }: WebhookDelivery): string => `${createdAt} ${id}`;
    const found = lists.flat().sort((left, right) => newestFirst(keyOf(left), keyOf(right)));
    const page = toPage(found, request, keyOf, newestFirst);
    const isWhole = lists.every(({ length }) => length < maxListed);
    return { edges: page.edges, nodes: page.nodes, pageInfo: page.pageInfo, totalCount: isWhole ? found.length : null };
  }

  /** Sends it again from the first attempt on. @throws {BadUserInput} there is none, or its endpoint is not configured any more. */
  async replay(id: string): Promise<WebhookDelivery> {
    const { store, webhooks } = this.#services;
    const found = await store.outbox.get(id);
    const now = new Date().toISOString();
    if (found !== null && webhooks.hasEndpoint(found.endpoint)) {
      const next: WebhookDelivery = { ...found, state: 'PENDING', attempts: 0, nextAttemptAt: now };
      if (await store.outbox.replay(next)) {
        webhooks.wake();
        return (await store.outbox.get(id)) ?? next;
      }
    }
    throw new BadUserInput('input.id', {
      expected: 'the id of a delivery that is kept, to an endpoint that is configured',
    });
  }
}

function newestFirst(left: string, right: string): number {
  return left < right ? 1 : left > right ? -1 : 0;
}
