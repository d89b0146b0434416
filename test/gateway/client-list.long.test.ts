import { afterEach, describe, expect, it } from 'vitest';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { startWisproCloud, type WisproCloudEmulator, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { dataOf, startTestGateway, type TestGateway } from './gateway.js';

const count = 7_000;
const pages = 24;

const listed = `query ($search: String) {
  clients(first: 1, search: $search) { completeness totalCount foundCount nodes { name } }
}`;

interface Listed {
  readonly clients: {
    readonly completeness: string;
    readonly totalCount: number | null;
    readonly foundCount: number;
    readonly nodes: readonly { readonly name: string }[];
  };
}

let gateway: TestGateway;
let cloud: WisproCloudEmulator | undefined;
afterEach(async () => {
  await gateway.close();
  await cloud?.close();
  cloud = undefined;
});

const list = async (search?: string) => dataOf(await gateway.send<Listed>(listed, { search })).clients;

describe(`WispHub's own API with ${count} clients, each eighth call of which stalls`, () => {
  const start = async () => {
    gateway = await startTestGateway({
      backends: ['wispHub'],
      wispHub: { lineage: 'native', subscribers: count, stallEvery: 8 },
      environment: { WISPHUB_API_KEY: 'wisphub-planted-api-key', WISPHUB_DIALECT: 'native' },
      lifetimes,
    });
  };

  it('is listed whole, searched, and looked up by document and phone', { timeout: 90_000 }, async () => {
    await start();
    expect(await list()).toMatchObject({ completeness: 'WHOLE', totalCount: count, foundCount: count });
    const walked = gateway.wispHub.calls.length;
    // Those that stalled were made again.
    expect(walked).toBeGreaterThanOrEqual(pages + 3);
    expect(walked).toBeLessThanOrEqual(pages + 5);
    for (const row of [gateway.wispHub.clients[0], gateway.wispHub.clients.at(-1)]) {
      if (row === undefined) throw new Error('no row');
      const found = await list(row.nombre);
      expect(found.completeness).toBe('WHOLE');
      expect(found.foundCount).toBeGreaterThanOrEqual(1);
    }
    expect(gateway.wispHub.calls).toHaveLength(walked);
    const row = gateway.wispHub.clients.at(-1);
    const phone = row?.telefono.split(',')[0];
    for (const by of [{ document: row?.cedula }, { phone }, { serviceId: row?.id_servicio }]) {
      const answer = await gateway.send<{ readonly client: object }>(
        'query ($by: ClientBy!) { client(by: $by) { name serviceId } }',
        { by },
      );
      expect(dataOf(answer).client).toMatchObject({ serviceId: row?.id_servicio });
    }
    expect(gateway.wispHub.effects.violations).toEqual([]);
  });

  it('and of which a page is lost for good is partial, until that is there again', { timeout: 120_000 }, async () => {
    await start();
    gateway.wispHub.settings({ stallEvery: 0 });
    gateway.wispHub.fault({ path: 'offset=2100', fault: { kind: 'hang', when: 'before' } });
    expect(await list()).toMatchObject({ completeness: 'PARTIAL', totalCount: null, foundCount: count - 300 });
    gateway.wispHub.clearFaults();
    await expect.poll(list, { timeout: 60_000, interval: 1_000 }).toMatchObject({ completeness: 'WHOLE' });
  });

  it('and of which rows move meanwhile is partial', { timeout: 90_000 }, async () => {
    await start();
    gateway.wispHub.settings({ rowsMove: true });
    expect(await list()).toMatchObject({ completeness: 'PARTIAL', totalCount: null, foundCount: count - 1 });
  });
});

describe(`Wispro's own API with ${count} clients`, () => {
  it('is listed whole by one walk, which serves look-ups by phone as well', { timeout: 90_000 }, async () => {
    const emulator = await startWisproCloud({ subscribers: count });
    cloud = emulator;
    const environment = { WISPRO_API_URL: emulator.url, WISPRO_API_TOKEN: wisproApiToken };
    gateway = await startTestGateway({ backends: [], environment, lifetimes });
    const { completeness, totalCount } = await list();
    expect([completeness, totalCount]).toEqual(['WHOLE', emulator.clients.length]);
    const walks = () => emulator.calls.filter(({ path }) => path.includes('/api/v1/clients?')).length;
    expect(walks()).toBe(Math.ceil(emulator.clients.length / 100));
    const before = walks();
    const answer = await gateway.send('{ client(by: { phone: "+5492262400003" }) { id } }');
    expect(dataOf(answer)).toMatchObject({ client: {} });
    expect(walks()).toBe(before);
  });
});
