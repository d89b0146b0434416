import type { Locality } from '../../../model/backend.js';
import type { ClientKey, ClientRecord } from '../../../model/client.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import type { ClientPort, Warn } from '../../backend.js';
import { readPhones } from '../client.js';
import { AmbiguousClient, badResponse, type Row } from '../protocol/answer.js';
import { isUuid } from '../protocol/search.js';
import { readBalance } from './account.js';
import { CloudClientRow, readContracts, toCloudClient } from './client-record.js';
import { createPlanBook } from './plan.js';
import { readMatching, recordOf } from './protocol/list.js';
import { isFoundBySearch, searchesOf } from './protocol/search.js';
import { type CloudSession, defineRoute, unlessClosed } from './protocol/session.js';
import { createRoster, type Reading, type Roster } from './roster.js';

const clientsRoute = defineRoute('/clients');
const clientRoute = defineRoute('/clients/{id}');
const contractsRoute = defineRoute('/contracts');

export type CloudClients = Required<Pick<ClientPort, 'find' | 'list' | 'keyKinds'>> & Pick<Roster, 'held' | 'close'>;

export function createCloudClients(session: CloudSession, locality: Locality, warn: Warn): CloudClients {
  const plans = createPlanBook(session, locality);
  const roster = createRoster(session, { locality, plans, warn });
  return {
    keyKinds: ['CLIENT_ID', 'COD', 'DNI', 'CUIT', 'DOCUMENT', 'PHONE'],
    find: async (key, call) => {
      const isPhone = key.kind === 'PHONE';
      const row = await (isPhone
        ? findByPhone(session, roster, key.value, locality, call)
        : findRow(session, key, locality, call));
      return row === null ? null : complete(session, row, { locality, plans, warn }, call);
    },
    list: roster.list,
    held: roster.held,
    close: roster.close,
  };
}

/** @throws {UpstreamError} several clients under one key: none is guessed (cloud contract T13). */
async function findRow(
  session: CloudSession,
  key: ClientKey,
  { country }: Locality,
  call: UpstreamCall,
): Promise<CloudClientRow | null> {
  if (key.kind === 'CLIENT_ID' && isUuid(key.value)) return findByUuid(session, key.value, call);
  for (const search of searchesOf(key, country)) {
    const query = { [`${search.field}_eq`]: search.text };
    const rows = await readMatching(session, clientsRoute, query, (row) => isFoundBySearch(row, search, country), call);
    if (rows.length > 1) throw new AmbiguousClient();
    if (rows[0] !== undefined) return toRow(rows[0]);
  }
  return null;
}

/** The first who has a number, as they are now: they may have had it when the rows were read, and no more. */
async function findByPhone(
  session: CloudSession,
  roster: Roster,
  e164: string,
  { phoneCountry }: Locality,
  call: UpstreamCall,
): Promise<CloudClientRow | null> {
  for (const id of await roster.idsByPhone(e164, call)) {
    const row = await findByUuid(session, id, call);
    if (row !== null && readPhones(row, phoneCountry).some((phone) => phone.e164 === e164)) return row;
  }
  return null;
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

/** Contracts, balance and plans of a client, asked for side by side. */
async function complete(
  session: CloudSession,
  row: CloudClientRow,
  { locality, plans, warn }: Reading,
  call: UpstreamCall,
): Promise<ClientRecord> {
  const isTheirs = ({ client_id: owner }: Row): boolean => String(owner).toLowerCase() === row.id.toLowerCase();
  const [rows, balance, book] = await Promise.all([
    readMatching(session, contractsRoute, { client_id_eq: row.id }, isTheirs, call),
    unlessClosed(readBalance(session, row.id, locality, call), null),
    unlessClosed(plans(call), new Map()),
  ]);
  return toCloudClient(row, { contracts: readContracts(rows, warn), plans: book, balance }, locality);
}
