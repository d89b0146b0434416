import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clients } from '../../src/domain/client.js';
import { createServices, type Services } from '../../src/domain/services.js';
import { Writes } from '../../src/domain/writes/write.js';
import type { ClientRecord } from '../../src/model/client.js';
import { createMemoryStore } from '../../src/store/memory/memory.js';
import { backgroundCall } from '../../src/upstream/call.js';
import { toBackend } from './client-backend.js';
import { toRecord } from './client-record.js';
import { createTime } from './time.js';
import { World } from './write-fixtures.js';
import { calmSteps, stormySteps } from './write-step.js';

const numRuns = Number(process.env.RUNS ?? 2_500);
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

describe.each(['v1', 'v2'] as const)(`an own write, over caches like those of %s (seed ${seed})`, (dialect) => {
  it.each([
    ['whatever else happens', calmSteps],
    ['also when the native system is down now and then', stormySteps],
  ])(
    'is what every later read shows for ten minutes, unless another party changed it since: %s',
    async (_, steps) => {
      const world = new World(dialect);
      await fc.assert(
        fc.asyncProperty(steps, (taken) => world.run(taken)),
        { numRuns, seed },
      );
    },
    120_000,
  );
});

/** A back end that knows one client, and how its writes go. */
function createSubject(outcome: 'done' | 'unknown') {
  const time = createTime();
  let known: ClientRecord = toRecord(1, { document: '1121', phone: '3001111111' });
  const store = createMemoryStore();
  const backend = toBackend({
    clients: { keyKinds: ['SERVICE_ID', 'DOCUMENT', 'PHONE'], find: async () => known },
    clientUpdates: {
      update: async (_, change) => {
        known = { ...known, ...(change.document === undefined ? {} : { document: change.document }) };
        return outcome === 'done' ? { kind: 'done', value: change } : { kind: 'unknown' };
      },
    },
  });
  const [here, elsewhere] = [0, 1].map(() => createServices([backend], store, { clock: time.clock })) as [
    Services,
    Services,
  ];
  const caller = { subject: 'operator', scopes: new Set(['personal:read'] as const), expiresAt: new Date() };
  const operateAt = (services: Services) =>
    new Clients(services, new Writes(store.idempotency, caller), caller, backgroundCall());
  return { operate: () => operateAt(here), operateElsewhere: () => operateAt(elsewhere) };
}

describe('a change of a client', () => {
  const { id: clientId } = toRecord(1);

  it('is what the next change in the same operation builds upon', async () => {
    const operation = createSubject('done').operate();
    await operation.update({ clientId, phone: '3002222222' });
    expect(await operation.update({ clientId, document: '2232' })).toMatchObject({
      kind: 'done',
      value: { phones: [{ e164: '+573002222222' }], document: '2232' },
    });
    expect(await operation.byId(clientId)).toMatchObject({ phones: [{ e164: '+573002222222' }], document: '2232' });
  });

  it('that ended nobody knows how leaves no older answer behind: the next reader hears the truth, at every instance', async () => {
    const { operate, operateElsewhere } = createSubject('unknown');
    const operation = operate();
    expect((await operateElsewhere().find({ phone: '3001111111' })).client).toMatchObject({ document: '1121' });
    expect(await operation.byId(clientId)).toMatchObject({ document: '1121' });
    expect(await operation.update({ clientId, document: '2232' })).toMatchObject({ kind: 'unknown' });
    expect(await operation.byId(clientId)).toMatchObject({ document: '2232' });
    expect(await operate().byId(clientId)).toMatchObject({ document: '2232' });
    expect((await operateElsewhere().find({ phone: '3001111111' })).client).toMatchObject({ document: '2232' });
  });

  it('shows in every way of finding the client, past the cache as well', async () => {
    const { operate } = createSubject('done');
    await operate().find({ document: '1121' });
    await operate().update({ clientId, phone: '3002222222' });
    const shown = { phones: [{ e164: '+573002222222' }] };
    expect((await operate().find({ document: '1121' })).client).toMatchObject(shown);
    expect((await operate().find({ phone: '3002222222' })).client).toMatchObject(shown);
    expect((await operate().find({ phone: '3001111111' })).client).toBeNull();
    expect(await operate().freshById(clientId)).toMatchObject(shown);
  });
});
