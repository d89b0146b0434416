import type DataLoader from 'dataloader';
import type { AccountState } from '../model/account.js';
import { dayIn } from '../model/calendar.js';
import type { ClientRecord } from '../model/client.js';
import type { Money } from '../model/money.js';
import type { PromiseRefusal } from '../model/problem.js';
import type { UpstreamCall } from '../upstream/call.js';
import { promiseOutlookOf, stateOf } from './account-state.js';
import { loadEach } from './cache/load-each.js';
import { createLoader } from './cache/loader.js';
import type { Clients } from './client.js';
import { partAt, partsOf } from './part.js';
import type { Services } from './services.js';

/** The money between a client and the ISP. Null: not known. */
export interface Account {
  readonly state: AccountState;
  readonly owed: Money | null;
  readonly carried: Money | null;
  readonly invoiced: Money | null;
  /** Calendar days, YYYY-MM-DD. */
  readonly dueDate: string | null;
  readonly cutOffDate: string | null;
  readonly canPromise: boolean | null;
  /** Null as well where no back end takes promises for the client. */
  readonly promiseRefusal: PromiseRefusal | null;
  readonly promisedUntil: string | null;
}

/** Accounts of subscribers, at the back end that bills them. */
export class Accounts {
  readonly #services: Services;
  readonly #clients: Clients;
  readonly #accounts: DataLoader<ClientRecord, Account, string>;

  constructor(services: Services, clients: Clients, call: UpstreamCall) {
    this.#services = services;
    this.#clients = clients;
    this.#accounts = createLoader(
      'accounts',
      call,
      (records, batch) => loadEach(records, (record) => this.#read(record, batch)),
      ({ id }) => id,
    );
  }

  /** @returns null when the back end that bills does not know the client. */
  async ofClient(client: ClientRecord): Promise<Account | null> {
    const record = await this.#clients.recordWith(client, 'ACCOUNT');
    return record === null ? null : this.#accounts.load(record);
  }

  async #read(record: ClientRecord, call: UpstreamCall): Promise<Account> {
    const { backends } = this.#services;
    const { backend, part } = partAt(backends, 'accounts', record.backend);
    const today = dayIn(backend.locality.timeZone, new Date());
    const [reading, promisedUntil] = await Promise.all([part.read(record, call), this.#promisedUntil(record, today)]);
    const { owed, carried, invoiced, dueDate } = reading;
    const { contracts } = record;
    const statuses = contracts.length > 0 ? contracts.map(({ status }) => status) : [record.status];
    const facts = { ...reading, statuses, promisedUntil };
    const taker = partsOf(backends, 'promises').find((each) => each.backend.name === record.backend)?.part ?? null;
    const { canPromise, refusal: promiseRefusal } = promiseOutlookOf(facts, taker);
    const money = { owed, carried, invoiced, dueDate, cutOffDate: record.cutOffDate };
    return { ...money, state: stateOf(facts), canPromise, promiseRefusal, promisedUntil };
  }

  /** The furthest day until which a promise holds that was recorded through this gateway: no back end tells them. */
  async #promisedUntil({ id }: ClientRecord, today: string): Promise<string | null> {
    const promises = await this.#services.store.promises.list(`client:${id}`);
    const days = promises.map(({ validUntil }) => validUntil).filter((day) => day >= today);
    return days.sort().at(-1) ?? null;
  }
}
