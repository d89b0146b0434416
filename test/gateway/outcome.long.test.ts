import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CreatePaymentPromiseDocument,
  CreateTicketDocument,
  StartPingDocument,
  UpdateClientDocument,
} from '../../src/client/generated/operations.js';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { dayIn } from '../../src/model/calendar.js';
import { encodeId } from '../../src/model/id.js';
import { createTime } from '../domain/time.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { type Instances, startInstances } from './instances.js';

const clientId = encodeId('Client', 'WISPHUB', cases.typical.id_servicio);
const dialects = [
  ['v1', {}],
  ['v2', { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
] as const;

/** Each sends one write, twice with one key, and tells both answers. */
const writes = {
  createTicket: async ({ run }: TestGateway) => {
    const input = { clientId, subject: 'Internet Lento', description: 'Va lento', idempotencyKey: 'lost-ticket' };
    return Promise.all([0, 1].map(async () => dataOf(await run(CreateTicketDocument, { input })).createTicket));
  },
  startPing: async ({ run }: TestGateway) => {
    const input = { clientId, idempotencyKey: 'lost-ping' };
    return Promise.all([0, 1].map(async () => dataOf(await run(StartPingDocument, { input })).startPing));
  },
};

const native = ['native', { WISPHUB_DIALECT: 'native', WISPHUB_API_KEY: 'wisphub-planted-api-key' }] as const;

describe.each([...dialects, native])(
  'over %s, where the native system does it and answers 502',
  (dialect, environment) => {
    let gateway: TestGateway;
    beforeEach(async () => {
      gateway = await startTestGateway({ backends: ['wispHub'], wispHub: { dialect }, environment });
      gateway.wispHub.settings({ nativeLosesAnswers: true });
    });
    afterEach(() => gateway.close());

    it.each([
      ['createTicket', 'tickets'],
      ['startPing', 'pings'],
    ] as const)('%s is OutcomeUnknown, and its key sends nothing again', async (name, effect) => {
      const first = await writes[name](gateway);
      expect(first.map(({ __typename }) => __typename)).toContain('OutcomeUnknown');
      expect((await writes[name](gateway)).map(({ __typename }) => __typename)).toEqual([
        'OutcomeUnknown',
        'OutcomeUnknown',
      ]);
      expect(gateway.wispHub.effects[effect]).toHaveLength(1);
    });
  },
);

describe.each(dialects)('over %s, a change that lands after the middleware gave up', (dialect, environment) => {
  it('is OutcomeUnknown, and what is read until it can have landed is shown as stale', async () => {
    const time = createTime();
    const gateway = await startTestGateway({
      backends: ['wispHub'],
      wispHub: { dialect },
      environment,
      lifetimes,
      clock: time.clock,
    });
    const pass = (seconds: number): void => {
      gateway.wispHub.advance(seconds);
      time.advance(seconds * 1_000);
    };
    const read = async () => {
      const query = '{ client(by: {serviceId: 1001}) { phones { e164 } sources { freshness { stale } } } }';
      const { client } = dataOf(
        await gateway.send<{ client: { phones: { e164: string }[]; sources: { freshness: { stale: boolean } }[] } }>(
          query,
        ),
      );
      return [client.phones[0]?.e164, client.sources[0]?.freshness.stale];
    };
    const listed = async () => {
      const query = '{ clients(first: 1, search: "1098765432") { nodes { sources { freshness { stale } } } } }';
      return dataOf(await gateway.send<{ clients: { nodes: unknown[] } }>(query)).clients.nodes;
    };
    expect(await read()).toEqual(['+573001234567', false]);
    gateway.wispHub.settings({ updatesLandLate: true });
    const { updateClient } = dataOf(
      await gateway.run(UpdateClientDocument, { input: { clientId, phone: '3115550101' } }),
    );
    expect(updateClient.__typename).toBe('OutcomeUnknown');
    expect(await read()).toEqual(['+573001234567', true]);
    expect(await listed()).toEqual([{ sources: [{ freshness: { stale: true } }] }]);
    pass(13);
    expect((await read())[1]).toBe(true);
    pass(200);
    expect(await read()).toEqual(['+573115550101', false]);
    await gateway.close();
  });
});

it.each(dialects)(
  'over %s a change of nothing, which the middleware decides by itself, is BackendRefused',
  async (dialect, environment) => {
    const gateway = await startTestGateway({ backends: ['wispHub'], wispHub: { dialect }, environment });
    const message = 'No se brindaron datos válidos para actualizar.';
    const envelope = { ok: false, type: 'error', action: 'client_update_failed', data: null, message, meta: null };
    const [status, body] = dialect === 'v1' ? [200, envelope] : [400, { detail: message }];
    gateway.wispHub.fault({
      route: 'PUT ',
      fault: { kind: 'answer', when: 'before', status, body: JSON.stringify(body) },
    });
    const { updateClient } = dataOf(
      await gateway.run(UpdateClientDocument, { input: { clientId, phone: '3115550101' } }),
    );
    expect(updateClient.__typename).toBe('BackendRefused');
    await gateway.close();
  },
);

const zone = 'America/Argentina/Buenos_Aires';
const validUntil = dayIn(zone, new Date(Date.now() + 3 * 86_400_000));
const { suspended, paidAndPending } = wisproCases;
const own = encodeId('Contract', 'WISPRO', suspended.clientId, suspended.contracts.disabled);
/** The same contract, said to be another client's. */
const claimed = encodeId('Contract', 'WISPRO', paidAndPending.clientId, suspended.contracts.disabled);

async function promise({ run }: TestGateway, contractId: string, idempotencyKey: string) {
  const input = { contractId, validUntil, idempotencyKey };
  return dataOf(await run(CreatePaymentPromiseDocument, { input })).createPaymentPromise.__typename;
}

/** The same over each store. */
function behavesOverAnyStore(open: () => { readonly one: TestGateway; readonly other: TestGateway }): void {
  it("tells nothing of a contract's promises to who says that it is another client's", async () => {
    const { one, other } = open();
    expect(await promise(one, claimed, 'claimed-before')).toBe('ContractNotFound');
    one.wispro.setLatency(200);
    expect(
      await Promise.all([
        promise(one, claimed, 'claimed-1'),
        promise(other, own, 'own'),
        promise(one, claimed, 'claimed-2'),
      ]),
    ).toEqual(['ContractNotFound', 'CreatePaymentPromiseSuccess', 'ContractNotFound']);
    expect(await promise(other, claimed, 'claimed-after')).toBe('ContractNotFound');
    expect(one.wispro.promises).toHaveLength(1);
  });

  it('shows of two changes whose answers would cross the one that the back end has', async () => {
    const { one, other } = open();
    one.wispHub.fault({ route: 'PUT ', times: 1, fault: { kind: 'delay', ms: 400, when: 'after' } });
    const change = async ({ run }: TestGateway, phone: string) =>
      dataOf(await run(UpdateClientDocument, { input: { clientId, phone } })).updateClient.__typename;
    const both = await Promise.all([change(one, '3115550101'), change(other, '3115550102')]);
    expect(both).toEqual(['UpdateClientSuccess', 'UpdateClientSuccess']);
    const there = one.wispHub.clients.find(({ id_servicio }) => id_servicio === cases.typical.id_servicio)?.telefono;
    // A list lags behind, so that what was written is shown over it.
    const query = `{ clients(first: 1, search: "${cases.typical.cedula}") { nodes { phones { raw } } } }`;
    for (const { send } of [one, other]) {
      expect(dataOf(await send(query))).toEqual({ clients: { nodes: [{ phones: [{ raw: there }] }] } });
    }
  });
}

describe('over a store in memory', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startTestGateway();
  });
  afterEach(() => gateway.close());
  behavesOverAnyStore(() => ({ one: gateway, other: gateway }));
});

describe('over a store on disk', () => {
  let gateway: TestGateway;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'isp-gateway-outcome-'));
    gateway = await startTestGateway({ environment: { DATA_DIR: folder } });
  });
  afterEach(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  });
  behavesOverAnyStore(() => ({ one: gateway, other: gateway }));
});

describeWith(canStartRedis(), 'over two instances and one Redis', () => {
  let redis: RedisServer;
  let instances: Instances;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());
  beforeEach(async () => {
    instances = await startInstances(redis);
  });
  afterEach(() => instances.close());
  behavesOverAnyStore(() => instances);
});
