import type { Locality } from '../../../model/backend.js';
import type { ClientRecord } from '../../../model/client.js';
import { forEachInSlices } from '../../../model/slice.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import type { ClientPort } from '../../backend.js';
import { badResponse } from '../protocol/answer.js';
import { idPattern } from '../protocol/endpoint.js';
import { ClientRow, toRecord } from './client-row.js';
import { type ClientFilter, createFilterProof } from './protocol/filter.js';
import { createHeld } from './protocol/held.js';
import { allow, type LookUp, toLookUp } from './protocol/look-up.js';
import { clients, type NativeSession } from './protocol/session.js';
import { readPage, type Walk, walk } from './protocol/walk.js';

/** Milliseconds for which a list is looked into: it takes a hundred calls, and finds what no filter does (native contract 2.2). */
const heldMs = 300_000;

export type NativeClients = Required<Pick<ClientPort, 'list' | 'lacks'>> &
  ClientPort & {
    /** Forgets the list that look-ups search: something in it has been changed. */
    forget(): void;
  };

export function createNativeClients(session: NativeSession, locality: Locality): NativeClients {
  const isKnown = createFilterProof(session);
  const walkAll = (call: UpstreamCall): Promise<Walk<ClientRow>> =>
    walk(session, { route: clients, kind: 'list' }, ClientRow, keyOf, call);
  // A list that is not whole proves nothing.
  const held = createHeld(heldMs, walkAll, ({ isWhole }) => isWhole);
  const filterBy = async (filter: ClientFilter, value: string, call: UpstreamCall): Promise<readonly ClientRow[]> => {
    const { count, results } = await readPage(session, { route: clients, query: { [filter]: value } }, {}, call);
    if (count > results.length) throw badResponse(`${filter}: ignored`);
    const rows = results.flatMap((each) => ClientRow.safeParse(each).data ?? []);
    return rows.sort((one, other) => one.id_servicio - other.id_servicio);
  };
  const read = async (serviceId: string | number, call: UpstreamCall): Promise<ClientRecord | null> => {
    if (!(await isKnown('id_servicio', call)))
      return searchFor(({ id_servicio: id }) => String(id) === String(serviceId), call);
    const rows = await filterBy('id_servicio', String(serviceId), call);
    const row = rows.find(({ id_servicio: id }) => String(id) === String(serviceId));
    if (row === undefined && rows.length > 0) throw badResponse('not the client requested');
    return row === undefined ? null : toRecord(row, locality);
  };
  /** Looks into the list. @throws {UpstreamError} no row fits, but the list lacks others, too. */
  const searchFor = async (fits: (row: ClientRow) => boolean, call: UpstreamCall): Promise<ClientRecord | null> => {
    const { rows, isWhole } = await held.get(call);
    const row = rows.find(fits);
    if (row !== undefined) return toRecord(row, locality, heldMs);
    if (!isWhole) throw badResponse('its list lacks clients');
    return null;
  };
  const lookUpBy = async (
    { filter, values, mayMatch, matches }: LookUp,
    call: UpstreamCall,
  ): Promise<ClientRecord | null> => {
    const fits = (row: ClientRow): boolean => mayMatch(row) && matches(toRecord(row, locality));
    if (await isKnown(filter, call)) {
      for (const value of values) {
        const row = (await filterBy(filter, value, call)).find(fits);
        if (row !== undefined) return toRecord(row, locality);
      }
    }
    // Written otherwise there (T25, T26), or the filter is one that it ignores (T01).
    const found = await searchFor(fits, call);
    const current = found === null ? null : await read(found.key.value, call);
    return current !== null && matches(current) ? current : null;
  };
  return {
    keyKinds: ['SERVICE_ID', 'DOCUMENT', 'PHONE', 'USERNAME', 'EMAIL'],
    find: async (key, call) => {
      if (key.kind === 'SERVICE_ID') return read(allow('serviceId', idPattern, key.value), call);
      const wanted = toLookUp(key, locality);
      return wanted === null ? null : lookUpBy(wanted, call);
    },
    list: async (call) => {
      const { rows, isWhole } = await walkAll(call);
      // An empty list is no ISP's: a key that may see no client looks the same.
      const isProven = isWhole && rows.length > 0;
      const records: ClientRecord[] = [];
      await forEachInSlices(rows, (row) => {
        records.push(toRecord(row, locality));
      });
      return { records, completeness: isProven ? 'WHOLE' : 'PARTIAL' };
    },
    lacks: ({ completeness }) => Promise.resolve(completeness !== 'WHOLE'),
    forget: held.forget,
  };
}

function keyOf({ id_servicio: id }: ClientRow): number {
  return id;
}
