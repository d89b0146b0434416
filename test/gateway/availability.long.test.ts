import { afterEach, describe, expect, it } from 'vitest';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { wispHubTickets } from '../../src/emulator/wisphub/index.js';
import { codesOf, startTestGateway, type TestGateway } from './gateway.js';

type Options = NonNullable<Parameters<typeof startTestGateway>[0]>;

const gateways: TestGateway[] = [];

afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close();
});

/** With what a minute allows out of the way. */
async function start(options: Options = {}): Promise<TestGateway> {
  const environment = { COST_PER_MINUTE: '10000000', ...options.environment };
  const gateway = await startTestGateway({ ...options, environment });
  gateways.push(gateway);
  return gateway;
}

const dialects = [
  ['v1', {}],
  ['v2', { WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
] as const;

const startDialect = (dialect: 'v1' | 'v2', environment: Readonly<Record<string, string>>): Promise<TestGateway> =>
  start({ wispHub: { dialect }, environment });

const internal = { kind: 'answer', when: 'before', status: 500, body: '{"detail":"x"}' } as const;

const isReady = async ({ url }: TestGateway): Promise<boolean> => (await fetch(`${url}/health/ready`)).status === 200;

/** Ids of subscribers who are nobody's case. */
const idsOf = ({ wispHub }: TestGateway, count: number): readonly number[] =>
  wispHub.clients
    .map(({ id_servicio }) => id_servicio)
    .filter((id) => id > 1_100)
    .slice(0, count);

const lookUp = async (gateway: TestGateway, serviceId: number, subject = 'tester'): Promise<string> => {
  const answer = await gateway.send(`{ client(by: {serviceId: ${serviceId}}) { name } }`, undefined, { subject });
  return answer.errors.length === 0 ? 'ok' : codesOf(answer).join();
};

const count = (outcomes: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

describe('a record that cannot be read', () => {
  it.each(dialects)('is that record’s trouble alone, however often it is asked for (%s)', async (dialect, keys) => {
    const gateway = await startDialect(dialect, keys);
    const { id_ticket } = wispHubTickets.open;
    gateway.wispHub.fault({ path: `/tickets/${id_ticket}`, fault: internal });
    for (let asked = 0; asked < 12; asked += 1) {
      expect(codesOf(await gateway.send(`{ ticket(ticketId: ${id_ticket}) { id } }`))).toEqual([
        'UPSTREAM_UNAVAILABLE',
      ]);
      expect(await isReady(gateway)).toBe(true);
      expect(await lookUp(gateway, 1001)).toBe('ok');
    }
    const asked = gateway.wispHub.calls.filter(({ path }) => path.endsWith(`/tickets/${id_ticket}`)).length;
    // Two queries, each with its retry.
    expect(asked).toBeLessThanOrEqual(4);
  });

  it.each(dialects)('costs nobody else an answer, at two a second and more (%s)', async (dialect, keys) => {
    const gateway = await startDialect(dialect, keys);
    const ids = idsOf(gateway, 100);
    const poison = ids.slice(0, 8);
    for (const id of poison) gateway.wispHub.fault({ path: `/clients/by-service-id/${id}`, fault: internal });
    const outcomes: string[] = [];
    for (const [index, id] of ids.slice(8).entries()) {
      expect(await lookUp(gateway, poison[index % poison.length] ?? 0)).toBe('UPSTREAM_UNAVAILABLE');
      outcomes.push(await lookUp(gateway, id));
    }
    expect(count(outcomes)).toEqual({ ok: 92 });
    expect(await isReady(gateway)).toBe(true);
  });

  it('is told apart at Wispro too', async () => {
    const gateway = await start({ backends: ['wispro'] });
    const [poison = '', ...others] = gateway.wispro.clients.slice(-40).map(({ cod }) => cod);
    const ask = async (cod: string) =>
      codesOf(await gateway.send(`{ client(by: {wispro: {type: COD, value: "${cod}"}}) { name } }`)).join() || 'ok';
    gateway.wispro.fault({ path: `q=${poison}&`, fault: internal });
    const outcomes: string[] = [];
    for (const cod of others) {
      expect(await ask(poison)).toBe('UPSTREAM_UNAVAILABLE');
      outcomes.push(await ask(cod));
    }
    expect(count(outcomes)).toEqual({ ok: others.length });
    expect(await isReady(gateway)).toBe(true);
  });
});

describe('300 distinct look-ups at once, over a back end of ten at a time and 0.1 s each,', () => {
  const burst = async (gateway: TestGateway, ids: readonly number[]) =>
    count(await Promise.all(ids.map((id, index) => lookUp(gateway, id, `caller-${index % 30}`))));
  const slow = { subscribers: 400, latencyMs: 100, atOnce: 10 };

  it('are all answered', { timeout: 60_000 }, async () => {
    const gateway = await start({ wispHub: slow });
    const ids = idsOf(gateway, 300);
    expect(await burst(gateway, ids)).toEqual({ ok: 300 });
  });

  it('are answered by one list where it is kept', { timeout: 60_000 }, async () => {
    const gateway = await start({ wispHub: { ...slow, latencyMs: 300 }, lifetimes });
    const ids = idsOf(gateway, 300);
    await lookUp(gateway, 1001);
    const before = gateway.wispHub.calls.length;
    expect(await burst(gateway, ids)).toEqual({ ok: 300 });
    const calls = gateway.wispHub.calls.slice(before).map(({ route }) => route);
    expect(calls.filter((route) => route === 'GET /api/v1/clients/')).toHaveLength(1);
    expect(calls.length).toBeLessThan(150);
  });

  it('are all answered by Wispro, which has no list', { timeout: 60_000 }, async () => {
    const gateway = await start({ wispro: { ...slow, subscribers: 320 }, backends: ['wispro'] });
    const codes = gateway.wispro.clients.slice(-300).map(({ cod }) => cod);
    const outcomes = await Promise.all(
      codes.map(async (cod) => {
        const answer = await gateway.send(`{ client(by: {wispro: {type: COD, value: "${cod}"}}) { name } }`);
        return codesOf(answer).join() || 'ok';
      }),
    );
    expect(count(outcomes)).toEqual({ ok: 300 });
  });
});

describe('a list that takes too long', () => {
  it.each(dialects)('keeps nobody from a look-up by id (%s)', { timeout: 60_000 }, async (dialect, keys) => {
    const gateway = await startDialect(dialect, keys);
    // The first rule that matches decides: look-ups are as they were.
    gateway.wispHub.fault({ path: '/clients/by-', fault: { kind: 'delay', ms: 0 } });
    gateway.wispHub.fault({ path: '/clients/', fault: { kind: 'hang', when: 'before' } });
    // Numbers that nobody has are searched for in the list.
    const phones = Array.from({ length: 7 }, (_, index) => `{ client(by: {phone: "+57310999001${index}"}) { name } }`);
    const slow = ['{ clients { totalCount } }', ...phones].map(async (query) => codesOf(await gateway.send(query)));
    const ids = idsOf(gateway, 40);
    const outcomes: string[] = [];
    for (const id of ids.slice(20)) outcomes.push(await lookUp(gateway, id));
    expect(count((await Promise.all(slow)).map((codes) => codes.join()))).toEqual({ UPSTREAM_TIMEOUT: 8 });
    for (const id of ids.slice(0, 20)) outcomes.push(await lookUp(gateway, id));
    expect(count(outcomes)).toEqual({ ok: 40 });
    expect(await isReady(gateway)).toBe(true);
  });
});

describe('a root list that fails', () => {
  const lists = [
    ['clients', 'clients { totalCount foundCount completeness nodes { id } freshness { stale } }'],
    ['plans', 'plans { id }'],
    ['ticketSubjects', 'ticketSubjects { name }'],
    ['zone', 'zone(zoneId: 7) { zoneId isBlocked }'],
  ] as const;

  it.each(dialects)('takes nothing away from what is asked beside it (%s)', async (dialect, keys) => {
    const gateway = await startDialect(dialect, keys);
    await lookUp(gateway, 1001);
    for (const path of ['/clients/', '/internet-plans', '/tickets/subjects', '/tickets/zone-blocked']) {
      gateway.wispHub.fault({ path, fault: internal });
    }
    const asked = lists.map(([, field]) => field).join(' ');
    const answer = await gateway.send<Record<string, unknown>>(
      `{ ${asked} client(by: {wispro: {type: COD, value: "${gateway.wispro.clients[0]?.cod}"}}) { name } viewer { subject } }`,
    );
    expect(answer.data).toMatchObject({
      clients: { totalCount: null, foundCount: 0, completeness: 'PARTIAL', nodes: [], freshness: null },
      plans: [],
      ticketSubjects: [],
      zone: { zoneId: 7, isBlocked: null },
      client: { name: expect.any(String) },
      viewer: { subject: 'tester' },
    });
    expect(answer.errors.map(({ path }) => path?.join('.')).sort()).toEqual([
      ...['clients', 'plans', 'ticketSubjects', 'zone.isBlocked'],
    ]);
    expect(new Set(codesOf(answer))).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
  });

  it('takes nothing away where no back end has it, or it is asked for wrongly', async () => {
    const gateway = await start({ backends: ['wispro'] });
    const asked = ['clients { totalCount }', 'plans { id }', 'ticketSubjects { name }', 'zone(zoneId: 7) { id }'];
    const wrong = `pingTasks(first: 0) { totalCount } nodes(ids: ["x"]) { id }`;
    const answer = await gateway.send<Record<string, unknown>>(`{ ${asked.join(' ')} ${wrong} viewer { subject } }`);
    expect(answer.data).toEqual({
      ...{ clients: { totalCount: null }, plans: [], ticketSubjects: [], zone: null },
      ...{ pingTasks: { totalCount: null }, nodes: [null], viewer: { subject: 'tester' } },
    });
    expect([...codesOf(answer)].sort()).toEqual([
      ...['BAD_USER_INPUT', 'BAD_USER_INPUT', 'NOT_SUPPORTED', 'NOT_SUPPORTED', 'NOT_SUPPORTED', 'NOT_SUPPORTED'],
    ]);
  });
});

describe('a back end that closes the connection after each 500', () => {
  it.each(dialects)('loses no read that follows at once (%s)', async (dialect, keys) => {
    const gateway = await startDialect(dialect, keys);
    const ids = idsOf(gateway, 100);
    gateway.wispHub.fault({ path: '/tickets/', fault: internal });
    const outcomes: string[] = [];
    for (let round = 0; round < 50; round += 1) {
      await gateway.send(`{ ticket(ticketId: ${9_000 + round}) { id } }`);
      outcomes.push(await lookUp(gateway, ids[2 * round] ?? 0), await lookUp(gateway, ids[2 * round + 1] ?? 0));
    }
    expect(count(outcomes)).toEqual({ ok: 100 });
  });
});
