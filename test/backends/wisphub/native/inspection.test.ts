import { describe, expect, it } from 'vitest';
import { useWispHub } from '../harness.js';

const hub = useWispHub('native', { subscribers: 700 });

async function inspect(connection: Parameters<typeof hub.connect>[0] = {}) {
  const { diagnostics = [] } = (await hub.connect(connection).inspect?.([])) ?? {};
  return diagnostics;
}

const notFine = async (connection?: Parameters<typeof hub.connect>[0]) =>
  (await inspect(connection)).filter(({ status }) => status !== 'ok').map(({ check, status }) => [check, status]);

describe('the inspection of the native API', () => {
  it('finds nothing wrong where nothing is, forced or found, and reads alone', async () => {
    expect(await notFine()).toEqual([]);
    expect(await notFine({ dialect: 'auto' })).toEqual([]);
    expect((await inspect()).find(({ check }) => check === 'list of clients')?.message).toBe(
      '700 clients, as it counts them',
    );
    expect(hub.asked.every((route) => route.startsWith('GET '))).toBe(true);
  });

  it('says that another dialect is forced', async () => {
    expect(await notFine({ dialect: 'v2' })).toEqual([['dialect', 'fault']]);
  });

  it('says which permission the key lacks', async () => {
    hub.emulator.settings({ forbidden: 'plan-internet' });
    expect(await notFine()).toEqual([['permission for /plan-internet/', 'fault']]);
  });

  it('says which filters are ignored', async () => {
    hub.emulator.settings({ ignoredFilters: 'cedula' });
    expect(await notFine()).toEqual([['filters of clients', 'warning']]);
  });

  it('says that the list is not whole', async () => {
    hub.emulator.settings({ rowsMove: true });
    expect(await notFine()).toEqual([['list of clients', 'warning']]);
  });

  it('tells a key that is refused from an address that is wrong', async () => {
    expect(await notFine({ apiKey: 'wrong' })).toEqual([['credentials', 'fault']]);
    hub.emulator.settings({ htmlOutage: true });
    expect(await notFine()).toEqual([['reachable', 'fault']]);
  });
});
