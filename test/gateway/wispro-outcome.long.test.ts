import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CreateTicketDocument,
  RegisterPaymentDocument,
  WriteOutcomeDocument,
} from '../../src/client/generated/operations.js';
import { startWisproCloud, type WisproCloudEmulator, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { until } from '../store/subject.js';
import { dataOf, startTestGateway, type TestGateway } from './gateway.js';

const { suspended, paidAndPending } = wisproCases;
const clientId = encodeId('Client', 'WISPRO', suspended.clientId);

let cloud: WisproCloudEmulator;
let gateway: TestGateway;

beforeEach(async () => {
  cloud = await startWisproCloud({ subscribers: 20 });
});
/** Fails as well when an answer or a log holds a secret. */
afterEach(async () => {
  await gateway.close();
  await cloud.close();
});

async function start(reconcilerTimeScale: number): Promise<void> {
  const environment = { WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken };
  gateway = await startTestGateway({ backends: [], environment, reconcilerTimeScale });
}

const writes = {
  registerPayment: async () => {
    const input = { clientId, amount: '100.50', reference: 'TRX-77', idempotencyKey: 'lost' };
    return dataOf(await gateway.run(RegisterPaymentDocument, { input })).registerPayment;
  },
  createTicket: async () => {
    const input = { clientId, subject: 'Lentitud', description: 'Anda lento.', idempotencyKey: 'lost' };
    return dataOf(await gateway.run(CreateTicketDocument, { input })).createTicket;
  },
};

const routes = { registerPayment: 'POST /api/v1/invoicing/payments', createTicket: 'POST /api/v1/help_desk/issues' };
const names = ['registerPayment', 'createTicket'] as const;

/** @returns what the write is called. */
async function lose(name: (typeof names)[number], when: 'before' | 'after'): Promise<string> {
  cloud.fault({ route: routes[name], times: 1, fault: { kind: 'reset', when } });
  const lost = await writes[name]();
  if (lost.__typename !== 'OutcomeUnknown') throw new Error(lost.__typename);
  return lost.reference;
}

const stateOf = async (reference: string) =>
  dataOf(await gateway.run(WriteOutcomeDocument, { reference })).writeOutcome?.state;

/** @returns the first of them. */
async function end(reference: string): Promise<string | undefined> {
  let state: string | undefined;
  await until(async () => {
    state = await stateOf(reference);
    return ['DONE', 'NOT_DONE', 'PERSON'].includes(state ?? '');
  }, 20_000);
  return state;
}

/** Changes every row of the answers to a list. */
function show(path: string, change: (row: Readonly<Record<string, unknown>>) => unknown): void {
  cloud.fault({
    route: `GET /api/v1${path}`,
    fault: {
      kind: 'rewrite',
      rewrite: (answer) => {
        const { data, ...envelope } = JSON.parse(String(answer.body));
        return { ...answer, body: JSON.stringify({ ...envelope, data: data.map(change) }) };
      },
    },
  });
}

const payments = '/invoicing/payments';
const issues = '/help_desk/issues';

/** A payment by somebody else's hand. */
async function book(body: object): Promise<void> {
  const response = await fetch(`${cloud.url}/api/v1${payments}`, {
    method: 'POST',
    headers: { authorization: wisproApiToken, 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: suspended.clientId, amount: 100.5, payment_date: new Date(), ...body }),
  });
  expect(await response.json()).toMatchObject({ status: 200 });
}

describe.each(names)('a lost answer of Wispro’s own API to %s', (name) => {
  it('whose effect is there is found, and the same request answers it', async () => {
    await start(0.02);
    expect(await end(await lose(name, 'after'))).toBe('DONE');
    expect(await writes[name]()).toMatchObject({ __typename: expect.stringMatching(/Success$/), replayed: true });
    expect(cloud.writes).toHaveLength(1);
    expect(cloud.trips).toEqual([]);
  });

  it('whose effect never comes is not done only after the looks that prove it, and then is sent again', async () => {
    await start(0.02);
    const reference = await lose(name, 'before');
    const startedAt = performance.now();
    expect(await end(reference)).toBe('NOT_DONE');
    // 200 s, scaled.
    expect(performance.now() - startedAt).toBeGreaterThan(4_000);
    expect(await writes[name]()).toMatchObject({ __typename: expect.stringMatching(/Success$/), replayed: false });
    expect(cloud.writes).toHaveLength(1);
  });
});

describe('a lost payment at Wispro’s own API', () => {
  it('is found with its id where the list moves, and amounts are written with commas', async () => {
    await start(0.02);
    cloud.settings({ moving: 'always', moneyAs: 'comma' });
    expect(await end(await lose('registerPayment', 'after'))).toBe('DONE');
    const [made] = cloud.payments.slice(-1);
    expect(await writes.registerPayment()).toMatchObject({ payment: { paymentId: made?.id, reference: 'TRX-77' } });
  });

  it.each([
    ['of the same amount', { transaction_code: 'TRX-78' }],
    ['of another client under the same code', { client_id: paidAndPending.clientId, transaction_code: 'TRX-77' }],
  ])('is not done where there is one %s', async (_, other) => {
    await start(0.005);
    const reference = await lose('registerPayment', 'before');
    await book(other);
    expect(await end(reference)).toBe('NOT_DONE');
  });

  it('that comes where its code may be used once alone, after another has used it, is left as it was', async () => {
    await start(0.005);
    cloud.settings({ repeatedCode: 'refused' });
    const reference = await lose('registerPayment', 'after');
    expect(await end(reference)).toBe('DONE');
    expect(cloud.writes).toHaveLength(1);
  });

  it.each([
    ['has another amount', (row: object) => ({ ...row, amount: '100.00' })],
    ['is void', (row: object) => ({ ...row, state: 'void' })],
    ['has no readable amount', (row: object) => ({ ...row, amount: null })],
  ])('under whose code there is one that %s is left to a person', async (_, change) => {
    await start(0.005);
    show(payments, change);
    expect(await end(await lose('registerPayment', 'after'))).toBe('PERSON');
  });

  it.each([
    ['that does not say its code', { transaction_code: null }],
    ['that does not say its client', { client_id: null }],
  ])('is nobody’s to decide while there is one %s', async (_, hidden) => {
    await start(0.0005);
    show(payments, (row) => ({ ...row, ...hidden }));
    expect(await end(await lose('registerPayment', 'after'))).toBe('PERSON');
  });
});

describe('a lost ticket at Wispro’s own API', () => {
  it.each(['spanish', 'upper', 'unknown'] as const)('is found where states are %s', async (issueState) => {
    await start(0.02);
    cloud.settings({ issueState });
    expect(await end(await lose('createTicket', 'after'))).toBe('DONE');
  });

  it('is found by its title, where the description is not shown', async () => {
    await start(0.02);
    show(issues, ({ description, ...row }) => ({ ...row, title: `${row.title} ${String(description).slice(0, 14)}` }));
    expect(await end(await lose('createTicket', 'after'))).toBe('DONE');
  });

  it.each([
    ['another tool has written over its text', (row: object) => ({ ...row, description: 'Resuelto' })],
    ['it does not say whose it is', (row: object) => ({ ...row, client_id: null })],
    ['no description is shown', (row: object) => ({ ...row, description: undefined })],
  ])('is nobody’s to decide where %s', async (_, change) => {
    await start(0.0005);
    show(issues, change);
    expect(await end(await lose('createTicket', 'after'))).toBe('PERSON');
    expect(cloud.writes).toHaveLength(1);
  });
});
