import { expect, it } from 'vitest';
import { Operation } from '../../src/domain/operation.js';
import { createServices } from '../../src/domain/services.js';
import { backgroundCall } from '../../src/http/call.js';
import { encodeId } from '../../src/model/id.js';
import { createMemoryStore } from '../../src/store/memory.js';
import { toBackEnd } from './client-back-end.js';
import { toRecord } from './client-record.js';

it('a client has one id, though a back end takes their key in other spellings: nobody is tried under several', async () => {
  const store = createMemoryStore();
  const facts = { name: 'Ana Gómez', address: 'Calle Larga 12', planName: 'Fibra 50' };
  const ana = toRecord(7, facts);
  const find = async ({ value }: { readonly value: string }) => (Number(value) === 7 ? ana : null);
  const services = createServices([toBackEnd({ clients: { keyKinds: ['SERVICE_ID'], find }, identity: true })], store, {
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
