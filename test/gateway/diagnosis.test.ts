import type { Client as SocketClient } from 'graphql-ws';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CreatePaymentPromiseDocument,
  CreateTicketDocument,
  DiagnoseConnectionDocument,
  DiagnosisChangedDocument,
  DiagnosisDocument,
  PurgeClientDocument,
  StartPingDocument,
  VerifyClientDocument,
} from '../../src/client/generated/operations.js';
import type { OperationDocument } from '../../src/client/operation.js';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { startWisproCloud, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { canStartRedis, startRedis } from '../store/redis-server.js';
import { codesOf, dataOf, quickPings, startTestGateway, type TestGateway, until, type Who } from './gateway.js';
import { insist } from './instances.js';

type Options = NonNullable<Parameters<typeof startTestGateway>[0]>;

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const native: Options = {
  wispHub: { lineage: 'native' },
  environment: { WISPHUB_API_KEY: 'wisphub-planted-api-key', WISPHUB_DIALECT: 'native' },
};
const integration: Options = {
  lifetimes,
  wispHub: { lineage: 'v2' },
  environment: { WISPHUB_API_KEY: 'wisphub-planted-api-key', WISPHUB_DIALECT: 'v2' },
};

async function start(options: Options = integration): Promise<TestGateway> {
  const gateway = await startTestGateway(options);
  closers.push(() => gateway.close());
  return gateway;
}

/** WispHub's and Wispro's own APIs. */
async function startOwn(): Promise<TestGateway> {
  const cloud = await startWisproCloud({ subscribers: 60 });
  closers.push(() => cloud.close());
  const environment = { ...native.environment, WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken };
  return start({ ...native, backends: ['wispHub'], environment });
}

const idOf = (row: { readonly id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);
const debtor = encodeId('Client', 'WISPRO', wisproCases.suspended.clientId);
const bot: Who = { subject: 'bot', scopes: scopes.filter((scope) => scope !== 'personal:read' && scope !== 'admin') };

async function diagnose(gateway: TestGateway, clientId: string, input: object = {}, who?: Who) {
  const answer = await insist(() => gateway.run(DiagnoseConnectionDocument, { input: { clientId, ...input } }, who));
  const { diagnoseConnection } = dataOf(answer);
  if (diagnoseConnection.__typename !== 'DiagnoseConnectionSuccess') throw new Error(diagnoseConnection.__typename);
  return diagnoseConnection;
}

/** Every event of a diagnosis until its stream completes. */
function follow(gateway: TestGateway, id: string, who?: Who) {
  return collect(gateway.socket(who), DiagnosisChangedDocument, { id });
}

async function collect<Data, Variables extends Record<string, unknown>>(
  socket: SocketClient,
  document: OperationDocument<'subscription', Data, Variables>,
  variables: Variables,
): Promise<readonly Data[]> {
  const events: Data[] = [];
  for await (const { data, errors } of socket.iterate<Data>({ query: document.text, variables })) {
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    if (data) events.push(data);
  }
  return events;
}

/** As a bot has the account before it asks why there is no internet. */
async function end(gateway: TestGateway, clientId: string, who?: Who) {
  await gateway.send('query ($id: ID!) { client(by: { id: $id }) { account { state } } }', { id: clientId });
  const { diagnosis } = await diagnose(gateway, clientId, {}, who);
  const last = (await follow(gateway, diagnosis.id, who)).at(-1)?.diagnosisChanged;
  if (last?.state !== 'DONE') throw new Error('the stream ended early');
  return last;
}

const statesOf = ({ steps }: { readonly steps: readonly { readonly state: string }[] }): string =>
  steps.map(({ state }) => state).join(' ');

describe('a diagnosis', () => {
  it.each([
    ['stable ping', cases.pingStable, 'HEALTHY', 'RESTART', 'UNKNOWN DONE DONE SKIPPED SKIPPED'],
    ['dead line', cases.pingNoInternet, 'NO_CONNECTION', 'TICKET', 'UNKNOWN DONE DONE DONE DONE'],
    ['silent router', cases.pingAntennaOnly, 'SUBSCRIBER_EQUIPMENT', 'RESTART', 'UNKNOWN DONE DONE DONE SKIPPED'],
    ['failed ping', cases.pingFails, 'UNKNOWN', 'PERSON', 'UNKNOWN DONE UNKNOWN DONE SKIPPED'],
    ['suspended debtor', cases.suspended, 'SUSPENDED_FOR_DEBT', 'PAY', 'UNKNOWN DONE SKIPPED SKIPPED SKIPPED'],
    ['suspended payer', cases.sharedDocumentSecond, 'SUSPENDED', 'PERSON', null],
  ])('of a %s, over a middleware and Wispro', async (_, row, cause, nextBestAction, states) => {
    const done = await end(await start(), idOf(row));
    expect(done).toMatchObject({ cause, nextBestAction });
    if (states !== null) expect(statesOf(done)).toBe(states);
  });

  it.each([
    ['stable ping', cases.pingStable, 'HEALTHY', 'RESTART'],
    ['lossy line', cases.pingIntermittent, 'UNSTABLE', 'TICKET'],
    ['dead line', cases.pingNoInternet, 'NO_CONNECTION', 'TICKET'],
    ['silent router', cases.pingAntennaOnly, 'SUBSCRIBER_EQUIPMENT', 'RESTART'],
  ])("of a %s, over both back ends' own APIs", async (_, row, cause, nextBestAction) => {
    const done = await end(await startOwn(), idOf(row));
    expect(done).toMatchObject({ cause, nextBestAction });
    expect(statesOf(done)).toMatch(/^DONE DONE DONE/);
  });

  it('names the outage that the ISP has declared, and asks nothing else', async () => {
    const gateway = await start({ ...native, backends: ['wispHub'] });
    const row = gateway.wispHub.clients.find(({ zona }) => zona?.id === 18);
    if (row === undefined) throw new Error('nobody lives there');
    const done = await end(gateway, idOf(row));
    expect(done).toMatchObject({
      ...{ cause: 'OUTAGE', nextBestAction: 'WAIT' },
      evidence: { outage: { element: 'ROUTER', description: 'Corte de fibra en la troncal' } },
    });
    expect(statesOf(done)).toBe('DONE SKIPPED SKIPPED SKIPPED SKIPPED');
    expect(gateway.wispHub.effects.pings).toEqual([]);
  });

  it('of a debtor gives the input of a promise, which is taken', async () => {
    const gateway = await start({ backends: ['wispro'] });
    const done = await end(gateway, debtor);
    expect(done).toMatchObject({ cause: 'SUSPENDED_FOR_DEBT', nextBestAction: 'PROMISE' });
    const { contractId, clientId, validUntil } = done.promiseInput ?? {};
    const input = { contractId, clientId, validUntil: String(validUntil), idempotencyKey: 'as-suggested' };
    const { createPaymentPromise } = dataOf(await gateway.run(CreatePaymentPromiseDocument, { input }));
    expect(createPaymentPromise.__typename).toBe('CreatePaymentPromiseSuccess');
  });

  it('of a dead line gives the input of a ticket, and once that is open says to wait', async () => {
    const gateway = await start();
    const { ticketInput } = await end(gateway, idOf(cases.pingNoInternet));
    expect(ticketInput?.subject).toBe('No Tiene Internet');
    if (ticketInput === null || ticketInput === undefined) throw new Error('no input');
    const input = { ...ticketInput, idempotencyKey: 'as-suggested' };
    const { createTicket } = dataOf(await gateway.run(CreateTicketDocument, { input }));
    expect(createTicket.__typename).toBe('CreateTicketSuccess');
    const again = await end(gateway, idOf(cases.pingNoInternet));
    expect(again).toMatchObject({ cause: 'NO_CONNECTION', nextBestAction: 'WAIT', ticketInput: null });
  });

  it('in a zone that takes no other ticket says to wait', async () => {
    const gateway = await start();
    const full = cases.fullZone.zona?.id;
    const row = gateway.wispHub.clients.find(
      ({ zona, estado, pingOutcome }) => zona?.id === full && estado === 'Activo' && pingOutcome === 'none',
    );
    if (row === undefined) throw new Error('nobody lives there');
    const done = await end(gateway, idOf(row));
    expect(done).toMatchObject({ nextBestAction: 'WAIT', evidence: { isZoneFull: true }, ticketInput: null });
  });

  it.each([
    ['over a middleware', start],
    ["over both back ends' own APIs", startOwn],
  ])('asks at most four times beside the polls, %s', async (_, open) => {
    const gateway = await open();
    for (const row of [cases.pingNoInternet, cases.sharedPersonOne, cases.suspended]) {
      const before = [gateway.wispHub.calls.length, gateway.wispro.calls.length];
      const { diagnosis } = await diagnose(gateway, idOf(row));
      await until(async () => {
        const { data } = await gateway.send<{ diagnosis: { state: string } }>(
          'query ($id: ID!) { diagnosis(id: $id) { state } }',
          { id: diagnosis.id },
        );
        return data?.diagnosis.state === 'DONE';
      });
      const calls = [...gateway.wispHub.calls.slice(before[0]), ...gateway.wispro.calls.slice(before[1])];
      const counted = calls
        .map(({ route }) => route)
        .filter((route) => !/health|auth\/token|GET .*(ping|tasks?)\//.test(route));
      expect(counted.length, counted.join(', ')).toBeLessThanOrEqual(4);
    }
  });
});

describe('a back end', () => {
  it.each(['reset', 'hang'] as const)(
    'that bills and has a fault (%s) leaves the account unknown, and the rest goes on',
    async (kind) => {
      const gateway = await start();
      gateway.wispro.fault({ path: '/', fault: { kind, when: 'before' } });
      const done = await end(gateway, idOf(cases.pingNoInternet));
      expect(done).toMatchObject({
        cause: 'NO_CONNECTION',
        evidence: { isSuspended: null, connection: 'NO_INTERNET' },
      });
      expect(statesOf(done)).toMatch(/^UNKNOWN UNKNOWN DONE DONE/);
    },
    30_000,
  );

  it('that has the line and is dead leaves all unknown, and a person is next', async () => {
    const gateway = await start();
    gateway.wispHub.fault({ path: '/', fault: { kind: 'reset', when: 'before' } });
    const done = await end(gateway, idOf(cases.pingNoInternet));
    expect(done).toMatchObject({ cause: 'UNKNOWN', nextBestAction: 'PERSON' });
    expect(statesOf(done)).toBe('UNKNOWN UNKNOWN UNKNOWN UNKNOWN SKIPPED');
  });

  it('that is slow holds nothing up: the first step is there before it has answered', async () => {
    const gateway = await start();
    gateway.wispHub.fault({ path: '/clients', fault: { kind: 'delay', ms: 3_000 } });
    const startedAt = performance.now();
    const { diagnosis } = await diagnose(gateway, idOf(cases.pingStable));
    const query = { query: DiagnosisChangedDocument.text, variables: { id: diagnosis.id } };
    for await (const { data } of gateway.socket().iterate<Record<string, unknown>>(query)) {
      expect(data).toMatchObject({ diagnosisChanged: { state: 'RUNNING', cause: null } });
      break;
    }
    expect(performance.now() - startedAt).toBeLessThan(2_500);
  });
});

describe('who asks', () => {
  it('while a diagnosis runs joins it, and with its key gets it again', async () => {
    const gateway = await start({ ...integration, wispHub: { lineage: 'v2', pingMs: 60_000 } });
    const [one, two] = await Promise.all([0, 1].map(() => diagnose(gateway, idOf(cases.pingHangs))));
    expect(one?.diagnosis.id).toBe(two?.diagnosis.id);
    expect([one?.replayed, two?.replayed].sort()).toEqual([false, true]);
    const keyed = await diagnose(gateway, idOf(cases.pingStable), { idempotencyKey: 'why' });
    await follow(gateway, keyed.diagnosis.id);
    const again = await diagnose(gateway, idOf(cases.pingStable), { idempotencyKey: 'why' });
    expect(again).toMatchObject({ replayed: true, diagnosis: { id: keyed.diagnosis.id, state: 'DONE' } });
  });

  it('joins a ping that runs', async () => {
    const gateway = await start({
      ...integration,
      wispHub: { lineage: 'v2', pingMs: 60_000 },
      pingTimings: { ...quickPings, deadline: 20_000 },
    });
    const input = { clientId: idOf(cases.pingNoInternet) };
    await gateway.run(StartPingDocument, { input });
    const { diagnosis } = await diagnose(gateway, input.clientId);
    await until(async () => {
      const { data } = await gateway.run(DiagnosisDocument, { id: diagnosis.id });
      return data?.diagnosis?.pingTask?.status === 'PENDING';
    });
    gateway.wispHub.advance(60);
    expect((await follow(gateway, diagnosis.id)).at(-1)?.diagnosisChanged.cause).toBe('NO_CONNECTION');
    expect(gateway.wispHub.effects.pings).toHaveLength(1);
  });

  it('about nobody, by a bad key or by no id of a client is refused', async () => {
    const gateway = await start();
    const ask = (input: { clientId: string; idempotencyKey?: string }) =>
      gateway.run(DiagnoseConnectionDocument, { input });
    const nobody = encodeId('Client', 'WISPHUB', 999_999);
    expect(dataOf(await ask({ clientId: nobody })).diagnoseConnection.__typename).toBe('ClientNotFound');
    const spaced = { clientId: idOf(cases.typical), idempotencyKey: 'a b' };
    expect(dataOf(await ask(spaced)).diagnoseConnection.__typename).toBe('InvalidInput');
    expect(codesOf(await ask({ clientId: 'x' }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await gateway.run(DiagnosisDocument, { id: 'x' }))).toEqual(['BAD_USER_INPUT']);
  });

  it('without the account is shown no debt, and with an assurance alone all of it', async () => {
    const gateway = await start({ backends: ['wispHub'], ...integration });
    const row = cases.suspended;
    const done = await end(gateway, idOf(row), bot);
    expect(done).toMatchObject({ cause: 'SUSPENDED', nextBestAction: 'PERSON', promiseInput: null });
    expect(done.evidence).toMatchObject({ isOwing: null, canPromise: null });
    expect(done.message).toBe('Su servicio no está activo. Un asesor puede ayudarle.');
    const facts = { name: row.nombre, address: row.direccion, document: row.cedula, planName: '7MB PLUS' };
    const verified = await gateway.run(VerifyClientDocument, { input: { clientId: idOf(row), facts } }, bot);
    const { verifyClient } = dataOf(verified);
    if (verifyClient.__typename !== 'VerifyClientSuccess') throw new Error(verifyClient.__typename);
    const assurance = verifyClient.assurance?.token;
    if (assurance === undefined) throw new Error('not verified');
    const subscriber: Who = { subject: 'bot', scopes: [], assurance };
    const own = await end(gateway, idOf(row), subscriber);
    expect(own).toMatchObject({ cause: 'SUSPENDED_FOR_DEBT', nextBestAction: 'PAY', evidence: { isOwing: true } });
    const { data, errors } = await gateway.run(
      DiagnoseConnectionDocument,
      { input: { clientId: idOf(cases.typical) } },
      subscriber,
    );
    expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([null, ['FORBIDDEN']]);
  });

  it('after a purge finds nothing', async () => {
    const gateway = await start();
    const { id } = await end(gateway, idOf(cases.pingStable));
    await gateway.run(PurgeClientDocument, { input: { clientId: idOf(cases.pingStable) } });
    expect(dataOf(await gateway.run(DiagnosisDocument, { id })).diagnosis).toBeNull();
  });
});

describe.skipIf(!canStartRedis())('over one Redis', () => {
  it('another instance goes on with a diagnosis whose own has died, and tells its own subscribers', async () => {
    const redis = await startRedis();
    closers.push(() => redis.close());
    const shared: Options = {
      wispHub: { lineage: 'v2' },
      storeTimeoutMs: 5_000,
      environment: { ...integration.environment, REDIS_URL: redis.url },
      diagnosisTimings: { lease: 300, deadline: 60_000 },
    };
    const survivor = await start(shared);
    const doomed = await startTestGateway({
      ...shared,
      reach: async (_, backend) => survivor[backend].url,
    });
    survivor.wispHub.fault({ path: '/clients', times: 1, fault: { kind: 'delay', ms: 1_500 } });
    const { diagnosis } = await diagnose(doomed, idOf(cases.pingNoInternet));
    const following = follow(survivor, diagnosis.id);
    await doomed.close();
    const last = (await following).at(-1)?.diagnosisChanged;
    expect(last).toMatchObject({ id: diagnosis.id, state: 'DONE', cause: 'NO_CONNECTION' });
    expect(survivor.wispHub.effects.pings).toHaveLength(1);
  }, 30_000);
});
