import type { LearntPoint, Questions } from '../../../learning.js';
import { isRow, type Row, unknown } from '../../../learning-form.js';
import { impossible, learnFilters } from './filter.js';
import { formOf, type Listed, toListed, toRecord } from './page.js';

const clients = '/clients';
const contracts = '/contracts';

export interface SubscriberLesson {
  readonly points: readonly LearntPoint[];
  readonly clients: readonly Row[];
  readonly contracts: readonly Row[];
}

/** Clients and contracts (A-01, A-04, A-06, A-10, A-22 to, and cloud contract 1.3 and 1.4). */
export async function learnSubscribers(questions: Questions): Promise<SubscriberLesson> {
  const first = toListed(await questions.ask(clients, { per_page: '1000' }));
  const sorted = toListed(await questions.ask(clients, { per_page: '1000', 'q[s]': 'id desc' }));
  const past = await questions.ask(clients, { per_page: '1000', page: String((first?.pages ?? 1) + 1) });
  const owned = toListed(await questions.ask(contracts, { per_page: '100' }));
  const rows = first?.rows ?? [];
  const contractRows = owned?.rows ?? [];
  return {
    clients: rows,
    contracts: contractRows,
    points: [
      toPageSize(first),
      toOrder(first),
      toSorting(first, sorted),
      toPastEnd(first, past),
      toPresence('A-25', 'tax number of a client', rows, ['taxpayer_identification_number']),
      toPresence('A-31', 'coordinates of a client', rows, ['latitude', 'longitude', 'gps_point']),
      toPresence('A-32', 'names on a contract', contractRows, ['plan_name', 'client_name']),
      ...(await learnClientFilters(questions)),
      ...(await learnContractFilters(questions)),
      await learnReasons(questions),
      await learnPromises(questions, contractRows),
    ],
  };
}

async function learnClientFilters(questions: Questions): Promise<readonly LearntPoint[]> {
  const tried = await learnFilters(questions, {
    path: clients,
    known: {
      ...{ national_identification_number_eq: impossible.code, name_unaccent_cont: 'qxzjqxzj' },
      ...{ taxpayer_identification_number_eq: impossible.code, public_id_eq: impossible.number },
      ...{ custom_id_eq: impossible.code, email_eq: 'nadie@isp-gateway-unknown.example' },
    },
    ignored: {
      ...{ name_cont: 'qxzjqxzj', search: 'qxzjqxzj', phone_number_cont: '00000000000000' },
      ...{ phone_mobile_eq: '+00000000000000', phone_mobile_cont: '00000000000000' },
    },
    points: {
      taxpayer_identification_number_eq: 'A-25',
      email_eq: 'A-26',
      phone_mobile_eq: 'A-04',
      phone_mobile_cont: 'A-04',
    },
  });
  const forbidden = { point: '1.4', about: `filter national_identification_number_cont of ${clients}` } as const;
  return [...tried, { ...forbidden, variant: 'not asked', reason: 'it matches strangers, and is never sent' }];
}

function learnContractFilters(questions: Questions): Promise<readonly LearntPoint[]> {
  return learnFilters(questions, {
    path: contracts,
    known: {
      ...{ client_id_eq: impossible.uuid, client_national_identification_number_eq: impossible.code },
      ...{ public_id_eq: impossible.number, created_at_after: impossible.future, created_at_before: impossible.past },
      state_eq: impossible.code,
    },
    ignored: {
      ...{ client_id: impossible.uuid, nap_id: impossible.uuid, 'filter[state]': impossible.code },
      updated_after: impossible.future,
    },
    points: { state_eq: 'A-27', client_id: 'A-06', updated_after: 'A-22', 'filter[state]': 'A-22' },
  });
}

function toPageSize(first: Listed | null): LearntPoint {
  const [point, about] = ['1.3', 'most rows of a page'];
  if (first === null) return unknown(point, about, 'there was no list');
  const evidence = { rows: first.rows.length, records: first.total };
  if (first.pages <= 1 && first.rows.length < 1_000)
    return unknown(point, about, 'all clients came on one page', evidence);
  return { point, about, variant: String(first.rows.length), evidence };
}

/** Age in whole: of the first row of a page and of its last. */
function ageStep(rows: readonly Row[]): number {
  const times = rows.map(({ created_at: at }) => Date.parse(String(at))).filter((at) => !Number.isNaN(at));
  return Math.sign((times.at(-1) ?? 0) - (times[0] ?? 0));
}

function toOrder(first: Listed | null): LearntPoint {
  const [point, about] = ['1.3', 'order of a list'];
  const step = ageStep(first?.rows ?? []);
  if (step === 0) return unknown(point, about, 'there are no two times of creation');
  return { point, about, variant: step > 0 ? 'oldest first' : 'newest first' };
}

function toSorting(first: Listed | null, sorted: Listed | null): LearntPoint {
  const [point, about] = ['A-01', 'sorting by q[s]'];
  const [one, other] = [first?.rows[0]?.id, sorted?.rows[0]?.id];
  if (one === undefined || other === undefined) return unknown(point, about, 'there was no list');
  if ((first?.rows.length ?? 0) < 2) return unknown(point, about, 'there is one client');
  return { point, about, variant: one === other ? 'ignored' : 'sorts' };
}

function toPastEnd(first: Listed | null, past: Parameters<typeof toListed>[0]): LearntPoint {
  const [point, about] = ['A-24', 'a page past the end'];
  if (first === null) return unknown(point, about, 'there was no list');
  const listed = toListed(past);
  if (listed === null) return { point, about, variant: formOf(past) };
  return { point, about, variant: listed.rows.length === 0 ? 'no rows' : 'rows of another page' };
}

/** Keys that stand in a record of several, and in how many. */
export function toPresence(point: string, about: string, rows: readonly Row[], keys: readonly string[]): LearntPoint {
  if (rows.length === 0) return unknown(point, about, 'there was no record to look at');
  const counts = keys.map((key) => [key, rows.filter((row) => key in row).length] as const);
  const evidence = { records: rows.length, ...Object.fromEntries(counts) };
  return { point, about, variant: counts.some(([, count]) => count > 0) ? 'present' : 'absent', evidence };
}

/** A day without a time of day is refused (cloud contract T20), and the refusal shows the form of reasons. */
async function learnReasons(questions: Questions): Promise<LearntPoint> {
  const [point, about] = ['A-23', 'reasons of a refusal'];
  const reply = await questions.ask(contracts, { created_at_after: '2999-01-01' });
  const errors = isRow(reply.body) ? reply.body.errors : undefined;
  if (Array.isArray(errors)) return { point, about, variant: 'list of sentences' };
  const [reason] = isRow(errors) ? Object.values(errors) : [];
  if (reason === undefined) return unknown(point, about, `a bare day was answered by ${formOf(reply)}`);
  if (Array.isArray(reason)) return { point, about, variant: 'lists by field' };
  return { point, about, variant: isRow(reason) ? 'nested objects' : 'texts by field' };
}

async function learnPromises(questions: Questions, rows: readonly Row[]): Promise<LearntPoint> {
  const [point, about] = ['A-10', 'list of promises of a contract'];
  // Who is cut off is the likeliest to have promised.
  const id = (rows.find(({ state }) => state === 'disabled') ?? rows[0])?.id;
  if (typeof id !== 'string') return unknown(point, about, 'there is no contract');
  const reply = await questions.ask('/contracts/{id}/payment_promises', {}, id);
  const listed = toListed(reply);
  if (listed !== null) return { point, about, variant: listed.rows.length > 0 ? 'lists' : 'lists, none here' };
  return { point, about, variant: toRecord(reply) === null ? formOf(reply) : 'one record' };
}
