import type { Diagnostic } from '../../../model/diagnostic.js';
import { UpstreamError } from '../../../model/errors.js';
import type { UpstreamClient } from '../../../upstream/client.js';
import { createPathTemplate, type PathTemplate } from '../../../upstream/path-template.js';
import { createResilience } from '../../../upstream/resilience/resilience.js';
import { failure, inspectionCall } from '../../inspection.js';
import type { WispHubSettings } from '../settings.js';
import { ClientRow } from './client-row.js';
import { balance, createBalances } from './money/balance.js';
import { type ClientFilter, createFilterProof } from './protocol/filter.js';
import { clients, createNativeSession, type NativeSession } from './protocol/session.js';
import { readPage, walk } from './protocol/walk.js';

/** Areas that the gateway uses besides clients, each of which a key may be forbidden (T05). */
const areas: readonly PathTemplate[] = [
  '/tickets/',
  '/tickets/asuntos-tickets/',
  '/plan-internet/',
  '/facturas/',
  '/zonas/',
].map((path) => createPathTemplate(path));

const filters: readonly ClientFilter[] = ['id_servicio', 'cedula', 'telefono__contains', 'usuario'];

const hint = 'Set WISPHUB_URL to the host on which the key was made, and WISPHUB_API_KEY to the key.';

/** Looks at WispHub's own API: the key, each area that it may enter, the filters, and whether the list is whole. */
export async function inspectNative(
  client: UpstreamClient,
  { apiKey, dialect }: WispHubSettings,
): Promise<readonly Diagnostic[]> {
  const session = createNativeSession(client, apiKey, createResilience('WISPHUB'));
  let first: unknown;
  try {
    [first] = (await readPage(session, { route: clients }, { limit: 1 }, inspectionCall())).results;
  } catch (error) {
    const isRefused = error instanceof UpstreamError && error.code === 'UPSTREAM_AUTH_FAILED';
    const reachable = { check: 'reachable', status: 'ok', message: 'it refuses who asks, as an API does' } as const;
    return [...(isRefused ? [reachable] : []), failure(isRefused ? 'credentials' : 'reachable', error, hint)];
  }
  return [
    { check: 'reachable', status: 'ok', message: 'GET /clientes/ was answered' },
    toDialect(dialect),
    { check: 'credentials', status: 'ok', message: 'GET /clientes/ was answered with them' },
    ...(await Promise.all(areas.map((area) => inspectArea(session, area)))),
    ...(await inspectBalance(session, first)),
    await inspectFilters(session),
    await inspectList(session),
  ];
}

function toDialect(forced: WispHubSettings['dialect']): Diagnostic {
  if (forced === 'auto' || forced === 'native') return { check: 'dialect', status: 'ok', message: 'native' };
  const message = `WISPHUB_DIALECT is ${forced}, but native is spoken`;
  return { check: 'dialect', status: 'fault', message, hint: 'Set WISPHUB_DIALECT=auto, or native.' };
}

function inspectArea(session: NativeSession, route: PathTemplate): Promise<Diagnostic> {
  return inspectPermission(route.template, () => readPage(session, { route }, { limit: 1 }, inspectionCall()));
}

/** Of any client, as there is no list of balances; without a client nothing can be said. */
async function inspectBalance(session: NativeSession, row: unknown): Promise<readonly Diagnostic[]> {
  const client = ClientRow.safeParse(row).data;
  if (client === undefined) return [];
  const read = (): Promise<unknown> => createBalances(session).read(client.id_servicio, null, inspectionCall());
  return [await inspectPermission(balance.template, read)];
}

async function inspectPermission(path: string, read: () => Promise<unknown>): Promise<Diagnostic> {
  const check = `permission for ${path}`;
  try {
    await read();
    return { check, status: 'ok', message: 'the key may enter' };
  } catch (error) {
    return failure(check, error, 'Give the member of the staff to whom the key belongs that permission.');
  }
}

async function inspectFilters(session: NativeSession): Promise<Diagnostic> {
  const check = 'filters of clients';
  const isKnown = createFilterProof(session);
  try {
    const known = await Promise.all(filters.map((filter) => isKnown(filter, inspectionCall())));
    const ignored = filters.filter((_, index) => known[index] !== true);
    if (ignored.length === 0) return { check, status: 'ok', message: 'each is known to it' };
    const effect = 'Nothing: the whole list is read in their place, which takes longer.';
    return { check, status: 'warning', message: `ignored or refused: ${ignored.join(', ')}`, hint: effect };
  } catch (error) {
    return failure(check, error);
  }
}

async function inspectList(session: NativeSession): Promise<Diagnostic> {
  const check = 'list of clients';
  try {
    const read = { route: clients, kind: 'list' } as const;
    const { rows, isWhole } = await walk(session, read, ClientRow, ({ id_servicio: id }) => id, inspectionCall());
    if (isWhole && rows.length > 0)
      return { check, status: 'ok', message: `${rows.length} clients, as it counts them` };
    const why = rows.length === 0 ? 'it has no client' : 'it has fewer different clients than it counts';
    return { check, status: 'warning', message: why, hint: 'Look again: rows may have moved while they were read.' };
  } catch (error) {
    return failure(check, error);
  }
}
