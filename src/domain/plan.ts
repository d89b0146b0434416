import type DataLoader from 'dataloader';
import type { BackendName } from '../model/backend.js';
import type { ClientRecord } from '../model/client.js';
import { encodeId } from '../model/id.js';
import type { Money } from '../model/money.js';
import type { PlanDetail, PlanSummary } from '../model/plan.js';
import { fold } from '../model/text.js';
import type { UpstreamCall } from '../upstream/call.js';
import { loadEach } from './cache/load-each.js';
import { createLoader } from './cache/loader.js';
import { partOf } from './part.js';
import type { Plan, PlanIndex } from './search/plan-index.js';
import type { Services } from './services.js';

type ListedPlan = Pick<PlanSummary, 'planId' | 'name'>;

/** The ISP's internet plans. A client names its plan by name only: one list of plans serves all clients of an operation. */
export class Plans {
  readonly #services: Services;
  readonly #call: UpstreamCall;
  readonly #details: DataLoader<ListedPlan, PlanDetail | null, number>;
  #index: PlanIndex | Promise<PlanIndex> | undefined;

  constructor(services: Services, call: UpstreamCall) {
    this.#services = services;
    this.#call = call;
    this.#details = createLoader(
      'plans',
      call,
      (plans, batch) => loadEach(plans, async (plan) => this.#part().part.detail(plan, batch)),
      ({ planId }) => planId,
    );
  }

  /** In the back end's order. @throws {NotSupported} no back end has plans. */
  async all(): Promise<readonly Plan[]> {
    return (await this.#load()).all;
  }

  /** @returns null when there is no such plan. */
  async byPlanId(planId: number): Promise<Plan | null> {
    return (await this.all()).find((plan) => plan.planId === planId) ?? null;
  }

  /** The plan of a global id. Of a plan that its back end does not list, as Wispro's, nothing but the id is known. */
  async byKey(backend: BackendName, key: string): Promise<Plan | null> {
    const lister = this.#services.backends.find(({ name, plans }) => name === backend && plans !== undefined);
    if (lister === undefined)
      return { id: encodeId('Plan', backend, key), backend, planId: null, name: null, type: 'UNKNOWN' };
    const plans = await this.all();
    return plans.find((plan) => String(plan.planId) === key) ?? null;
  }

  /**
   * At once where the list is kept: a page of clients has as many plans.
   * @returns null when the client has no plan. A plan that the list does not show is known by name and price alone.
   */
  ofClient(client: ClientRecord): Plan | null | Promise<Plan | null> {
    const { planName } = client;
    if (planName === null) return null;
    const index = this.#load();
    return index instanceof Promise
      ? index.then((loaded) => named(planName, client, loaded))
      : named(planName, client, index);
  }

  /** Price and speeds: one call for each plan, however many clients have it. @returns null when the back end does not tell. */
  async detail({ planId, name }: Plan): Promise<PlanDetail | null> {
    return planId === null || name === null ? null : this.#details.load({ planId, name });
  }

  async price(plan: Plan): Promise<Money | null> {
    return plan.clientPrice === undefined ? ((await this.detail(plan))?.price ?? null) : plan.clientPrice;
  }

  #load(): PlanIndex | Promise<PlanIndex> {
    this.#index ??= this.#read();
    return this.#index;
  }

  #read(): PlanIndex | Promise<PlanIndex> {
    const { backend, part } = this.#part();
    const toIndex = (plans: readonly PlanSummary[]) => this.#services.planIndexOf(plans, backend.name);
    const cached = part.peekList();
    return cached === undefined ? part.list(this.#call).then(toIndex) : toIndex(cached);
  }

  #part() {
    return partOf(this.#services.backends, 'plans');
  }
}

function named(name: string, { planPrice: clientPrice, backend }: ClientRecord, index: PlanIndex): Plan {
  const listed = index.byName(name);
  // Written out: spread, it takes as long as the rest of a client on a page.
  if (listed !== null) {
    const { id, planId, type } = listed;
    return { id, backend: listed.backend, planId, name: listed.name, type, clientPrice };
  }
  const id = encodeId('Plan', backend, `~${Buffer.from(fold(name)).toString('base64url')}`);
  return { id, backend, planId: null, name, type: 'UNKNOWN', clientPrice };
}
