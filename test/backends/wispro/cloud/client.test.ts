import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../../src/backends/backend.js';
import { cloudFaults, cloudPlans, wisproApiToken } from '../../../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../../../src/emulator/wispro/index.js';
import { BadUserInput } from '../../../../src/model/errors.js';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { failure } from '../harness.js';
import { useCloud } from './harness.js';

const { suspended, paidAndPending, threeContracts } = wisproCases;
const harness = useCloud();

const find = (backend: Backend, value: string) => backend.clients.find({ kind: 'EMAIL', value }, backgroundCall());

async function setEmail(clientId: string, email: string): Promise<void> {
  await fetch(`${harness.cloud.url}/api/v1/clients/${clientId}?${new URLSearchParams({ email })}`, {
    method: 'PUT',
    headers: { authorization: wisproApiToken },
  });
}

describe('a client by e-mail', () => {
  describe.each(['works', 'ignored', 'folded'] as const)(
    'with a filter that is: %s (cloud contract A-26)',
    (emailFilter) => {
      it('is found in whatever letters', async () => {
        harness.cloud.settings({ emailFilter });
        await setEmail(suspended.clientId, 'Oscar.Suarez@Example.test');
        for (const email of ['Oscar.Suarez@Example.test', 'oscar.suarez@example.test', 'OSCAR.SUAREZ@EXAMPLE.TEST']) {
          expect(await find(harness.connect(), email)).toMatchObject({ name: suspended.name });
        }
      });

      it('is not found by one that no client has', async () => {
        harness.cloud.settings({ emailFilter });
        expect(await find(harness.connect(), 'no-such@example.test')).toBeNull();
      });

      it('is not chosen among several', async () => {
        harness.cloud.settings({ emailFilter });
        await setEmail(suspended.clientId, 'casa@example.test');
        await setEmail(paidAndPending.clientId, 'casa@example.test');
        expect(await failure(find(harness.connect(), 'casa@example.test'))).toMatchObject({ retryable: false });
      });
    },
  );

  it('costs one search where it is stored as it is asked for', async () => {
    await setEmail(suspended.clientId, 'oscar@example.test');
    expect(await find(harness.connect(), 'oscar@example.test')).toMatchObject({ name: suspended.name });
    expect(harness.routes().filter((route) => route === 'GET /clients')).toHaveLength(1);
  });

  it('is refused before a call where it is none', async () => {
    await expect(find(harness.connect(), 'no e-mail')).rejects.toThrow(BadUserInput);
    expect(harness.routes()).toEqual([]);
  });
});

it('has the names of node and fibre box of each contract', async () => {
  const { contracts } = await harness.get(harness.connect(), 'DNI', threeContracts.dni);
  expect(contracts.map(({ nodeName, napName }) => [nodeName, napName])).toEqual([
    ['Nodo Centro', 'NAP 01'],
    [null, null],
    ['Nodo Centro', 'NAP 01'],
  ]);
});

it('has plans with their speeds, and the price of those that are paid by the month', async () => {
  const { plans } = harness.connect();
  const list = (await plans?.list(backgroundCall())) ?? [];
  expect(list).toMatchObject(cloudPlans.map(({ id: key, name }) => ({ key, name, planId: null, type: 'UNKNOWN' })));
  const details = await Promise.all(list.map((plan) => plans?.detail(plan, backgroundCall())));
  expect(details).toMatchObject([
    { downloadMbps: 51.2, uploadMbps: 12.8, price: { amount: '15000.00', currency: 'ARS' } },
    { downloadMbps: 102.4, price: { amount: '22500.00' } },
    { downloadMbps: 51.2, price: null },
  ]);
  expect(await plans?.detail({ key: 'none', name: 'none' }, backgroundCall())).toBeNull();
  expect(harness.routes()).toEqual(['GET /plans']);
});

describe('a key that does not open an area (cloud contract A-21)', () => {
  it.each([
    ['help_desk', ['TICKETS', 'CLIENT_TICKETS'], (backend: Backend) => backend.tickets?.subjects(backgroundCall())],
    ['plans', ['PLANS'], (backend: Backend) => backend.plans?.list(backgroundCall())],
    ['current_account', ['ACCOUNT'], async () => undefined],
  ] as const)('lacks %s, and is asked for the rest', async (closedArea, lacking, ask) => {
    harness.cloud.settings({ closedArea });
    const backend = harness.connect();
    const offered = backend.status().capabilities;
    await Promise.resolve(ask(backend)).catch(() => undefined);
    await harness.get(backend, 'DNI', suspended.dni);
    await harness.get(backend, 'DNI', suspended.dni);
    expect(offered.filter((each) => !backend.status().capabilities.includes(each))).toEqual(lacking);
  });

  it('that is refused everywhere lacks nothing: it is a wrong one', async () => {
    harness.cloud.fault({ fault: cloudFaults.http(401) });
    const backend = harness.connect();
    const offered = backend.status().capabilities;
    for (let times = 0; times < 2; times += 1) {
      await failure(Promise.resolve(backend.tickets?.subjects(backgroundCall())));
      await failure(Promise.resolve(backend.plans?.list(backgroundCall())));
    }
    expect(backend.status().capabilities).toEqual(offered);
  });
});
