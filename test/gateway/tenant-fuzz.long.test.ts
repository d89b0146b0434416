import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../src/client/generated/operations.js';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { createRandom, type Random } from '../../src/emulator/random.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { scopeId } from '../../src/model/tenant.js';
import { createSchema } from '../../src/schema/index.js';
import { variablesFor } from '../operation-variables.js';
import { randomOperation } from '../server/execution/random-operation.js';
import { type RedisServer, startRedis } from '../store/redis-server.js';
import { until } from './gateway.js';
import { type Agent, startAgent } from './mcp-agent.js';
import { createMarking } from './tenant-mark.js';
import { type RedisWatch, watchRedis } from './tenant-redis.js';
import { startTenantsGateway, type TenantsGateway } from './tenants.js';

const seed = Number(process.env.SEED ?? 17);

/** How much is tried: `FUZZ_RUNS=10000` for a thorough run. */
const runs = Number(process.env.FUZZ_RUNS ?? 500);

const ids = ['norte', 'sur', 'centro', 'litoral', 'andina'] as const;
type Id = (typeof ids)[number];

const schema = createSchema(true);
const marking = createMarking(ids);

/** The same with the ids, documents and phones of a tenant. */
function toOwn(value: unknown, tenant: Id): unknown {
  if (typeof value === 'string') {
    const id = scopeId(value, tenant);
    return id === value ? marking.toOwn(value, tenant) : id;
  }
  if (Array.isArray(value)) return value.map((each) => toOwn(each, tenant));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toOwn(each, tenant)]));
}

const text = (value: unknown, tenant: Id): string => JSON.stringify(toOwn(value, tenant));
const nodes = [1001, cases.pingStable.id_servicio, cases.sharedPersonOne.id_servicio].map((key) =>
  encodeId('Client', 'WISPHUB', key),
);
const others = [encodeId('Plan', 'WISPHUB', 101), encodeId('Ticket', 'WISPHUB', 510), encodeId('Zone', 'WISPHUB', 7)];

/** Arguments of random operations, mostly of one tenant and some of another. */
function valuesOf(tenant: Id, other: Id): Readonly<Record<string, readonly string[]>> {
  const each = (value: unknown): readonly string[] => [text(value, tenant), text(value, tenant), text(value, other)];
  const list = [...nodes, ...others];
  return {
    'Query.client.by': [
      '{serviceId: 1001}',
      ...each(cases.typical.cedula).map((document) => `{document: ${document}}`),
      ...each(cases.sharedPersonOne.cedula).map((document) => `{document: ${document}}`),
      ...each(cases.typical.telefono).map((phone) => `{phone: ${phone}}`),
      ...each(nodes[2]).map((id) => `{id: ${id}}`),
    ],
    'Query.clients.filter': ['{status: [ACTIVE]}', '{zoneId: 9}'],
    'Query.clients.search': ['"perez"', ...each(cases.typical.cedula)],
    'Query.pingTasks.filter': ['{status: [PENDING]}', '{status: [COMPLETED]}'],
    'Query.plan.planId': ['101'],
    'Query.ticket.ticketId': ['510', '511'],
    'Query.zone.zoneId': ['7', '9'],
    'Query.writeOutcome.reference': ['"00000000"', ...learned(tenant, other, 'reference')],
    ids: [...each(list), `[${learned(tenant, other, 'id').join(', ')}]`],
    id: [...list.flatMap(each), ...learned(tenant, other, 'id')],
    first: ['3', '10'],
    after: [...learned(tenant, other, 'endCursor'), ...learned(tenant, other, 'cursor')],
  };
}

/** The last ids, cursors and references that each tenant was given, as literals. */
const lessons = new Map<string, string[]>();

function learned(tenant: Id, other: Id, name: string): readonly string[] {
  return [tenant, other].flatMap((each) => lessons.get(`${each} ${name}`) ?? []);
}

function learn(tenant: Id, answer: string): void {
  for (const [, name, value] of answer.matchAll(/"(id|reference|cursor|endCursor)":("[^"]+")/g)) {
    const known = lessons.get(`${tenant} ${name}`) ?? [];
    lessons.set(`${tenant} ${name}`, [...known, `${value}`].slice(-10));
  }
}

const variables = variablesFor('WISPHUB', { ended: () => encodeId('PingTask', 'WISPHUB', 'none') });
const written = Object.entries(operations)
  .filter(([, operation]) => !operation.text.startsWith('subscription'))
  .map(([key, operation]) => ({
    text: operation.text,
    tool: key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    of: variables[`${key[0]?.toUpperCase()}${key.slice(1)}`],
  }));

let redis: RedisServer;
let watch: RedisWatch;
let gateway: TenantsGateway<Id>;
const agents = new Map<Id, Agent>();
const tools = new Set<string>();
const heard = new Map<Id, string[]>();
const streams: { dispose(): void }[] = [];

beforeAll(async () => {
  redis = await startRedis();
  watch = await watchRedis(redis.url, ids, marking);
  const limits = 'limits: { costPerMinute: 100000000, maxCost: 10000, zonePingsPerMinute: 60 }';
  gateway = await startTenantsGateway(
    { REDIS_URL: redis.url, MAX_ALIASES: '1000', MAX_DEPTH: '30', MAX_ROOT_FIELDS: '100' },
    { lifetimes },
    { ids, more: Object.fromEntries(ids.map((id) => [id, limits])) as Record<Id, string> },
  );
  for (const tenant of ids) {
    marking.plant(gateway.backEnds[tenant], tenant);
    agents.set(tenant, await startAgent({ url: gateway.url, token: () => gateway.token(tenant) }));
    for (const { name } of (await agents.get(tenant)?.tools()) ?? []) tools.add(name);
    const headers = { authorization: `Bearer ${gateway.token(tenant)}` };
    const client = createClient({ url: `${gateway.url}/graphql`, headers, retryAttempts: 0 });
    const events: string[] = [];
    heard.set(tenant, events);
    streams.push(client);
    for (const query of [
      'subscription { pingTaskChanged { id client { id name document phones { raw } } } }',
      'subscription { outageChanged { id affected(first: 5) { nodes { id name } } } }',
    ])
      void (async () => {
        for await (const event of client.iterate({ query })) events.push(JSON.stringify(event));
      })().catch(() => undefined);
  }
}, 120_000);

afterAll(async () => {
  for (const stream of streams) stream.dispose();
  await Promise.all([...agents.values()].map((agent) => agent.close()));
  await gateway.close();
  watch.close();
  await redis.close();
});

/** Sends something random of one tenant. @returns the whole answer. */
async function sendRandom(random: Random, tenant: Id): Promise<string> {
  const other = random.pick(ids);
  const kind = random.int(1, 10);
  if (kind <= 6) {
    const options = { values: valuesOf(tenant, other), without: new Set<string>(), conditions: 0.01 };
    const query = randomOperation(schema, random, { ...options, maxDepth: random.int(2, 3) });
    return JSON.stringify(await gateway.send(tenant, query, { a: true, b: false }, who(tenant)));
  }
  const isTool = kind === 10;
  const { text: query, tool, of } = random.pick(written.filter((each) => !isTool || tools.has(each.tool)));
  const given = rekey(toOwn(of?.() ?? {}, random.chance(0.8) ? tenant : other), random);
  if (!isTool) return JSON.stringify(await gateway.send(tenant, query, given, who(tenant)));
  return (await agents.get(tenant)?.call(tool, withoutKey(given)))?.text ?? '';
}

/** Tools have keys of their own. */
function withoutKey(given: object): object {
  return JSON.parse(JSON.stringify(given, (name, value) => (name === 'idempotencyKey' ? undefined : value)));
}

/** Callers of one name at every tenant, who have their own lines in the log. */
const who = (tenant: Id) => ({ authorization: `Bearer ${gateway.token(tenant, { sub: 'same' })}` });

/** Some requests are repeated, under keys that all tenants use. */
function rekey(given: unknown, random: Random): object {
  const { input } = given as { readonly input?: { readonly idempotencyKey?: string } };
  if (input?.idempotencyKey === undefined) return given as object;
  return { ...(given as object), input: { ...input, idempotencyKey: `key-${random.int(1, 40)}` } };
}

describe(`random operations of five ISPs (seed ${seed}, ${runs} in all)`, () => {
  it('bring nothing of one to another, neither in answers, events, logs and metrics nor in Redis', async () => {
    const random = createRandom(seed);
    const foreign: string[] = [];
    const shown = new Map<string, number>();
    const begun = createBegun();
    const ping = 'mutation ($id: ID!) { startPing(input: { clientId: $id }) { __typename } }';
    for (const tenant of ids) await gateway.send(tenant, ping, toOwn({ id: nodes[1] }, tenant));
    for (let sent = 0; sent < runs; sent += 50) {
      const senders = Array.from({ length: 50 }, () => random.pick(ids));
      const answers = await Promise.all(senders.map((tenant) => sendRandom(random, tenant)));
      for (const [index, answer] of answers.entries()) {
        const tenant = senders[index] ?? 'norte';
        foreign.push(
          ...marking.findInAnswer(answer, tenant).map((mark) => `${mark} for ${tenant}: ${answer.slice(0, 500)}`),
        );
        learn(tenant, answer);
        begun.add(tenant, answer);
        if (marking.findForeign(answer, null).length > 0) shown.set(tenant, (shown.get(tenant) ?? 0) + 1);
      }
    }
    expect(foreign.slice(0, 10)).toEqual([]);
    expect([...shown.keys()].sort()).toEqual([...ids].sort());
    for (const count of shown.values()) expect(count).toBeGreaterThan(runs / 100);
    for (const tenant of ids) {
      const events = heard.get(tenant) ?? [];
      await until(() => events.length > 0);
      expect(marking.findInAnswer(events.join('\n'), tenant)).toEqual([]);
      begun.add(tenant, events.join('\n'));
    }
    expect(begun.shared()).toEqual([]);
    expect(marking.findForeign(`${gateway.logged()}${gateway.journaled()}${await gateway.metrics()}`, null)).toEqual(
      [],
    );
    expect(watch.wrong()).toEqual([]);
    expect(watch.commands()).toBeGreaterThan(runs);
    const { keys, owners, wrong } = await watch.readAll();
    expect(wrong).toEqual([]);
    expect(owners).toEqual([...ids].sort());
    process.stdout.write(
      `${JSON.stringify({
        runs,
        shown: Object.fromEntries(shown),
        commands: watch.commands(),
        keys,
        events: [...heard.values()].map(({ length }) => length),
      })}\n`,
    );
  }, 3_600_000);
});

/** Pings and diagnoses that tenants have seen: each has a random id and was begun by one of them. Runs over a zone are counted. */
function createBegun() {
  const owners = new Map<string, Set<Id>>();
  return {
    add: (tenant: Id, answer: string): void => {
      for (const [id] of answer.matchAll(/(?<=")[\w-]{12,}(?=")/g)) {
        const [, own] = /^[a-z0-9-]+\/((?:PingTask|Diagnosis):.+)$/.exec(Buffer.from(id, 'base64url').toString()) ?? [];
        if (own !== undefined) owners.set(own, (owners.get(own) ?? new Set()).add(tenant));
      }
    },
    shared: () =>
      [...owners].filter(([, tenants]) => tenants.size > 1).map(([id, tenants]) => `${id} at ${[...tenants]}`),
  };
}
