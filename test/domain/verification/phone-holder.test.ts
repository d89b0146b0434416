import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createServices } from '../../../src/domain/services.js';
import { findHolder, haveOneName } from '../../../src/domain/verification/phone-holder.js';
import type { ClientRecord } from '../../../src/model/client.js';
import { Ambiguous, UpstreamError } from '../../../src/model/errors.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { toBackend } from '../client-backend.js';
import { byDocument, byPhone, toRecord } from '../client-record.js';

const key = byPhone('+573001234567');
const phone = '3001234567';
const ana = toRecord(1, { name: 'ANA PÉREZ', document: '1020304', phone });
const eva = toRecord(2, { name: 'EVA GÓMEZ', document: '999888', phone });

let listed: readonly ClientRecord[] | Error | 'never';
let completeness: 'WHOLE' | 'PARTIAL';

beforeEach(() => {
  [listed, completeness] = [[], 'WHOLE'];
});

function start(isListing = true) {
  const list = async () => {
    if (listed === 'never') return new Promise<never>(() => undefined);
    if (listed instanceof Error) throw listed;
    return { records: listed, completeness };
  };
  const keyKinds = ['SERVICE_ID', 'DOCUMENT', 'PHONE'] as const;
  const clients = { keyKinds: [...keyKinds], find: async () => null, ...(isListing ? { list } : {}) };
  const services = createServices([toBackend({ clients })], createMemoryStore());
  const [backend] = services.backends;
  if (backend === undefined) throw new Error('no back end');
  const find = (found: ClientRecord | null, written: readonly (ClientRecord | null)[] = []) =>
    findHolder(
      key,
      { found: Promise.resolve(found), written: Promise.resolve(written) },
      backend,
      services,
      backgroundCall(),
    );
  return { services, backend, find };
}

describe('the holder of a phone', () => {
  it('is whom the back end finds, or else the list, or else a write', async () => {
    expect(await start().find(null)).toEqual({ client: null, issue: null });
    expect(await start().find(ana)).toEqual({ client: ana, issue: null });
    expect(await start().find(null, [null, ana])).toEqual({ client: ana, issue: null });
    listed = [toRecord(3), ana];
    expect(await start().find(null)).toEqual({ client: ana, issue: null });
    expect(await start(false).find(null)).toEqual({ client: null, issue: null });
  });

  it('is not found by records that do not have the number, unless the back end finds them by it', async () => {
    const without = { ...ana, phones: [] };
    expect((await start().find(without)).client).toEqual(without);
    expect((await start().find(null, [without])).client).toBeNull();
  });

  it('is one person of several services, and nobody of several people', async () => {
    listed = [ana, { ...ana, id: 'another service' }];
    expect((await start().find(ana)).client).toEqual(ana);
    listed = [eva];
    await expect(start().find(ana)).rejects.toThrow(Ambiguous);
    listed = [];
    await expect(start().find(ana, [eva])).rejects.toThrow(Ambiguous);
  });

  it('is nobody for whom the number is unconfirmed', async () => {
    listed = [eva];
    const { services, find } = start();
    await services.unconfirmedPhones.add(ana.id, key.value);
    expect((await find(ana)).client).toEqual(eva);
    await services.unconfirmedPhones.add(eva.id, key.value);
    expect((await find(ana)).client).toBeNull();
  });

  it('is shown with what keeps the list from proving that it is the only one', async () => {
    listed = new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB');
    expect((await start().find(ana)).issue).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect((await start().find(null)).issue).toBeNull();
    [listed, completeness] = [[ana], 'PARTIAL'];
    expect((await start().find(ana)).issue).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', backend: 'WISPHUB' });
    [listed, completeness] = [[ana], 'WHOLE'];
    expect((await start().find(ana)).issue).toBeNull();
  });

  it('is awaited from the list for a second and a half', async () => {
    listed = 'never';
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const finding = start().find(ana);
    await vi.advanceTimersByTimeAsync(1_500);
    vi.useRealTimers();
    expect(await finding).toMatchObject({ client: ana, issue: { code: 'UPSTREAM_TIMEOUT' } });
  });

  it('is stale where the list is', async () => {
    listed = [ana];
    const { backend, find } = start();
    const list = backend.clientCache.list;
    if (list === undefined) throw new Error('no list');
    const clientCache = {
      ...backend.clientCache,
      list: async () => ({ ...(await list(backgroundCall())), isStale: true }),
    };
    Object.assign(backend, { clientCache });
    expect((await find(null)).client).toEqual({ ...ana, isStale: true });
  });

  it('is not found when the list fails by a fault of ours', async () => {
    listed = new TypeError('ours');
    await expect(start().find(ana)).rejects.toThrow('ours');
  });
});

describe('a document', () => {
  const document = byDocument('1020304');

  it('that the list has under other names identifies nobody; no list is read for it', async () => {
    const { services, backend } = start();
    const namesake = toRecord(2, { name: 'EVA GÓMEZ', document: '1020304' });
    listed = [ana, namesake];
    expect(haveOneName(document, ana, backend, services)).toEqual(ana);
    await backend.clientCache.list?.(backgroundCall());
    expect(() => haveOneName(document, ana, backend, services)).toThrow(Ambiguous);
    expect(haveOneName(document, null, backend, services)).toBeNull();
    expect(haveOneName(key, ana, backend, services)).toEqual(ana);
  });

  it('that the list has under one name is that person’s', async () => {
    const { services, backend } = start();
    listed = [ana, { ...ana, id: 'another service' }, eva];
    await backend.clientCache.list?.(backgroundCall());
    expect(haveOneName(document, ana, backend, services)).toEqual(ana);
  });
});
