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
import { partAt, partOf, partsOf } from './part.js';
import type { Plan, PlanIndex } from './search/plan-index.js';
import type { Services } from './services.js';

type KnownPlan = Pick<PlanSummary, 'key' | 'name'> & { readonly backend: BackendName };

/** The ISP's internet plans. A client names its plan by name only: one list of plans serves all clients of an operation. */
export class Plans {
  readonly #services: Services;
  readonly #call: UpstreamCall;
  readonly #details: DataLoader<KnownPlan, PlanDetail | null, string>;
  readonly #indexes = new Map<BackendName, PlanIndex | Promise<PlanIndex>>();

  constructor(services: Services, call: UpstreamCall) {
    this.#services = services;
    this.#call = call;
    this.#details = createLoader(
      'plans',
      call,
      (plans, batch) =>
        loadEach(plans, async (plan) => partAt(services.backends, 'plans', plan.backend).part.detail(plan, batch)),
      ({ backend, key }) => `${backend}:${key}`,
    );
  }

  /** Of the first back end that has plans, in its order. @throws {NotSupported} no back end has plans. */
  async all(): Promise<readonly Plan[]> {
    return (await this.#load(partOf(this.#services.backends, 'plans').backend.name)).all;
  }

  /** @returns null when there is no such plan. */
  async byPlanId(planId: number): Promise<Plan | null> {
    return (await this.all()).find((plan) => plan.planId === planId) ?? null;
  }

  /** The plan of a global id. Of a plan that its back end does not list, as the integration of Wispro, nothing but the id is known. */
  async byKey(backend: BackendName, key: string): Promise<Plan | null> {
    if (!partsOf(this.#services.backends, 'plans').some((each) => each.backend.name === backend)) {
      return { id: encodeId('Plan', backend, key), backend, key: null, planId: null, name: null, type: 'UNKNOWN' };
    }
    return (await this.#load(backend)).byKey(key);
  }

  /**
   * At once where the list is kept: a page of clients has as many plans.
   * @returns null when the client has no plan. A plan that the list does not show is known by name and price alone.
   */
  ofClient(client: ClientRecord): Plan | null | Promise<Plan | null> {
    const { planName } = client;
    if (planName === null) return null;
    const index = this.#load(client.backend);
    return index instanceof Promise
      ? index.then((loaded) => named(planName, client, loaded))
      : named(planName, client, index);
  }

  /** Price and speeds: one call for each plan, however many clients have it. @returns null when the back end does not tell. */
  async detail({ backend, key, name }: Plan): Promise<PlanDetail | null> {
    return key === null || name === null ? null : this.#details.load({ backend, key, name });
  }

  async price(plan: Plan): Promise<Money | null> {
    return plan.clientPrice === undefined ? ((await this.detail(plan))?.price ?? null) : plan.clientPrice;
  }

  #load(name: BackendName): PlanIndex | Promise<PlanIndex> {
    const known = this.#indexes.get(name);
    if (known !== undefined) return known;
    const index = this.#read(name);
    this.#indexes.set(name, index);
    return index;
  }

  #read(name: BackendName): PlanIndex | Promise<PlanIndex> {
    const { part } = partAt(this.#services.backends, 'plans', name);
    const toIndex = (plans: readonly PlanSummary[]) => this.#services.planIndexOf(plans, name);
    const cached = part.peekList();
    return cached === undefined ? part.list(this.#call).then(toIndex) : toIndex(cached);
  }
}

/** By the key that the one contract gives, and else by name, of which two plans may have the same. */
function named(name: string, client: ClientRecord, index: PlanIndex): Plan {
  const { planPrice: clientPrice, backend, contracts } = client;
  const planId = contracts.length === 1 ? contracts[0]?.planId : null;
  const listed = (planId == null ? null : index.byKey(planId)) ?? index.byName(name);
  // Written out: spread, it takes as long as the rest of a client on a page.
  if (listed !== null) {
    const { id, key, planId, type } = listed;
    return { id, backend: listed.backend, key, planId, name: listed.name, type, clientPrice };
  }
  const id = encodeId('Plan', backend, `~${Buffer.from(fold(name)).toString('base64url')}`);
  return { id, backend, key: null, planId: null, name, type: 'UNKNOWN', clientPrice };
}
