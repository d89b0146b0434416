/** A client as the peers' graph shows them. */
export interface Client {
  readonly id: string;
  readonly serviceId: number;
  readonly name: string | null;
  readonly document: string | null;
  readonly city: string | null;
  readonly status: string;
  readonly planName: string | null;
  readonly zone: { readonly zoneId: number } | null;
}

export interface Plan {
  readonly name: string;
  readonly type: string;
}

/** Everybody, in the order of their ids. */
export type Clients = readonly Client[];

/** The plans, by what `planKey` makes of a name. */
export type Plans = ReadonlyMap<string, Plan>;

/** What the middleware says of a client, as far as it is read (contract 1.2). */
export interface ClientRow {
  readonly service_id: number;
  readonly name: string;
  readonly document: string;
  readonly city: string;
  readonly payment_status: string;
  readonly zone_id: number | null;
  readonly internet_plan_name: string | null;
}

export interface PlanRow {
  readonly name: string;
  readonly type: string;
}

/** The frame of every answer of the middleware's first version. */
export interface Envelope<Data> {
  readonly ok: boolean;
  readonly action: string;
  readonly data: Data;
}

/** What is asked of the middleware, whatever asks. */
export function createReads(get: <Data>(path: string) => Promise<Envelope<Data>>) {
  return {
    readClient: async (serviceId: number): Promise<Client | null> =>
      toClientOrNull(await get(`/api/v1/clients/by-service-id/${serviceId}`)),
    readClients: async (): Promise<Clients> => toClients(await get('/api/v1/clients/')),
    readPlans: async (): Promise<Plans> => toPlans(await get('/api/v1/internet-plans/')),
  };
}

const statuses: Readonly<Record<string, string>> = {
  activo: 'ACTIVE',
  suspendido: 'SUSPENDED',
  cortado: 'SUSPENDED',
  cancelado: 'CANCELLED',
  gratis: 'FREE',
};

const planTypes: Readonly<Record<string, string>> = { PPPOE: 'PPPOE', 'SIMPLE QUEUE': 'SIMPLE_QUEUE', PCQ: 'PCQ' };

/** @returns null when there is no such client. */
export function toClientOrNull({ action, data }: Envelope<ClientRow | null>): Client | null {
  return action === 'client_found' && data !== null ? toClient(data) : null;
}

export function toClients({ data }: Envelope<readonly ClientRow[]>): Clients {
  return data.map(toClient).sort((left, right) => left.serviceId - right.serviceId);
}

export function toPlans({ data }: Envelope<readonly PlanRow[]>): Plans {
  return new Map(
    data.map(({ name, type }) => [
      planKey(name),
      { name: name.trim(), type: planTypes[type.trim().toUpperCase()] ?? 'OTHER' },
    ]),
  );
}

/** A plan that the list does not show is known by name alone. */
export function findPlan(plans: Plans, name: string): Plan {
  return plans.get(planKey(name)) ?? { name, type: 'UNKNOWN' };
}

function planKey(name: string): string {
  return name.trim().toLowerCase();
}

function toClient(row: ClientRow): Client {
  return {
    id: Buffer.from(`Client:WISPHUB:${row.service_id}`).toString('base64url'),
    serviceId: row.service_id,
    name: clean(row.name),
    document: clean(row.document),
    city: clean(row.city),
    status: statuses[row.payment_status.toLowerCase()] ?? 'UNKNOWN',
    planName: clean(row.internet_plan_name),
    zone: row.zone_id === null ? null : { zoneId: row.zone_id },
  };
}

function clean(text: string | null): string | null {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? null : trimmed;
}
