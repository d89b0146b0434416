import type { Locality } from '../../../model/backend.js';
import type { ClientKey, ClientRecord } from '../../../model/client.js';
import { documentKey, toDocument } from '../../../model/document.js';
import { BadUserInput } from '../../../model/errors.js';
import { toE164 } from '../../../model/phone.js';
import { backgroundCall, type UpstreamCall } from '../../../upstream/call.js';
import type { ClientPort } from '../../backend.js';
import { toSearchPhone } from '../client-body.js';
import { badResponse } from '../protocol/answer.js';
import { idPattern } from '../protocol/endpoint.js';
import { ClientRow, toRecord } from './client-row.js';
import { type ClientFilter, createFilterProof } from './protocol/filter.js';
import { clients, type NativeSession } from './protocol/session.js';
import { readPage, type Walk, walk } from './protocol/walk.js';

/** Milliseconds for which a list is looked into: it takes a hundred calls, and finds what no filter does (native contract 2.2). */
const heldMs = 300_000;

const documentPattern = /^[0-9A-Z][0-9A-Z-]{3,22}$/;

/** Digits at the end of a phone by which it is asked for: they stand in every way of writing it without blanks. */
const phoneDigits = 7;

/** A way to look for a client by something that is no key of theirs. */
interface LookUp {
  readonly filter: ClientFilter;
  /** Texts under which it may be stored, the most usual first. */
  readonly values: readonly string[];
  matches(record: ClientRecord): boolean;
}

export type NativeClients = Required<Pick<ClientPort, 'list' | 'lacks'>> &
  ClientPort & {
    /** Forgets the list that look-ups search: something in it has been changed. */
    forget(): void;
  };

export function createNativeClients(session: NativeSession, locality: Locality): NativeClients {
  const isKnown = createFilterProof(session);
  let held: { readonly list: Promise<Walk<ClientRow>>; readonly at: number } | undefined;
  const walkAll = (call: UpstreamCall): Promise<Walk<ClientRow>> =>
    walk(session, { route: clients, kind: 'list' }, ClientRow, keyOf, call);
  const hold = (call: UpstreamCall): Promise<Walk<ClientRow>> => {
    if (held !== undefined && call.isFresh !== true && performance.now() - held.at < heldMs) return held.list;
    // Others wait for it too, when its caller has left.
    const current = { list: walkAll(backgroundCall(undefined, call.trace)), at: performance.now() };
    held = current;
    const forget = (): void => {
      if (held === current) held = undefined;
    };
    // A list that is not whole proves nothing, and replaces nothing.
    current.list.then(({ isWhole }) => (isWhole ? undefined : forget()), forget);
    return current.list;
  };
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
    const { rows, isWhole } = await hold(call);
    const row = rows.find(fits);
    if (row !== undefined) return toRecord(row, locality, heldMs);
    if (!isWhole) throw badResponse('its list lacks clients');
    return null;
  };
  const lookUpBy = async ({ filter, values, matches }: LookUp, call: UpstreamCall): Promise<ClientRecord | null> => {
    const fits = (row: ClientRow): boolean => matches(toRecord(row, locality));
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
    keyKinds: ['SERVICE_ID', 'DOCUMENT', 'PHONE'],
    find: async (key, call) => {
      if (key.kind === 'SERVICE_ID') return read(allow('serviceId', idPattern, key.value), call);
      const wanted = toLookUp(key, locality);
      return wanted === null ? null : lookUpBy(wanted, call);
    },
    list: async (call) => {
      const { rows, isWhole } = await walkAll(call);
      // An empty list is no ISP's: a key that may see no client looks the same.
      const isProven = isWhole && rows.length > 0;
      return { records: rows.map((row) => toRecord(row, locality)), completeness: isProven ? 'WHOLE' : 'PARTIAL' };
    },
    lacks: ({ completeness }) => Promise.resolve(completeness !== 'WHOLE'),
    forget: () => {
      held = undefined;
    },
  };
}

function keyOf({ id_servicio: id }: ClientRow): number {
  return id;
}

/** @throws {BadUserInput} nothing was sent. */
export function allow(name: string, pattern: RegExp, value: string): string {
  if (!pattern.test(value)) throw new BadUserInput(name);
  return value;
}

function toLookUp({ kind, value }: ClientKey, locality: Locality): LookUp | null {
  if (kind === 'DOCUMENT') {
    const document = allow('document', documentPattern, toDocument(value) ?? '');
    return {
      filter: 'cedula',
      values: [document, ...toDotted(document)],
      matches: (record) => record.document !== null && documentKey(record.document) === documentKey(document),
    };
  }
  if (kind !== 'PHONE') return null;
  const e164 = toE164(value, locality.phoneCountry);
  return {
    filter: 'telefono__contains',
    values: [toSearchPhone(value, locality).slice(-phoneDigits)],
    matches: ({ phones }) => phones.some((each) => each.e164 === e164),
  };
}

/** The same number with dots between its thousands, as many write it. */
function toDotted(document: string): readonly string[] {
  if (!/^\d{7,10}$/.test(document)) return [];
  return [Number(document).toLocaleString('de-DE')].filter((dotted) => dotted.replaceAll('.', '') === document);
}
