import type { Locality } from '../../../model/backend.js';
import type { ClientList, ClientRecord, Completeness } from '../../../model/client.js';
import { forEachInSlices } from '../../../model/slice.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import type { HeldList, Warn } from '../../backend.js';
import { createWarm } from '../../warm.js';
import { readPhones } from '../client.js';
import type { ContractRow } from '../contract.js';
import { badResponse } from '../protocol/answer.js';
import { readRows } from '../protocol/value.js';
import { CloudClientRow, readContracts, toCloudClient } from './client-record.js';
import type { CloudPlan, PlanBook } from './plan.js';
import { pagesOf, type Rows, readList } from './protocol/list.js';
import { foldEmail } from './protocol/search.js';
import { type CloudSession, defineRoute, unlessClosed } from './protocol/session.js';

const clientsRoute = defineRoute('/clients');
const contractsRoute = defineRoute('/contracts');

/** Clients of a provider whose list has not been read yet: one read too few costs more than one too many. */
const assumedClients = 7_000;

/** Calls of a single look-up: the client, their contracts and their account. */
const callsOfOne = 3;

/**
 * All rows of clients: the list, and the one sure way to find somebody by phone or e-mail (cloud contract ). One walk serves
 * both.
 */
export interface Roster {
  /** Everybody. Clients and contracts are a list each. Accounts are a call for each client, so that a list has no balances. */
  list(call: UpstreamCall): Promise<ClientList>;
  /**
   * Ids of those who had a phone or an e-mail when the rows were last read.
   * @param key a number in E.164, or a folded e-mail. @throws {UpstreamError} there is none, and rows were missing.
   */
  idsBy(key: string, call: UpstreamCall): Promise<readonly string[]>;
  readonly held: HeldList;
  /** Ends what it reads in the background. */
  close(): void;
}

/** What a roster's rows are read with. */
export interface Reading {
  readonly locality: Locality;
  readonly plans: PlanBook;
  readonly warn: Warn;
}

interface Everybody {
  readonly rows: Rows;
  readonly ids: ReadonlyMap<string, readonly string[]>;
  readonly readAt: number;
  readonly fetchedAt: number;
}

/** What a list has beside clients. */
interface Rest {
  readonly contracts: readonly ContractRow[];
  readonly completeness: Completeness;
  readonly plans: ReadonlyMap<string, CloudPlan>;
}

export function createRoster(session: CloudSession, reading: Reading): Roster {
  const lists = new WeakMap<Everybody, Promise<ClientList>>();
  let isListed = false;
  let count = assumedClients;
  const readRest = async (call: UpstreamCall): Promise<Rest> => {
    const contracts = readList(session, contractsRoute, {}, { ...call, signal: undefined });
    const [{ rows, completeness }, plans] = await Promise.all([
      contracts,
      unlessClosed(reading.plans(call), new Map<string, CloudPlan>()),
    ]);
    return { contracts: readContracts(rows, reading.warn), completeness, plans };
  };
  /** Made of the same rows once, and again where it lacks something. */
  const keepList = (everybody: Everybody, rest: Promise<Rest>): Promise<ClientList> => {
    const list = rest.then((each) => toList(everybody, each, reading));
    lists.set(everybody, list);
    const forget = (): boolean => lists.delete(everybody);
    list.then(({ completeness }) => (completeness === 'PARTIAL' ? forget() : undefined), forget);
    return list;
  };
  const read = async (call: UpstreamCall): Promise<Everybody> => {
    const [readAt, fetchedAt] = [performance.now(), Date.now()];
    // Side by side, so that whoever asks for the list does not wait for the contracts then.
    const rest = isListed ? readRest(call) : undefined;
    rest?.catch(() => undefined);
    const rows = await readList(session, clientsRoute, {}, call);
    if (rows.completeness !== 'PARTIAL') count = rows.rows.length;
    const everybody = { rows, ids: indexByContact(rows, reading.locality.phoneCountry), readAt, fetchedAt };
    if (rest !== undefined) await keepList(everybody, rest).catch(() => undefined);
    return everybody;
  };
  const warm = createWarm('WISPRO', read, ({ rows }) => rows.completeness !== 'PARTIAL');
  return {
    list: async (call) => {
      isListed = true;
      const { value: everybody } = await warm.get(call);
      return lists.get(everybody) ?? keepList(everybody, readRest(call));
    },
    idsBy: async (key, call) => {
      const { ids, rows } = (await warm.get(call)).value;
      const found = ids.get(key) ?? [];
      if (found.length === 0 && rows.completeness === 'PARTIAL') throw badResponse('a list that moves');
      return found;
    },
    held: {
      get ageMs() {
        return warm.ageMs;
      },
      get breakEven() {
        return warm.ageMs === null ? Math.ceil((2 * pagesOf(count)) / callsOfOne) : 0;
      },
      forget: warm.forget,
    },
    close: warm.close,
  };
}

async function toList(
  { rows: clients, readAt, fetchedAt }: Everybody,
  { contracts, completeness, plans }: Rest,
  { locality, warn }: Reading,
): Promise<ClientList> {
  const byClient = new Map<string, ContractRow[]>();
  for (const contract of contracts) {
    const owner = contract.client_id?.toLowerCase() ?? '';
    const others = byClient.get(owner);
    if (others === undefined) byClient.set(owner, [contract]);
    else others.push(contract);
  }
  const { rows, dropped } = readRows(CloudClientRow, clients.rows);
  if (dropped > 0) warn('clients that cannot be read', dropped);
  const records: ClientRecord[] = [];
  await forEachInSlices(rows, (row) => {
    const own = byClient.get(row.id.toLowerCase()) ?? [];
    records.push({ ...toCloudClient(row, { contracts: own, plans, balance: null }, locality), fetchedAt });
  });
  const parts = [dropped > 0 ? 'PARTIAL' : 'WHOLE', clients.completeness, completeness] as const;
  return { records, completeness: leastOf(parts), readAt };
}

function leastOf(parts: readonly Completeness[]): Completeness {
  return parts.find((part) => part === 'PARTIAL') ?? parts.find((part) => part === 'UNPROVEN') ?? 'WHOLE';
}

function indexByContact({ rows }: Rows, phoneCountry: string): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const row of readRows(CloudClientRow, rows).rows) {
    const phones = readPhones(row, phoneCountry).map(({ e164 }) => e164);
    for (const key of [...phones, row.email === null ? null : foldEmail(row.email)]) {
      if (key === null) continue;
      const others = ids.get(key);
      if (others === undefined) ids.set(key, [row.id]);
      else others.push(row.id);
    }
  }
  return ids;
}
