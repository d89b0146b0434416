import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { EmulatedAnswer } from '../../src/emulator/message.js';
import { type NativeRow, wispHubCases } from '../../src/emulator/wisphub/index.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { createRedis } from '../../src/store/redis/client.js';
import { canStartRedis, startRedis } from '../store/redis-server.js';
import { codesOf, dataOf, startTestGateway, type TestGateway, type Who } from './gateway.js';
import { startAgent } from './mcp-agent.js';

const { typical, pingStable, sharedDocumentFirst, sharedDocumentSecond } = wispHubCases;
const idOf = ({ id_servicio }: Pick<NativeRow, 'id_servicio'>): string => encodeId('Client', 'WISPHUB', id_servicio);
const v2 = { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' };
const bot = { subject: 'bot', scopes: ['clients:read', 'billing:read'] } as const satisfies Who;
const clerk = { subject: 'clerk', scopes: scopes.filter((scope) => scope !== 'personal:read') } satisfies Who;
const unused = '3001239999';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: Parameters<typeof startTestGateway>[0]): Promise<TestGateway> {
  const gateway = await startTestGateway(options);
  closers.push(() => gateway.close());
  return gateway;
}

async function write(gateway: TestGateway, row: Pick<NativeRow, 'id_servicio'>, phone: string, who?: Who) {
  const update = 'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { __typename } }';
  const answer = await gateway.send<{ updateClient: { __typename: string } }>(
    update,
    { input: { clientId: idOf(row), phone } },
    who,
  );
  expect(dataOf(answer).updateClient.__typename).toBe('UpdateClientSuccess');
}

const find = (gateway: TestGateway, phone: string, who: Who = bot) =>
  gateway.send<{ client: { id: string } | null }>(
    'query ($phone: String!) { client(by: {phone: $phone}) { id } }',
    { phone },
    who,
  );

async function foundBy(gateway: TestGateway, phone: string): Promise<string | null> {
  return dataOf(await find(gateway, phone)).client?.id ?? null;
}

async function assure(gateway: TestGateway, { nombre, direccion, id_servicio }: NativeRow): Promise<Who> {
  const facts = { name: nombre, address: direccion, planName: '7MB Plus', planPrice: '40000' };
  const verify =
    'mutation ($input: VerifyClientInput!) { verifyClient(input: $input) { ... on VerifyClientSuccess { assurance { token } } } }';
  const answer = await gateway.send<{ verifyClient: { assurance: { token: string } | null } }>(
    verify,
    { input: { clientId: idOf({ id_servicio }), facts } },
    bot,
  );
  return { ...bot, assurance: dataOf(answer).verifyClient.assurance?.token ?? 'none' };
}

describe.each([
  ['v1', {}],
  ['v2', v2],
  ['native', { ...v2, WISPHUB_DIALECT: 'native' }],
] as const)('a phone number, over %s', (dialect, dialectVariables) => {
  const open = () => start({ wispHub: { dialect }, environment: { MCP: 'true', ...dialectVariables } });

  it('of several services of one person names the first', async () => {
    const gateway = await open();
    expect(await foundBy(gateway, sharedDocumentFirst.telefono)).toBe(idOf(sharedDocumentFirst));
    await write(gateway, typical, unused);
    await write(gateway, sharedDocumentSecond, unused);
    expect(await foundBy(gateway, sharedDocumentFirst.telefono)).toBe(idOf(sharedDocumentFirst));
  });

  it('of several people names nobody, and lists them all', async () => {
    const gateway = await open();
    await write(gateway, pingStable, typical.telefono);
    for (const seconds of [0, 3_600]) {
      gateway.wispHub.advance(seconds);
      const answer = await find(gateway, typical.telefono);
      expect([answer.data, codesOf(answer)]).toEqual([{ client: null }, ['AMBIGUOUS']]);
      const list = await gateway.send<{ clients: { nodes: { id: string; phones: { raw: string }[] }[] } }>(
        'query ($phone: String!) { clients(filter: {phone: $phone}) { nodes { id phones { raw } } } }',
        { phone: typical.telefono },
        bot,
      );
      const { nodes } = dataOf(list).clients;
      expect(nodes.map(({ id }) => id)).toEqual([idOf(typical), idOf(pingStable)]);
      for (const { raw } of nodes.flatMap(({ phones }) => phones)) expect(raw).toMatch(/^•/);
    }
    const agent = await startAgent(gateway, bot);
    const asked = await agent.call('who_writes', { phone: typical.telefono });
    expect([asked.data.client, asked.codes]).toEqual([null, ['AMBIGUOUS']]);
    await agent.close();
  });

  it('that cannot be one lists nobody, without a call', async () => {
    const gateway = await open();
    const answer = await gateway.send('{ clients(filter: {phone: "x"}) { nodes { id } } }');
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'filter.phone' });
  });

  it('that was set by step-up names nobody, and does not hide whose it is', async () => {
    const gateway = await open();
    const thief = await assure(gateway, pingStable);
    await write(gateway, pingStable, typical.telefono, thief);
    expect(await foundBy(gateway, typical.telefono)).toBe(idOf(typical));
    await write(gateway, pingStable, unused, thief);
    expect(await foundBy(gateway, unused)).toBeNull();
    await write(gateway, pingStable, unused, clerk);
    expect(await foundBy(gateway, unused)).toBeNull();
    await write(gateway, pingStable, unused);
    expect(await foundBy(gateway, unused)).toBe(idOf(pingStable));
    await write(gateway, pingStable, unused, thief);
    expect(await foundBy(gateway, unused)).toBe(idOf(pingStable));
  });

  it('is shown beside an error when it cannot be told whether others have it', async () => {
    const gateway = await open();
    // A list that WispHub's own API gave a moment ago would tell.
    if (dialect !== 'native') dataOf(await gateway.send('{ clients(first: 1) { foundCount } }'));
    const honest = { kind: 'rewrite', rewrite: (reply: EmulatedAnswer) => reply } as const;
    const single = dialect === 'native' ? ['telefono__contains', 'id_servicio'] : ['by-phone', 'by-service-id'];
    for (const path of single) gateway.wispHub.fault({ path, fault: honest });
    const route = dialect === 'native' ? '/clientes' : '/clients';
    gateway.wispHub.fault({ route, fault: { kind: 'answer', when: 'before', status: 500, body: '' } });
    const answer = await find(gateway, typical.telefono);
    expect(answer.data).toEqual({ client: { id: idOf(typical) } });
    expect(answer.errors).toMatchObject([{ path: ['client'], extensions: { backend: 'WISPHUB' } }]);
  });
});

describe('an unconfirmed number', () => {
  it('is still one after a restart over a directory', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'phones-'));
    closers.push(() => rmSync(directory, { recursive: true }));
    const first = await startTestGateway({ environment: { DATA_DIR: directory } });
    await write(first, pingStable, unused, clerk);
    await first.close();
    const second = await start({ environment: { DATA_DIR: directory } });
    await write(second, pingStable, unused, clerk);
    expect(await foundBy(second, unused)).toBeNull();
  });

  it.runIf(canStartRedis())('is one at every instance, and cannot be read in Redis', async () => {
    const server = await startRedis();
    closers.push(() => server.close());
    const environment = { REDIS_URL: server.url };
    const one = await start({ environment, storeTimeoutMs: 2_000 });
    const other = await start({
      environment,
      storeTimeoutMs: 2_000,
      reach: async (_, backend) => one[backend].url,
    });
    await write(one, pingStable, unused, clerk);
    for (const gateway of [one, other]) expect(await foundBy(gateway, unused)).toBeNull();
    const redis = createRedis(server.url, { kind: 'requests', timeoutMs: 5_000 }, () => undefined);
    await redis.connect();
    const keys = await redis.keys('*unconfirmed-phones*');
    redis.disconnect();
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toContain(unused);
    await write(other, pingStable, unused);
    for (const gateway of [one, other]) expect(await foundBy(gateway, unused)).toBe(idOf(pingStable));
  });
});
