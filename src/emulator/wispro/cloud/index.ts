import type { EmulatedAnswer, EmulatedRequest, EmulatedRoute } from '../../message.js';
import { createRandom } from '../../random.js';
import { type EmulatorOptions, type RunningEmulator, serveEmulator } from '../../server.js';
import { serialOf } from '../fixtures/identifier.js';
import type { EmulatedPromise } from '../fixtures/instance.js';
import { createPopulation } from '../fixtures/population.js';
import { createPlanted } from '../fixtures/seed.js';
import type { Subscriber } from '../fixtures/subscriber.js';
import { toLocalDay } from '../wire/calendar.js';
import { routeCloud } from './router.js';
import { type CloudSettings, changeCloudSettings, defaultCloudSettings } from './settings.js';
import type { CloudState } from './state/instance.js';
import type { CloudWrite, EmulatedIssue, EmulatedPayment } from './state/record.js';
import { createCloudPlanted, createIssues, createPayments } from './state/seed.js';

export { plans as cloudPlans } from './catalogue/plan.js';
export { type CloudSettings, cloudSettingValues } from './settings.js';
export { categories as cloudCategories, cloudCases } from './state/seed.js';
export { cloudFaults } from './wire/fault.js';

/** The key when none is given: recognisable, so that a test can look for it where it must not be. */
export const wisproApiToken = 'c10dc10d-1111-4222-8333-444455556666';

export interface WisproCloudOptions extends EmulatorOptions {
  /** Of the generated subscribers: with that of the emulated Suricata the same people. Default 1. */
  readonly seed?: number | undefined;
  /**
   * Subscribers to generate beside the planted ones; the forty shared ones are always among them.
   * @default 500
   */
  readonly subscribers?: number | undefined;
  /** Default `wisproApiToken`. */
  readonly token?: string | undefined;
  /**
   * The list in which promises are kept: the same one as another emulator's, where both play one Wispro.
   * @default one of its own
   */
  readonly promises?: EmulatedPromise[] | undefined;
  /** The clock of writes and of generated invoices. Default the machine's. */
  readonly today?: (() => Date) | undefined;
}

export type WisproCloudEmulator = RunningEmulator & {
  /** The whole base as it is before any write, oldest first. */
  readonly clients: readonly Subscriber[];
  readonly promises: readonly EmulatedPromise[];
  readonly payments: readonly EmulatedPayment[];
  readonly issues: readonly EmulatedIssue[];
  /** Every accepted write since the start or the last `reset`, oldest first. */
  readonly writes: readonly CloudWrite[];
  /** Requests that must never be sent, and were. */
  readonly trips: readonly string[];
  /** Changes readings of the contract until the next `reset`. */
  settings(change: CloudSettings): void;
};

/**
 * Wispro's own API as a server on loopback, written from cloud contract 11 alone. Control endpoints of its own: `GET
 * /__emulator/{clients,promises,payments,issues,writes,trips}`; `POST /__emulator/settings` takes `CloudSettings`.
 */
export async function startWisproCloud(options: WisproCloudOptions = {}): Promise<WisproCloudEmulator> {
  const now = options.today ?? (() => new Date());
  const today = () => toLocalDay(now());
  const state = createState(options, today());
  const key = options.token ?? wisproApiToken;
  let settings = defaultCloudSettings();
  const change = (changes: Readonly<Record<string, unknown>>): void => {
    settings = changeCloudSettings(settings, changes);
  };
  const { subscribers: clients, promises, payments, issues, writes, trips } = state;
  const running = await serveEmulator(
    {
      route: (request) => {
        const isDifferent = settings.ids === 'different';
        const route = routeCloud({ key, settings, state, now, today }, isDifferent ? withTheirIds(request) : request);
        return isDifferent ? withOtherIds(route) : route;
      },
      mask,
      reset: () => {
        clear(state);
        settings = defaultCloudSettings();
      },
      records: {
        clients: () => clients,
        promises: () => promises,
        payments: () => payments,
        issues: () => issues,
        writes: () => writes,
        trips: () => trips,
      },
      configure: change,
    },
    options,
  );
  return {
    ...running,
    clients,
    promises,
    payments,
    issues,
    writes,
    trips,
    settings: (changes) => change({ ...changes }),
  };
}

function createState(options: WisproCloudOptions, today: string): CloudState {
  const population = createPopulation(createRandom(options.seed ?? 1), options.subscribers ?? 500, today);
  const everybody = [...createPlanted(), ...createCloudPlanted(), ...population];
  const subscribers = everybody.sort((left, right) => serialOf(left.id) - serialOf(right.id));
  const state: CloudState = {
    subscribers,
    promises: options.promises ?? [],
    payments: [],
    issues: [],
    writes: [],
    trips: [],
    changes: new Map(),
    paid: new Map(),
    credit: new Map(),
    enabled: new Map(),
    moved: 0,
  };
  clear(state);
  return state;
}

/** The seed's state again. */
function clear(state: CloudState): void {
  state.promises.length = 0;
  state.writes.length = 0;
  state.trips.length = 0;
  state.payments.splice(0, Number.POSITIVE_INFINITY, ...createPayments(state.subscribers));
  state.issues.splice(0, Number.POSITIVE_INFINITY, ...createIssues(state.subscribers));
  for (const book of [state.changes, state.paid, state.credit, state.enabled]) book.clear();
  state.moved = 0;
}

/** Documents, names, phones and e-mails searched for never reach the call log, and no more does a ticket's text. */
function mask(path: string): string {
  return path.replace(
    /([?&](?:[a-z_]*(?:number|name|phone|mobile|email|custom_id)[a-z_]*|title|description)=)[^&]*/gi,
    '$1***',
  );
}

/** Part of the UUIDs of the fixtures, and what stands for it where ids differ. */
const sharedPart = '-0000-4000-8000-';
const otherPart = '-0000-4000-9000-';

function withTheirIds(request: EmulatedRequest): EmulatedRequest {
  const back = (text: string): string => text.replaceAll(otherPart, sharedPart);
  const query = new URLSearchParams([...request.query].map(([name, value]): [string, string] => [name, back(value)]));
  return { ...request, path: back(request.path), query, body: back(request.body) };
}

function withOtherIds(route: EmulatedRoute): EmulatedRoute {
  const rewrite = (answer: EmulatedAnswer): EmulatedAnswer => ({
    ...answer,
    body: String(answer.body).replaceAll(sharedPart, otherPart),
  });
  return { route: route.route, answer: async () => rewrite(await route.answer()) };
}
