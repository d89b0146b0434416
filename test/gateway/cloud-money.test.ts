import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CloudSettings, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { type CloudGateway, startCloudGateway } from './cloud.js';
import { dataOf } from './gateway.js';

// Each row names the assumed point of the cloud contract that it varies.

const { suspended } = wisproCases;
const clientId = encodeId('Client', 'WISPRO', suspended.clientId);
const invoiceId = encodeId('Invoice', 'WISPRO', suspended.clientId, suspended.invoices.pending);
const start = Date.parse('2025-03-10T12:00:00-03:00');

let now = start;
let gateway: CloudGateway;
let keys = 0;

beforeAll(async () => {
  gateway = await startCloudGateway({ emulator: { today: () => new Date(now) } });
});
beforeEach(() => {
  gateway.cloud.reset();
  now = start;
});
afterAll(() => gateway.close());

interface Registered {
  readonly registerPayment: { readonly __typename: string };
}

const mutation = `mutation ($input: RegisterPaymentInput!) { registerPayment(input: $input) { __typename } }`;

/** The name of the outcome. */
async function pay(input: object = {}): Promise<string> {
  keys += 1;
  const common = { invoiceId, amount: '12345.50', reference: `POINT-${keys}`, idempotencyKey: `point-${keys}` };
  const answer = await gateway.send<Registered>(mutation, { input: { ...common, ...input } });
  return dataOf(answer).registerPayment.__typename;
}

const money = `query ($id: ID!) {
  client(by: { id: $id }) {
    status outstandingBalance { amount } account { owed { amount } }
    contracts { status }
    invoices(first: 3) { nodes { state total { amount } balance { amount } } }
  }
}`;

interface Money {
  readonly client: {
    readonly status: string;
    readonly outstandingBalance: { readonly amount: string };
    readonly account: { readonly owed: { readonly amount: string } };
    readonly contracts: readonly { readonly status: string }[];
    readonly invoices: {
      readonly nodes: readonly {
        readonly state: string;
        readonly total: { readonly amount: string };
        readonly balance: { readonly amount: string };
      }[];
    };
  };
}

/** The service's state, what is owed by the balance and by the account, and the newest invoice. */
async function shown() {
  const { client } = dataOf(await gateway.send<Money>(money, { id: clientId }));
  const [invoice] = client.invoices.nodes;
  const { status, outstandingBalance, account, contracts } = client;
  return {
    states: [status, contracts[0]?.status],
    owed: [outstandingBalance.amount, account.owed.amount],
    invoice: [invoice?.state, invoice?.balance.amount],
  };
}

const booked = () => gateway.cloud.payments.filter(({ code }) => code?.startsWith('POINT-') === true);

describe('a payment of an invoice, where what is left of it', () => {
  it.each<[point: string, settings: CloudSettings, amount: string, outcome: string, after: object]>([
    ['A-07', { surplus: 'credit' }, '12345.50', 'RegisterPaymentSuccess', { owed: ['0.00', '0.00'] }],
    ['A-07', { surplus: 'credit' }, '12400.00', 'RegisterPaymentSuccess', { owed: ['-54.50', '-54.50'] }],
    ['A-07', { surplus: 'credit' }, '345.50', 'RegisterPaymentSuccess', { invoice: ['PENDING', '12000.00'] }],
    ['A-07', { surplus: 'refused' }, '12345.50', 'RegisterPaymentSuccess', { owed: ['0.00', '0.00'] }],
    ['A-07', { surplus: 'refused' }, '12400.00', 'BackendRefused', { owed: ['12345.50', '12345.50'] }],
    ['A-07', { surplus: 'refused' }, '345.50', 'BackendRefused', { invoice: ['PENDING', '12345.50'] }],
    // All of it is on the account, and the invoice is shown as open as it is over there.
    ['A-07', { surplus: 'allCredit' }, '12345.50', 'RegisterPaymentSuccess', { invoice: ['PENDING', '12345.50'] }],
    ['A-07', { surplus: 'allCredit' }, '12345.50', 'RegisterPaymentSuccess', { owed: ['0.00', '0.00'] }],
  ])('%s %j: %s is %s', async (_, settings, amount, outcome, after) => {
    gateway.cloud.settings(settings);
    expect(await pay({ amount })).toBe(outcome);
    expect(booked()).toHaveLength(outcome === 'RegisterPaymentSuccess' ? 1 : 0);
    expect(gateway.sentWrites()).toHaveLength(1);
    expect(await shown()).toMatchObject(after);
  });

  it.each(['text', 'list', 'nested', 'sentences'] as const)(
    'is refused with reasons as %s, none of them shown (A-23)',
    async (reasonsAs) => {
      gateway.cloud.settings({ surplus: 'refused', reasonsAs });
      keys += 1;
      const input = { invoiceId, amount: '1.00', reference: `POINT-${keys}`, idempotencyKey: `point-${keys}` };
      const query = mutation.replace('__typename', '__typename ... on Problem { code message }');
      const answer = dataOf(await gateway.send(query, { input }));
      expect(answer).toMatchObject({ registerPayment: { __typename: 'BackendRefused', code: 'BACKEND_REFUSED' } });
      expect(JSON.stringify(answer)).not.toMatch(/must equal|amount:/);
    },
  );
});

describe('a payment under a reference that is there', () => {
  const elsewhere = { client_id: suspended.clientId, amount: 10, payment_date: '2025-03-09T12:00:00-03:00' };

  it.each([
    ['accepted', 'RegisterPaymentSuccess', 2],
    ['refused', 'BackendRefused', 1],
  ] as const)('by another tool is what the back end says: %s (A-08)', async (repeatedCode, outcome, count) => {
    gateway.cloud.settings({ repeatedCode });
    await post({ ...elsewhere, transaction_code: `POINT-CLERK-${repeatedCode}` });
    expect(await pay({ reference: `POINT-CLERK-${repeatedCode}` })).toBe(outcome);
    expect(booked()).toHaveLength(count);
  });

  it.each(['accepted', 'refused'] as const)(
    'by the gateway is not sent again, were it %s (A-08)',
    async (repeatedCode) => {
      gateway.cloud.settings({ repeatedCode });
      const reference = `POINT-TWICE-${repeatedCode}`;
      expect(await pay({ reference })).toBe('RegisterPaymentSuccess');
      expect(await pay({ reference })).toBe('PaymentReferenceUsed');
      expect(gateway.sentWrites()).toHaveLength(1);
      expect(booked()).toHaveLength(1);
    },
  );

  it.each(['accepted', 'refused'] as const)(
    'whose answer was lost stays unknown, were it %s (A-08)',
    async (repeatedCode) => {
      gateway.cloud.settings({ repeatedCode });
      gateway.cloud.fault({ route: 'POST', fault: { kind: 'reset', when: 'after' }, times: 1 });
      const input = { reference: `POINT-LOST-${repeatedCode}`, idempotencyKey: `lost-${repeatedCode}` };
      for (let times = 0; times < 2; times += 1) expect(await pay(input)).toBe('OutcomeUnknown');
      expect(await pay({ reference: input.reference })).not.toBe('RegisterPaymentSuccess');
      expect(booked()).toHaveLength(1);
    },
  );
});

describe('a service after its debt is paid', () => {
  it.each([
    ['atOnce', ['ACTIVE', 'ACTIVE', 'ACTIVE']],
    ['soon', ['SUSPENDED', 'SUSPENDED', 'ACTIVE']],
    ['never', ['SUSPENDED', 'SUSPENDED', 'SUSPENDED']],
  ] as const)('is shown as the back end has it, back %s (A-17)', async (paymentEnables, expected) => {
    gateway.cloud.settings({ paymentEnables });
    expect(await pay()).toBe('RegisterPaymentSuccess');
    const seen: unknown[] = [];
    for (const passedMs of [0, 30_000, 60_000]) {
      now = start + passedMs;
      const { states, owed } = await shown();
      expect([states[0], owed]).toEqual([states[1], ['0.00', '0.00']]);
      seen.push(states[0]);
    }
    expect(seen).toEqual(expected);
  });
});

describe('what is owed', () => {
  it.each([
    ['creditLessOpen', '12345.50'],
    ['credit', '0.00'],
  ] as const)('is the balance as it is, and no invoice is added to it: %s (A-05)', async (balance, amount) => {
    gateway.cloud.settings({ balance });
    expect(await shown()).toMatchObject({ owed: [amount, amount], invoice: ['PENDING', '12345.50'] });
  });

  it.each([
    [false, '12345.50'],
    [true, '13580.05'],
  ] as const)('of a late invoice is its balance, with a surcharge in it: %s (A-37)', async (surcharge, amount) => {
    now = Date.parse('2025-03-25T12:00:00-03:00');
    gateway.cloud.settings({ surcharge });
    expect(await shown()).toMatchObject({ invoice: ['PENDING', amount] });
    expect(await pay({ amount })).toBe('RegisterPaymentSuccess');
    expect(booked()).toMatchObject([{ cents: Number(amount.replace('.', '')) }]);
  });
});

async function post(json: object): Promise<void> {
  await fetch(`${gateway.cloud.url}/api/v1/invoicing/payments`, {
    method: 'POST',
    headers: { authorization: wisproApiToken, 'content-type': 'application/json' },
    body: JSON.stringify(json),
  });
}
