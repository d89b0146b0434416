import { createCache } from '../cache.js';
import type { Middleware } from '../middleware.js';
import type { NativePlan } from '../native/catalogue.js';
import { nativePageSize } from '../native/client.js';
import type { NativeRow } from '../native/row.js';
import { type ClientView, viewClient } from '../view.js';
import { Refusal } from '../wire/refusal.js';

/** v2's caches (contract 2.3): what is missing or could not be had is kept as long as what was found. */
export interface V2Caches {
  clients(): readonly ClientView[];
  /** By the last list that was loaded, however old; by the native system only when that list was empty. */
  findInSnapshot(field: 'document' | 'phone', value: string): ClientView | undefined;
  findByServiceId(serviceId: string): ClientView | undefined;
  plans(): readonly NativePlan[];
  planDetail(planId: number): NativePlan | undefined;
  paymentMethods(): readonly { readonly id: number; readonly name: string }[];
  isZoneFull(zoneId: number, count: () => number): boolean;
  expire(): void;
  /** Empties everything, the snapshots too, and loads the list as the start-up does. */
  restart(): void;
}

const nativeField = { document: 'cedula', phone: 'telefono' } as const;

export function createV2Caches(middleware: Middleware): V2Caches {
  const { native, settings, clock, worker } = middleware;
  const lists = createCache<readonly ClientView[]>(clock, { seconds: () => settings.listCacheSeconds });
  const services = new Map<string, ReturnType<typeof createCache<ClientView | undefined>>>();
  const plans = createCache<readonly NativePlan[]>(clock, { seconds: () => 900 });
  const details = createCache<NativePlan | undefined>(clock, { seconds: () => 900 });
  const methods = createCache<readonly { id: number; name: string }[]>(clock, { seconds: () => 900 });
  const zones = createCache<boolean>(clock, { seconds: () => 60 });
  const snapshots = new Map<string, readonly ClientView[]>();

  const loadList = (key: string): readonly ClientView[] =>
    lists.get(key, () => {
      const loaded = loadClients(middleware);
      snapshots.set(key, loaded);
      return loaded;
    });
  const servicesOf = (key: string) => {
    const cache = services.get(key) ?? createCache<ClientView | undefined>(clock, { seconds: () => 120, size: 128 });
    services.set(key, cache);
    return cache;
  };
  const expire = (): void => {
    for (const cache of [lists, plans, details, methods, zones]) cache.clear();
    services.clear();
  };

  return {
    clients: () => loadList(worker()),
    findInSnapshot: (field, value) => {
      const snapshot = snapshots.get(worker()) ?? [];
      if (snapshot.length > 0) return snapshot.find((client) => client[field] === value);
      return viewOrNothing(native.clients.find(nativeField[field], value));
    },
    findByServiceId: (serviceId) =>
      servicesOf(worker()).get(serviceId, () => viewOrNothing(native.clients.find('id_servicio', serviceId))),
    plans: () => plans.get(worker(), () => native.plans() ?? []),
    planDetail: (planId) =>
      details.get(`${worker()} ${planId}`, () => native.plans()?.find((plan) => plan.id === planId)),
    paymentMethods: () =>
      methods.get(worker(), () => (native.paymentMethods() ?? []).map(({ id, nombre }) => ({ id, name: nombre }))),
    isZoneFull: (zoneId, count) =>
      zones.get(`${worker()} ${zoneId}`, () => count() >= middleware.settings.maxTicketsPerZone),
    expire,
    restart: () => {
      expire();
      snapshots.clear();
      for (let each = 0; each < settings.workers; each += 1) loadList(String(each));
    },
  };
}

/** Every page that the first one's count promises; a page that fails or holds a bad row is left out in silence. */
function loadClients({ native, settings }: Middleware): readonly ClientView[] {
  const count = native.clients.page(1)?.count ?? 0;
  const numbers = Array.from({ length: Math.ceil(count / nativePageSize) }, (_, index) => index + 1);
  return numbers.flatMap((number) => {
    const page = native.clients.page(settings.pagingBug ? 1 : number);
    return viewPage(page?.results ?? []);
  });
}

function viewPage(rows: readonly NativeRow[]): readonly ClientView[] {
  try {
    return rows.map(viewClient);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function viewOrNothing(row: NativeRow | undefined): ClientView | undefined {
  return row === undefined ? undefined : viewClient(row);
}
