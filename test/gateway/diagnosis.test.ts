import { afterEach, describe, expect, it } from 'vitest';
import {
  CreatePaymentPromiseDocument,
  CreateTicketDocument,
  DiagnoseConnectionDocument,
  DiagnosisChangedDocument,
  DiagnosisDocument,
  PurgeClientDocument,
  StartPingDocument,
} from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { startWisproCloud, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { canStartRedis, startRedis } from '../store/redis-server.js';
import { codesOf, dataOf, startTestGateway, type TestGateway, until, type Who } from './gateway.js';
import { insist, startInstances } from './instances.js';

type Options = NonNullable<Parameters<typeof startTestGateway>[0]>;

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const native: Options = {
  wispHub: { lineage: 'native' },
  environment: { WISPHUB_API_KEY: 'wisphub-planted-api-key', WISPHUB_DIALECT: 'native' },
};
const integration: Options = { wispHub: { lineage: 'v2' } };

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
  const answer = await insist(() =>
    gateway.run(DiagnoseConnectionDocument, { input: { clientId, ...input } }, who),
  );
  const { diagnoseConnection } = dataOf(answer);
  if (diagnoseConnection.__typename !== 'DiagnoseConnectionSuccess') throw new Error(diagnoseConnection.__typename);
  return diagnoseConnection;
}

/** Every event of a diagnosis until its stream completes. */
async function follow(gateway: TestGateway, id: string, who?: Who) {
  const events = [];
  const query = { query: DiagnosisChangedDocument.text, variables: { id } };
  for await (const { data, errors } of gateway.socket(who).iterate<typeof DiagnosisChangedDocument.$data>(query)) {
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    if (data) events.push(data.diagnosisChanged);
  }
  return events;
}

async function end(gateway: TestGateway, clientId: string, who?: Who) {
  const { diagnosis } = await diagnose(gateway, clientId, {}, who);
  const last = (await follow(gateway, diagnosis.id, who)).at(-1);
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

  it('of a debtor gives the input of a promise, which is taken, and waits once it is', async () => {
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
    gateway.wispHub.change(cases.fullZone.id_servicio, { pingOutcome: 'none' });
    const done = await end(gateway, idOf(cases.fullZone));
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
        const { data } = await gateway.send<{ diagnosis: { state: string } }>('query ($id: ID!) { diagnosis(id: $id) { state } }', { id: diagnosis.id });
        return data?.diagnosis.state === 'DONE';
      });
      const calls = [...gateway.wispHub.calls.slice(before[0]), ...gateway.wispro.calls.slice(before[1])];
      const counted = calls.map(({ route }) => route).filter((route) => !/health|auth\/token|GET .*(ping|tasks?)\//.test(route));
      expect(counted.length, counted.join(', ')).toBeLessThanOrEqual(4);
    }
  });
});

describe('a back end', () => {
  it.each(['reset', 'hang'] as const)('that bills and has a fault (%s) leaves the account unknown, and the rest goes on', async (kind) => {
    const gateway = await start();
    gateway.wispro.fault({ route: '/api', fault: kind === 'reset' ? { kind, when: 'before' } : { kind: 'delay', ms: 30_000 } });
    const done = await end(gateway, idOf(cases.pingNoInternet));
    expect(done).toMatchObject({ cause: 'NO_CONNECTION', evidence: { isSuspended: null, connection: 'NO_INTERNET' } });
    expect(statesOf(done)).toMatch(/^UNKNOWN UNKNOWN DONE DONE/);
  }, 30_000);

  it('that has the line and is dead leaves all unknown, and a person is next', async () => {
    const gateway = await start();
    gateway.wispHub.fault({ route: '/', fault: { kind: 'reset', when: 'before' } });
    const done = await end(gateway, idOf(cases.pingNoInternet));
    expect(done).toMatchObject({ cause: 'UNKNOWN', nextBestAction: 'PERSON' });
    expect(statesOf(done)).toBe('UNKNOWN UNKNOWN UNKNOWN UNKNOWN SKIPPED');
  });

  it('that is slow holds the first step up for no longer than 300 ms', async () => {
    const gateway = await start();
    gateway.wispHub.fault({ route: '/', fault: { kind: 'delay', ms: 2_000 } });
    const startedAt = performance.now();
    const { diagnosis } = await diagnose(gateway, idOf(cases.pingStable));
    const [first] = await follow(gateway, diagnosis.id);
    expect(first).toMatchObject({ state: 'RUNNING', cause: null, steps: [{ name: 'OUTAGE', state: 'RUNNING' }, {}, {}, {}, {}] });
    expect(gateway.wispHub.calls.length).toBeGreaterThan(0);
    expect(performance.now() - startedAt).toBeGreaterThan(0);
  }, 30_000);
});
