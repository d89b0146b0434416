import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../src/emulator/fault.js';
import { createRandom } from '../../src/emulator/random.js';
import { dayIn } from '../../src/model/calendar.js';
import { encodeId } from '../../src/model/id.js';
import { CreatePaymentPromiseDocument, CreateTicketDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from './gateway.js';

/**
 * Two thousand writes under faults, each sent by several callers at once and again, held against what the back ends themselves have
 * recorded: a success means exactly one effect, a refusal or an error that may be retried none, an unknown outcome at most one.
 */
const writes = 2_000;
const workers = 6;
const seed = Number(process.env.SEED ?? 20_261_120);

/** One in six calls goes wrong, on either side of its effect. */
const faults: readonly Fault[] = [
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'answer', when: 'before', status: 500, body: '' },
  { kind: 'answer', when: 'after', status: 500, body: '' },
  { kind: 'answer', when: 'after', status: 200, body: '<html>' },
  { kind: 'answer', when: 'after', status: 200, body: '' },
  { kind: 'cut' },
];

interface Attempt {
  readonly typename: string;
  readonly isDuplicate: boolean;
}

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({
    wispHub: { subscribers: 1_100, maxTicketsPerZone: 100_000 },
    wispro: { subscribers: 500 },
    environment: { WISPRO_PROMISE_ONLY_SUSPENDED: 'false', COST_PER_MINUTE: '1000000' },
  });
});

afterAll(() => gateway.close());

it(`no write happens twice in ${writes}, whatever its answers (seed ${seed})`, async () => {
  const random = createRandom(seed);
  plan(random, 'POST /api/v1/tickets');
  plan(random, 'GET /api/pp');
  const jobs = [...tickets(), ...promises()];
  expect(jobs).toHaveLength(writes);
  const next = mixed(jobs).entries();
  const outcomes: { readonly name: string; readonly attempts: readonly Attempt[] }[] = [];
  const work = async (): Promise<void> => {
    for (const [index, job] of next) {
      const copies = index % 5 === 0 ? 3 : 1;
      const first = await Promise.all(Array.from({ length: copies }, () => job.send()));
      const again = index % 3 === 0 ? [await job.send()] : [];
      outcomes.push({ name: job.name, attempts: [...first, ...again] });
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const effects = countEffects();
  const violations = outcomes.flatMap(({ name, attempts }) => judge(name, attempts, effects.get(name) ?? 0));
  expect(violations).toEqual([]);
  const kinds = countKinds(outcomes.flatMap(({ attempts }) => attempts));
  expect(kinds.get('success')).toBeGreaterThan(writes / 2);
  expect(kinds.get('OutcomeUnknown')).toBeGreaterThan(writes / 20);
}, 240_000);

/** Tickets and promises in turn, so that the hangs of both meet at the beginning. */
function mixed<Job>(jobs: readonly Job[]): readonly Job[] {
  const half = jobs.length / 2;
  return jobs.map((_, index) => jobs[Math.floor(index / 2) + (index % 2) * half] as Job);
}

/** Faults in a random order: every call takes the next, most of which are none. */
function plan(random: ReturnType<typeof createRandom>, route: string): void {
  const emulator = route.includes('/pp') ? gateway.wispro : gateway.wispHub;
  // A hang lasts as long as a write may: all of them at the beginning, so that they last together.
  for (let call = 0; call < workers / 2; call += 1)
    emulator.fault({ route, times: 1, fault: { kind: 'hang', when: random.pick(['before', 'after']) } });
  for (let call = 0; call < writes; call += 1) {
    const fault: Fault = random.chance(1 / 6) ? random.pick(faults) : { kind: 'delay', ms: 0 };
    emulator.fault({ route, times: 1, fault });
  }
}

function tickets() {
  const able = gateway.wispHub.clients.filter(({ zona, tecnico }) => zona !== null && tecnico !== null);
  const subjects = ['Internet Lento', 'Internet Intermitente', 'No Tiene Internet'];
  return Array.from({ length: writes / 2 }, (_, index) => {
    const row = able[index % able.length];
    if (row === undefined) throw new Error('no clients');
    const subject = subjects[Math.floor(index / able.length)] ?? '';
    const name = `ticket-${index}-`;
    const input = {
      clientId: encodeId('Client', 'WISPHUB', row.id_servicio),
      subject,
      description: name,
      idempotencyKey: name,
    };
    return { name, send: async () => toAttempt(await gateway.run(CreateTicketDocument, { input }), 'createTicket') };
  });
}

function promises() {
  const contracts = gateway.wispro.clients.flatMap(({ id, contracts }) =>
    contracts.map((contract) => ({ client: id, contract: contract.id })),
  );
  return Array.from({ length: writes / 2 }, (_, index) => {
    const target = contracts[index % contracts.length];
    if (target === undefined) throw new Error('no contracts');
    const day = 1 + Math.floor(index / contracts.length);
    const validUntil = dayIn('America/Argentina/Buenos_Aires', new Date(Date.now() + day * 86_400_000));
    const input = {
      contractId: encodeId('Contract', 'WISPRO', target.client, target.contract),
      validUntil,
      idempotencyKey: `promise-${index}`,
    };
    const name = `${target.contract} ${validUntil}`;
    return {
      name,
      send: async () => toAttempt(await gateway.run(CreatePaymentPromiseDocument, { input }), 'createPaymentPromise'),
    };
  });
}

type Given = {
  readonly data: object | null;
  readonly errors: readonly { readonly extensions: { readonly code: string; readonly retryable?: unknown } }[];
};

function toAttempt({ data, errors }: Given, field: string): Attempt {
  const result = (
    data as Readonly<
      Record<string, { readonly __typename: string; readonly code?: string; readonly reason?: string }>
    > | null
  )?.[field];
  const [error] = errors;
  if (result === undefined || result === null) {
    const kind = error?.extensions.retryable === true ? 'retryable' : 'error';
    return { typename: `${kind} ${error?.extensions.code}`, isDuplicate: false };
  }
  return {
    typename: result.__typename,
    isDuplicate: result.code === 'DUPLICATE_TICKET' || result.reason === 'ALREADY_PROMISED',
  };
}

function countEffects(): ReadonlyMap<string, number> {
  const effects = new Map<string, number>();
  const add = (name: string): void => {
    effects.set(name, (effects.get(name) ?? 0) + 1);
  };
  for (const { descripcion } of gateway.wispHub.effects.tickets) add(descripcion.split('\n')[0] ?? '');
  for (const { contractId, validUntil } of gateway.wispro.promises) add(`${contractId} ${validUntil}`);
  return effects;
}

/** What is wrong with a write's answers, given how often it happened. */
function judge(name: string, attempts: readonly Attempt[], effects: number): readonly string[] {
  const has = (part: string): boolean => attempts.some(({ typename }) => typename.includes(part));
  const isSuccess = has('Success');
  const isUnknown = has('OutcomeUnknown');
  const story = `${name}: ${attempts.map(({ typename }) => typename).join(', ')} with ${effects} effects`;
  if (effects > 1) return [`more than one: ${story}`];
  if (isSuccess && effects !== 1) return [`success without effect: ${story}`];
  if (!isSuccess && !isUnknown && effects > 0) return [`effect without a word: ${story}`];
  return has('error ') ? [`an error that says nothing: ${story}`] : [];
}

function countKinds(attempts: readonly Attempt[]): ReadonlyMap<string, number> {
  const kinds = new Map<string, number>();
  for (const { typename } of attempts) {
    const kind = typename.endsWith('Success') ? 'success' : typename;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds;
}
