import type { Locality } from '../../../model/backend.js';
import type { ClientKey, ClientRecord } from '../../../model/client.js';
import { createClientIndexes } from '../../../model/client-index.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import type { ClientPort, HeldList } from '../../backend.js';
import { badResponse } from '../protocol/answer.js';
import { idPattern } from '../protocol/endpoint.js';
import { ClientRow, toRecord } from './client-row.js';
import { createHeldClients } from './protocol/client-list.js';
import { type ClientFilter, createFilterProof } from './protocol/filter.js';
import { allow, type LookUp, toLookUp } from './protocol/look-up.js';
import { clients, type NativeSession } from './protocol/session.js';
import { readFiltered } from './protocol/walk.js';

export type NativeClients = Required<Pick<ClientPort, 'list' | 'lacks'>> &
  ClientPort & {
    readonly held: HeldList;
    /** Ends what it reads in the background. */
    close(): void;
  };

export function createNativeClients(session: NativeSession, locality: Locality): NativeClients {
  const isKnown = createFilterProof(session);
  const list = createHeldClients(session, locality);
  const indexOf = createClientIndexes(locality);
  /** @returns null where it does not take the value. */
  const filterBy = async (
    filter: ClientFilter,
    value: string,
    call: UpstreamCall,
  ): Promise<readonly ClientRow[] | null> => {
    const page = await readFiltered(session, { route: clients, query: { [filter]: value } }, {}, call);
    if (page === null) return null;
    if (page.count > page.results.length) throw badResponse(`${filter}: ignored`);
    const rows = page.results.flatMap((each) => ClientRow.safeParse(each).data ?? []);
    return rows.sort((one, other) => one.id_servicio - other.id_servicio);
  };
  const read = async (serviceId: string, call: UpstreamCall): Promise<ClientRecord | null> => {
    if (!(await isKnown('id_servicio', call))) return searchFor({ kind: 'SERVICE_ID', value: serviceId }, call);
    const rows = await filterBy('id_servicio', serviceId, call);
    if (rows === null) return searchFor({ kind: 'SERVICE_ID', value: serviceId }, call);
    const row = rows.find(({ id_servicio: id }) => String(id) === serviceId);
    if (row === undefined && rows.length > 0) throw badResponse('not the client requested');
    return row === undefined ? null : toRecord(row, locality);
  };
  /** Looks into the list. @throws {UpstreamError} it has no client with the key, but lacks others, too. */
  const searchFor = async (key: ClientKey, call: UpstreamCall): Promise<ClientRecord | null> => {
    const { value, readAt } = await list.get(call);
    const [record] = indexOf(value)(key);
    if (record !== undefined) return { ...record, lagMs: performance.now() - readAt };
    if (value.completeness !== 'WHOLE') throw badResponse('its list lacks clients');
    return null;
  };
  const lookUpBy = async (
    key: ClientKey,
    { filter, values, matches }: LookUp,
    call: UpstreamCall,
  ): Promise<ClientRecord | null> => {
    if (await isKnown(filter, call)) {
      for (const value of values) {
        const records = ((await filterBy(filter, value, call)) ?? []).map((row) => toRecord(row, locality));
        const record = records.find(matches);
        if (record !== undefined) return record;
      }
    }
    // Written otherwise there (T25, T26), or the filter is one that it ignores (T01) or refuses.
    const found = await searchFor(key, call);
    const current = found === null ? null : await read(found.key.value, call);
    return current !== null && matches(current) ? current : null;
  };
  return {
    keyKinds: ['SERVICE_ID', 'DOCUMENT', 'PHONE', 'USERNAME', 'EMAIL'],
    find: async (key, call) => {
      if (key.kind === 'SERVICE_ID') return read(allow('serviceId', idPattern, key.value), call);
      const wanted = toLookUp(key, locality);
      return wanted === null ? null : lookUpBy(key, wanted, call);
    },
    list: async (call) => (await list.get(call)).value,
    lacks: ({ completeness }) => Promise.resolve(completeness !== 'WHOLE'),
    held: list.held,
    close: list.close,
  };
}
