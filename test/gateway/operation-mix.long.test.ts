import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../src/client/generated/operations.js';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { startWisproCloud, type WisproCloudEmulator, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { decodeId, encodeId } from '../../src/model/id.js';
import { type Home, variablesFor } from '../operation-variables.js';
import { type BackendName, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { openSocket } from './raw-socket.js';

interface Mix {
  readonly wispHub?: 'v1' | 'v2' | 'native';
  readonly wispro?: 'suricata' | 'api' | 'both';
  /** Operations that answer NOT_SUPPORTED, since no back end of the mix can do what they ask. */
  readonly unsupported: readonly string[];
}

const pings = ['OperatorStartPing', 'StartPing', 'StartZonePing'];
/** By Wispro alone there are neither services, zones and technicians nor pings: the fields of these, and what is done with them. */
const ofWisproAlone = [
  ...pings,
  ...[
    'UpdateClient',
    'OperatorUpdateClient',
    'Zone',
    'ClientDetail',
    'Clients',
    'FindClient',
    'FindClients',
    'Nodes',
    'OperatorClient',
  ],
];
/** By WispHub alone there are no contracts, and no keys of Wispro. */
const ofWispHubAlone = ['Account', 'Debt', 'DebtOf', 'OperatorBilling'];

const mixes: readonly Mix[] = [
  { wispHub: 'native', wispro: 'api', unsupported: [] },
  { wispHub: 'native', wispro: 'suricata', unsupported: [] },
  { wispHub: 'native', wispro: 'both', unsupported: [] },
  { wispHub: 'v1', wispro: 'api', unsupported: [] },
  { wispHub: 'v2', wispro: 'both', unsupported: [] },
  { wispHub: 'native', unsupported: ofWispHubAlone },
  { wispro: 'api', unsupported: ofWisproAlone },
  { wispro: 'both', unsupported: ofWisproAlone },
];

const environments: Readonly<Record<'v1' | 'v2' | 'native', Readonly<Record<string, string>>>> = {
  v1: {},
  v2: { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' },
  native: { WISPHUB_DIALECT: 'native', WISPHUB_API_KEY: 'wisphub-planted-api-key', WISPHUB_PAYMENT_METHOD: 'Efectivo' },
};

const asked = Object.values(operations);

interface Bill {
  readonly id: string;
  readonly total: { readonly amount: string };
}

interface Suspended {
  readonly clients: {
    readonly nodes: readonly { readonly serviceId: number; readonly invoices: { readonly nodes: readonly Bill[] } }[];
  };
}

describe.each(mixes)('every operation over WispHub $wispHub and Wispro $wispro', ({ wispHub, wispro, unsupported }) => {
  let cloud: WisproCloudEmulator;
  let gateway: TestGateway;
  let ended = '';
  const home: Home = wispHub === undefined ? 'WISPRO' : 'WISPHUB';
  const variables = variablesFor(home, { ended: () => ended, hasContracts: wispro !== undefined });

  beforeAll(async () => {
    cloud = await startWisproCloud({ subscribers: 60 });
    const backends: BackendName[] = [
      ...(wispHub === undefined ? [] : (['wispHub'] as const)),
      ...(wispro === 'suricata' || wispro === 'both' ? (['wispro'] as const) : []),
    ];
    gateway = await startTestGateway({
      backends,
      wispHub: { lineage: wispHub ?? 'v1' },
      environment: {
        ...(wispHub === undefined ? {} : environments[wispHub]),
        ...(wispro === 'api' || wispro === 'both'
          ? { WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken }
          : {}),
      },
      pingTimings: { firstPoll: 20, maxPause: 100, deadline: 60_000 },
    });
    if (wispHub !== undefined) ended = await startPing();
    else ended = encodeId('PingTask', 'WISPRO', 'none');
  });
  afterAll(async () => {
    await gateway.close();
    await cloud.close();
  });

  async function startPing(): Promise<string> {
    const query =
      'mutation ($input: StartPingInput!) { startPing(input: $input) { ... on StartPingSuccess { pingTask { id } } } }';
    const input = { clientId: encodeId('Client', 'WISPHUB', wispHubCases.pingStable.id_servicio) };
    const answer = await gateway.send<{ startPing: { pingTask: { id: string } } }>(query, { input });
    return dataOf(answer).startPing.pingTask.id;
  }

  /** For an invoice that WispHub has: not of the clients of the promises, whom a payment would reconnect. */
  async function payment(name: string): Promise<object> {
    const query = `{ clients(first: 20, filter: {status: [SUSPENDED]}) { nodes { serviceId
      invoices(first: 1, states: [PENDING]) { nodes { id total { amount } } } } } }`;
    const { clients } = dataOf(await gateway.send<Suspended>(query));
    const promised = [wispHubCases.suspended.id_servicio, wispHubCases.sharedDocumentSecond.id_servicio];
    const bills = clients.nodes.flatMap(({ serviceId, invoices }) =>
      promised.includes(serviceId) ? [] : invoices.nodes,
    );
    // Those that a person has at Wispro too are not paid here.
    const own = bills.filter(({ id }) => decodeId(id)?.backend === 'WISPHUB');
    const invoice = own.at(name.startsWith('Operator') ? 0 : -1);
    const amount = invoice?.total.amount;
    return { input: { invoiceId: invoice?.id, amount, reference: name, idempotencyKey: name } };
  }

  it.each(asked.filter(({ kind }) => kind !== 'subscription'))('$name', async ({ name, text }) => {
    const isNativePayment =
      name.endsWith('RegisterPayment') && wispHub === 'native' && wispro !== 'api' && wispro !== 'both';
    const given = { ...variables[name]?.(), ...(isNativePayment ? await payment(name) : {}) };
    const answer = await gateway.send<Record<string, unknown>>(text, given);
    const codes = [...new Set(codesOf(answer))];
    // There is no write of unknown outcome to be resolved.
    const refusals = name === 'ResolveOutcome' ? ['BAD_USER_INPUT'] : [];
    expect(codes).toEqual(unsupported.includes(name) ? ['NOT_SUPPORTED'] : refusals);
    if (codes.length > 0) return;
    expect(JSON.stringify(answer.data)).not.toMatch(/"(BackendRefused|OutcomeUnknown|PromiseNotAllowed)"/);
  });

  const streams = wispHub === undefined ? [] : ['PingTaskCompleted', 'PingResult'];
  it.each(streams)('%s', async (name) => {
    const query = asked.find((operation) => operation.name === name)?.text;
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token());
    socket.send({ id: '1', type: 'subscribe', payload: { query, variables: variables[name]?.() } });
    const [message] = await socket.about('1');
    const data = { pingTaskCompleted: expect.objectContaining({ id: ended }) };
    expect(message).toEqual({ id: '1', type: 'next', payload: { data } });
    await socket.close();
  });
});
