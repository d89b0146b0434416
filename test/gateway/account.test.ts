import { afterEach, describe, expect, it } from 'vitest';
import {
  AccountOfDocument,
  CreatePaymentPromiseDocument,
  PurgeClientDocument,
} from '../../src/client/generated/operations.js';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { dayIn } from '../../src/model/calendar.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { canStartRedis, startRedis } from '../store/redis-server.js';
import { codesOf, dataOf, startTestGateway, type TestGateway, type Who } from './gateway.js';
import { insist } from './instances.js';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: Parameters<typeof startTestGateway>[0] = {}): Promise<TestGateway> {
  const gateway = await startTestGateway(options);
  closers.push(() => gateway.close());
  return gateway;
}

const { suspended, paidAndPending } = wisproCases;
const cutOff = encodeId('Client', 'WISPRO', suspended.clientId);
const contractId = encodeId('Contract', 'WISPRO', suspended.clientId, suspended.contracts.disabled);
const running = encodeId('Client', 'WISPRO', paidAndPending.clientId);
const service = encodeId('Client', 'WISPHUB', wispHubCases.typical.id_servicio);
const bot: Who = { subject: 'bot', scopes: scopes.filter((scope) => scope !== 'personal:read' && scope !== 'admin') };
const day = dayIn('America/Argentina/Buenos_Aires', new Date(Date.now() + 3 * 86_400_000));

const read = (gateway: TestGateway, id: string, who?: Who) => insist(() => gateway.run(AccountOfDocument, { id }, who));
const accountOf = async (gateway: TestGateway, id: string) => dataOf(await read(gateway, id)).client?.account;
const promise = async (gateway: TestGateway) => {
  const input = { contractId, validUntil: day, idempotencyKey: 'account-promise' };
  const answer = await insist(() => gateway.run(CreatePaymentPromiseDocument, { input }));
  expect(dataOf(answer).createPaymentPromise.__typename).toBe('CreatePaymentPromiseSuccess');
};

describe('an account', () => {
  it('at a back end that tells invoices alone is what they leave open', async () => {
    const gateway = await start({ backends: ['wispro'] });
    const account = await accountOf(gateway, cutOff);
    expect(account).toMatchObject({ state: 'SUSPENDED', canPromise: true, promiseRefusal: null, promisedUntil: null });
    expect(account?.owed).toEqual(account?.invoiced);
    expect(account?.carried).toBeNull();
    expect(await accountOf(gateway, running)).toMatchObject({ canPromise: false, promiseRefusal: 'SERVICE_ACTIVE' });
  });

  it('of a middleware that tells no invoices owes nobody knows what', async () => {
    const gateway = await start({ backends: ['wispHub'] });
    expect(await accountOf(gateway, service)).toMatchObject({
      ...{ owed: null, invoiced: null, carried: { amount: expect.any(String), currency: 'COP' } },
      ...{ canPromise: false, promiseRefusal: null },
    });
    const states = [];
    for (const { id_servicio: id } of Object.values(wispHubCases)) {
      states.push((await accountOf(gateway, encodeId('Client', 'WISPHUB', id)))?.state);
    }
    expect(states).toContain('UNKNOWN');
    expect(states).not.toContain('UP_TO_DATE');
  });

  it('of a person whom both know is that of the one that bills by contracts', async () => {
    const gateway = await start();
    const both = encodeId('Client', 'WISPHUB', wispHubCases.sharedPersonOne.id_servicio);
    expect((await accountOf(gateway, both))?.invoiced?.currency).toBe('ARS');
    expect((await accountOf(gateway, service))?.carried?.currency).toBe('COP');
  });

  it('is never told as clear while invoices cannot be read', async () => {
    const gateway = await start({ backends: ['wispro'] });
    gateway.wispro.fault({ route: '/api/invoicing', fault: { kind: 'reset', when: 'before' } });
    const answer = await read(gateway, cutOff);
    expect(codesOf(answer)).toEqual(['UPSTREAM_UNAVAILABLE']);
    expect(answer.data?.client?.account).toBeNull();
  });

  it('is shown to who has verified the client, and to nobody else without personal:read', async () => {
    const gateway = await start({ backends: ['wispro'] });
    expect(codesOf(await read(gateway, cutOff, bot))).toEqual(['FORBIDDEN']);
    expect(codesOf(await read(gateway, cutOff, { scopes: ['clients:read', 'personal:read'] }))).toEqual(['FORBIDDEN']);
  });
});

describe('a promise that is recorded', () => {
  it('shows as PROMISED until its day, and goes with a purge', async () => {
    const gateway = await start({ backends: ['wispro'] });
    await promise(gateway);
    expect(await accountOf(gateway, cutOff)).toMatchObject({
      ...{ state: 'PROMISED', promisedUntil: day, canPromise: false, promiseRefusal: 'ALREADY_PROMISED' },
    });
    expect((await accountOf(gateway, running))?.promisedUntil).toBeNull();
    await gateway.run(PurgeClientDocument, { input: { clientId: cutOff } });
    expect(await accountOf(gateway, cutOff)).toMatchObject({ promisedUntil: null });
  });

  it.skipIf(!canStartRedis())('is known to every instance', async () => {
    const server = await startRedis();
    closers.push(() => server.close());
    const shared = { backends: ['wispro'], environment: { REDIS_URL: server.url }, storeTimeoutMs: 5_000 } as const;
    const one = await start(shared);
    const other = await start({ ...shared, reach: async (_, backend) => one[backend].url });
    await promise(one);
    expect(await accountOf(other, cutOff)).toMatchObject({ state: 'PROMISED', promisedUntil: day });
  });
});
