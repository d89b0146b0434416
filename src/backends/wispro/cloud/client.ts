import type { Locality } from '../../../model/backend.js';
import type { ClientKey, ClientRecord } from '../../../model/client.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import type { ClientPort, Warn } from '../../backend.js';
import { readPhones } from '../client.js';
import { AmbiguousClient, badResponse, type Row } from '../protocol/answer.js';
import { isUuid } from '../protocol/search.js';
import { CloudClientRow, readContracts, toCloudClient } from './client-record.js';
import { readBalance } from './money/account.js';
import type { PlanBook } from './plan.js';
import { FilterIgnored, readMatching, recordOf } from './protocol/list.js';
import { type CloudSearch, foldEmail, isFoundBySearch, searchesOf } from './protocol/search.js';
import { type CloudSession, defineRoute, unlessClosed } from './protocol/session.js';
import { createRoster, type Reading, type Roster } from './roster.js';

const clientsRoute = defineRoute('/clients');
const clientRoute = defineRoute('/clients/{id}');
const contractsRoute = defineRoute('/contracts');

export type CloudClients = Required<Pick<ClientPort, 'find' | 'list' | 'keyKinds' | 'listsWithoutBalance'>> &
  Pick<Roster, 'held' | 'close'>;

export function createCloudClients(
  session: CloudSession,
  plans: PlanBook,
  locality: Locality,
  warn: Warn,
): CloudClients {
  const roster = createRoster(session, { locality, plans, warn });
  return {
    keyKinds: ['CLIENT_ID', 'COD', 'DNI', 'CUIT', 'DOCUMENT', 'PHONE', 'EMAIL'],
    // Accounts are a call for each client.
    listsWithoutBalance: true,
    find: async (key, call) => {
      const find = key.kind === 'PHONE' ? findByPhone : key.kind === 'EMAIL' ? findByEmail : findRow;
      const row = await find({ session, roster, locality }, key, call);
      return row === null ? null : complete(session, row, { locality, plans, warn }, call);
    },
    list: roster.list,
    held: roster.held,
    close: roster.close,
  };
}

interface Finding {
  readonly session: CloudSession;
  readonly roster: Roster;
  readonly locality: Locality;
}

/** @throws {UpstreamError} several clients under one key: none is guessed (cloud contract T13). */
async function findRow(
  { session, locality: { country } }: Finding,
  key: ClientKey,
  call: UpstreamCall,
): Promise<CloudClientRow | null> {
  if (key.kind === 'CLIENT_ID' && isUuid(key.value)) return findByUuid(session, key.value, call);
  for (const search of searchesOf(key, country)) {
    const found = onlyOne(await findRows(session, search, country, call));
    if (found !== null) return found;
  }
  return null;
}

async function findRows(
  session: CloudSession,
  search: CloudSearch,
  country: Locality['country'],
  call: UpstreamCall,
): Promise<readonly CloudClientRow[]> {
  const query = { [`${search.field}_eq`]: search.text };
  let isUnsaid = false;
  const isAsked = (row: Row): boolean => {
    isUnsaid ||= String(row[search.field] ?? '').trim() === '';
    return isFoundBySearch(row, search, country);
  };
  const rows = await readMatching(session, clientsRoute, query, isAsked, call);
  // A row that does not carry what was asked for may be the one: that it is none is not known.
  if (rows.length === 0 && isUnsaid) throw badResponse(`${search.field}: not in the row`, false);
  return rows.map(toRow);
}

/** The first who has a number, as they are now: they may have had it when the rows were read, and no more. */
async function findByPhone(
  { session, roster, locality: { phoneCountry } }: Finding,
  { value: e164 }: ClientKey,
  call: UpstreamCall,
): Promise<CloudClientRow | null> {
  for (const id of await roster.idsBy(e164, call)) {
    const row = await findByUuid(session, id, call);
    if (row !== null && readPhones(row, phoneCountry).some((phone) => phone.e164 === e164)) return row;
  }
  return null;
}

/**
 * By the filter, and where it finds none by the whole list: it may be ignored, or compare capitals, so that its silence proves nothing.
 * @throws {UpstreamError} several clients have it.
 */
async function findByEmail(
  { session, roster, locality: { country } }: Finding,
  key: ClientKey,
  call: UpstreamCall,
): Promise<CloudClientRow | null> {
  const searches = searchesOf(key, country);
  const found = await Promise.all(searches.map((search) => findRows(session, search, country, call))).catch((error) => {
    if (error instanceof FilterIgnored) return [];
    throw error;
  });
  const rows = new Map(found.flat().map((row) => [row.id.toLowerCase(), row]));
  if (rows.size > 0) return onlyOne([...rows.values()]);
  const email = foldEmail(key.value);
  const ids = await roster.idsBy(email, call);
  const current = await Promise.all(ids.map((id) => findByUuid(session, id, call)));
  return onlyOne(current.flatMap((row) => (row !== null && foldEmail(row.email ?? '') === email ? [row] : [])));
}

function onlyOne(rows: readonly CloudClientRow[]): CloudClientRow | null {
  if (rows.length > 1) throw new AmbiguousClient();
  return rows[0] ?? null;
}

async function findByUuid(session: CloudSession, id: string, call: UpstreamCall): Promise<CloudClientRow | null> {
  const record = recordOf(await session.read({ route: clientRoute, id }, call));
  if (record === null) return null;
  const row = toRow(record);
  if (row.id.toLowerCase() !== id.toLowerCase()) throw badResponse('another client than asked for', false);
  return row;
}

function toRow(row: Row): CloudClientRow {
  const read = CloudClientRow.safeParse(row);
  if (!read.success) throw badResponse('a client without an id');
  return read.data;
}

/** Contracts, balance and plans of a client, asked for side by side: the last two not by a call that has few requests. */
async function complete(
  session: CloudSession,
  row: CloudClientRow,
  { locality, plans, warn }: Reading,
  call: UpstreamCall,
): Promise<ClientRecord> {
  const isTheirs = ({ client_id: owner }: Row): boolean => String(owner).toLowerCase() === row.id.toLowerCase();
  const [rows, balance, book] = await Promise.all([
    readMatching(session, contractsRoute, { client_id_eq: row.id }, isTheirs, call),
    call.budget === undefined ? unlessClosed(readBalance(session, row.id, locality, call), null) : null,
    call.budget === undefined ? unlessClosed(plans(call), new Map()) : new Map(),
  ]);
  return toCloudClient(row, { contracts: readContracts(rows, warn), plans: book, balance }, locality);
}
