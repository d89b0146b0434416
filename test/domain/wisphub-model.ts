import {
  type CallEndpoint,
  type Endpoint,
  type Input,
  readOutcome,
  type Shapes,
} from '../../src/backends/wisphub/protocol/endpoint.js';
import type { Clock } from '../../src/store/store.js';

/** What is changed of a subscriber. A phone is as it is dialled. */
export type Field = 'phone' | 'document';

/** A native row, as far as it matters here. */
export interface ModelRow {
  /** The same for everybody: whose a number or document is, is told by the others. */
  readonly name?: string;
  readonly service_id: number;
  readonly phone: string;
  readonly document: string;
}

/** The middleware's caches over a native system, without a network: what was observed, and nothing else. */
export interface WispHubModel {
  readonly ask: CallEndpoint;
  readonly rows: ReadonlyMap<number, ModelRow>;
  /** The native system answers nobody. */
  isDown: boolean;
  /** Which worker serves the next request; those after it go round. */
  turn: number;
  /** For how many microtasks the next answers, once made, are on their way. Then: none. */
  delays: readonly number[];
  /** Another subscriber base, in front of workers that have just started. */
  reset(rows: readonly ModelRow[]): void;
  /** Somebody changes a row natively. */
  change(serviceId: number, field: Field, value: string): void;
}

interface Loaded<Value> {
  readonly value: Value;
  readonly loadedAt: number;
}

/** The caches of one worker process (contract 1.11, 2.3). */
interface Worker {
  list: Loaded<readonly ModelRow[]> | undefined;
  /** v2: the last list, for look-ups by phone and document. */
  snapshot: readonly ModelRow[];
  readonly byServiceId: Map<string, Loaded<ModelRow | undefined>>;
}

const workerCount = 4;
const listLifeMs = 300_000;
const byServiceIdLifeMs = 120_000;

export function createWispHubModel(dialect: 'v1' | 'v2', clock: Clock): WispHubModel {
  const rows = new Map<number, ModelRow>();
  let workers: readonly Worker[] = [];

  const readNative = (): readonly ModelRow[] => (model.isDown ? [] : [...rows.values()]);
  const loadList = (worker: Worker): readonly ModelRow[] => {
    worker.snapshot = readNative();
    worker.list = { value: worker.snapshot, loadedAt: clock() };
    return worker.snapshot;
  };
  const listOf = (worker: Worker): readonly ModelRow[] =>
    worker.list !== undefined && clock() - worker.list.loadedAt < listLifeMs ? worker.list.value : loadList(worker);
  const findById = (worker: Worker, serviceId: string): ModelRow | undefined => {
    const known = worker.byServiceId.get(serviceId);
    if (known !== undefined && clock() - known.loadedAt < byServiceIdLifeMs) return known.value;
    const value = readNative().find((row) => String(row.service_id) === serviceId);
    if (dialect === 'v2') worker.byServiceId.set(serviceId, { value, loadedAt: clock() });
    return value;
  };
  const findByField = (worker: Worker, field: Field, value: unknown): ModelRow | undefined =>
    (dialect === 'v1' ? readNative() : worker.snapshot).find((row) => row[field] === value);
  const update = (serviceId: number, change: Partial<ModelRow>): boolean => {
    const row = rows.get(serviceId);
    if (model.isDown || row === undefined) return false;
    rows.set(serviceId, { ...row, ...change });
    return true;
  };

  const read = (worker: Worker, route: string, { parameters = {}, query = {} }: Input) => {
    switch (route) {
      case '/clients/by-service-id/{serviceId}':
        return findById(worker, String(parameters.serviceId));
      case '/clients/by-document/{document}':
        return findByField(worker, 'document', parameters.document);
      case '/clients/by-phone/{phone}':
        return findByField(worker, 'phone', parameters.phone);
      case '/clients/':
        return listOf(worker);
      case '/clients/search':
        return listOf(worker).filter(({ document, phone }) => `${document} ${phone}`.includes(query.q ?? ''));
      default:
        throw new Error(`no model of ${route}`);
    }
  };

  const serve = <Outcomes extends Shapes>(worker: Worker, endpoint: Endpoint<Outcomes>, input: Input) => {
    if (endpoint.method === 'PUT') {
      const isDone = update(Number(input.parameters?.serviceId), input.json as Partial<ModelRow>);
      const refusal = dialect === 'v1' ? 'client_update_failed' : 'outcome_unknown';
      return readOutcome(endpoint, { action: isDone ? 'client_updated' : refusal, data: null }, input);
    }
    const data = read(worker, endpoint.route.template, input);
    const action = Array.isArray(data) ? 'clients_listed' : data === undefined ? 'client_not_found' : 'client_found';
    const v2 = endpoint.v2[data === undefined ? 404 : 200];
    return readOutcome(endpoint, { action: dialect === 'v1' ? action : String(v2), data }, input);
  };

  const model: WispHubModel = {
    rows,
    isDown: false,
    turn: 0,
    delays: [],
    ask: async (endpoint, input) => {
      const worker = workers[model.turn++ % workerCount];
      if (worker === undefined) throw new Error('no worker');
      const outcome = serve(worker, endpoint, input);
      const [delay = 0, ...delays] = model.delays;
      model.delays = delays;
      for (let count = 0; count < delay; count += 1) await undefined;
      return outcome;
    },
    reset: (population) => {
      rows.clear();
      for (const row of population) rows.set(row.service_id, { ...row, name: 'ESPERANZA BENITEZ' });
      Object.assign(model, { isDown: false, turn: 0, delays: [] });
      workers = Array.from({ length: workerCount }, () => ({ list: undefined, snapshot: [], byServiceId: new Map() }));
      // v2 loads its list when it starts.
      if (dialect === 'v2') for (const worker of workers) loadList(worker);
    },
    change: (serviceId, field, value) => {
      const row = rows.get(serviceId);
      if (row !== undefined) rows.set(serviceId, { ...row, [field]: value });
    },
  };
  return model;
}
