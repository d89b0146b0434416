import { expect, it } from 'vitest';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { Operation } from '../../src/domain/operation.js';
import { createServices } from '../../src/domain/services.js';
import type { ClientRecord } from '../../src/model/client.js';
import { encodeId } from '../../src/model/id.js';
import { createMemoryStore } from '../../src/store/memory/memory.js';
import { backgroundCall } from '../../src/upstream/call.js';
import { toBackend } from './client-backend.js';
import { toRecord } from './client-record.js';

it('a client has one id, though a back end takes their key in other spellings: nobody is tried under several', async () => {
  const store = createMemoryStore();
  const facts = { name: 'Ana Gómez', address: 'Calle Larga 12', planName: 'Fibra 50' };
  const ana = toRecord(7, facts);
  const find = async ({ value }: { readonly value: string }) => (Number(value) === 7 ? ana : null);
  const services = createServices([toBackend({ clients: { keyKinds: ['SERVICE_ID'], find }, identity: true })], store, {
    verifyMs: 0,
  });
  const caller = { subject: 'bot', scopes: new Set<never>(), expiresAt: new Date() };
  const { clients, identity: checks } = new Operation(services, caller, backgroundCall());
  expect(await clients.byId(ana.id)).toMatchObject({ id: ana.id });
  expect(await checks.verify(ana.id, facts)).toMatchObject({ assurance: { token: expect.any(String) } });
  for (const key of ['07', '7.0', ' 7', '7e0']) {
    const other = encodeId('Client', 'WISPHUB', key);
    expect(await clients.byId(other)).toBeNull();
    expect(await clients.freshById(other)).toBeNull();
    expect(await checks.verify(other, facts)).toMatchObject({ kind: 'compared', assurance: null });
  }
  services.close();
  await store.close();
});

it('whoever was on a page, of whichever search, is asked for no more in the operation, and has the plan that is kept', async () => {
  const store = createMemoryStore();
  const asked: string[] = [];
  const records = [7, 8].map((serviceId) => toRecord(serviceId, { planName: 'Fibra 50', address: 'Calle Larga 12' }));
  const backend = toBackend({
    clients: {
      keyKinds: ['SERVICE_ID'],
      find: async ({ value }) => {
        asked.push(value);
        return null;
      },
      list: async () => ({ records, completeness: 'WHOLE' }),
    },
    plans: {
      list: async () => [{ key: '3', planId: 3, name: 'FIBRA  50', type: 'PPPOE' }],
      detail: async () => null,
    },
  });
  // The list is good for nobody else: what is shown of it again is what the operation itself has seen.
  const lasting = { ...lifetimes, clientList: { ...lifetimes.clientList, fresh: 0 } };
  const services = createServices([backend], store, { lifetimes: lasting });
  const caller = { subject: 'bot', scopes: new Set<never>(), expiresAt: new Date() };
  const begin = () => new Operation(services, caller, backgroundCall());
  const [first, second] = records as [ClientRecord, ClientRecord];
  const { clients, plans } = begin();
  await clients.search({ first: 1 });
  expect(await clients.byId(first.id)).toBe(first);
  await clients.search({ first: 2 });
  expect(await clients.byId(second.id)).toBe(second);
  expect(asked).toEqual([]);
  expect(await plans.ofClient(first)).toMatchObject({ planId: 3 });
  expect(begin().plans.ofClient(first)).toMatchObject({ planId: 3, type: 'PPPOE', clientPrice: first.planPrice });
  expect(await begin().clients.byId(first.id)).toBeNull();
  expect(asked).toEqual(['7']);
  services.close();
  await store.close();
});
