import { describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../../../src/emulator/wisphub/index.js';
import { plantedSecret } from '../../../../src/emulator/wisphub/native/api/index.js';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { failure, part, useWispHub } from '../harness.js';

const hub = useWispHub('native', { subscribers: 700 });

const queries = (): readonly URLSearchParams[] =>
  hub.emulator.calls.map(({ path }) => new URLSearchParams(path.split('?')[1] ?? ''));
const offsets = (): readonly (string | null)[] => queries().map((query) => query.get('offset'));

describe('the list of the native API', () => {
  it('T03, T04: is walked by our own offset in pages of 300, and proven whole by its count', async () => {
    const { records, completeness } = await hub.list();
    expect([records.length, completeness]).toEqual([700, 'WHOLE']);
    expect(offsets()).toEqual([null, '300', '600']);
    expect(new Set(queries().map((query) => query.get('limit')))).toEqual(new Set(['300']));
  });

  it('T03: of an installation with smaller pages goes on by the rows that came', async () => {
    hub.emulator.settings({ pageCap: 250 });
    const { records, completeness } = await hub.list();
    expect([records.length, completeness]).toEqual([700, 'WHOLE']);
    expect(offsets()).toEqual([null, '250', '500']);
  });

  it('T41: whose rows move while it is walked has each client once, and is partial', async () => {
    hub.emulator.settings({ rowsMove: true });
    const { records, completeness } = await hub.list();
    expect([records.length, completeness]).toEqual([699, 'PARTIAL']);
  });

  it('of which a page fails is none', async () => {
    hub.emulator.settings({ nativeFailsFromPage: 2 });
    expect((await failure(hub.list())).code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('that is empty is not the list of an ISP', async () => {
    hub.answer('GET /api/clientes/', 200, { count: 0, next: null, previous: null, results: [] });
    expect(await hub.list()).toMatchObject({ records: [], completeness: 'PARTIAL' });
  });

  it('T40: brings e-mail, position and network, each network once, and no password or Wi-Fi key', async () => {
    const { records } = await hub.list();
    expect(JSON.stringify(records).includes(plantedSecret)).toBe(false);
    expect(records.find(({ serviceId }) => serviceId === 1002)).toMatchObject({
      email: 'cliente1002@correo.example',
      location: { latitude: 10.791002, longitude: -74.751002 },
    });
    expect(new Set(records.map(({ network }) => network)).size).toBeLessThan(150);
    const out = records.filter(({ network }) => network?.router?.hasOutage === true);
    expect(out.every(({ zoneId }) => zoneId === 18)).toBe(true);
  });
});

describe('a client of the native API', () => {
  it('costs a proof of the filter once, and one call then', async () => {
    await hub.find('DOCUMENT', '1098765432');
    await hub.find('DOCUMENT', '79111222');
    await hub.find('PHONE', '3002687147');
    expect(queries().map((query) => query.get('cedula') ?? query.get('telefono__contains'))).toEqual([
      'sin-documento-0000',
      '1098765432',
      '79111222',
      '000000000000',
      '2687147',
    ]);
  });

  it.each(['id_servicio', 'cedula', 'telefono__contains'])(
    'T01: is found where %s is ignored, by the list',
    async (filter) => {
      hub.emulator.settings({ ignoredFilters: filter });
      expect((await hub.find('SERVICE_ID', '1001'))?.serviceId).toBe(1001);
      expect((await hub.find('DOCUMENT', '1098765432'))?.serviceId).toBe(1001);
      expect((await hub.find('PHONE', '3002687147'))?.serviceId).toBe(1002);
      expect(await hub.find('SERVICE_ID', '999999')).toBeNull();
      expect(await hub.find('DOCUMENT', '99999999')).toBeNull();
    },
  );

  it('is found by user name and by e-mail, whose filter need not be known', async () => {
    expect((await hub.find('USERNAME', 'esperanza-benitez-1001@demo-isp'))?.serviceId).toBe(1001);
    expect((await hub.find('EMAIL', 'cliente1002@correo.example'))?.serviceId).toBe(1002);
    expect(await hub.find('EMAIL', 'cliente1001@correo.example')).toBeNull();
  });

  it('T25: is found by a phone that is stored with blanks, and is as it is now', async () => {
    const found = await hub.find('PHONE', '3105550127');
    expect(found).toMatchObject({ serviceId: cases.spacedPhone.id_servicio });
    expect(found?.lagMs).toBeUndefined();
  });

  it.each(['8.755.123', 'V-8755123', ' 8755123 '])(
    'T26: is found by a document that is stored as %j',
    async (stored) => {
      const change = { method: 'PATCH', headers: { authorization: 'Api-Key wisphub-planted-api-key' } } as const;
      const body = JSON.stringify({ cedula: stored });
      await fetch(`${hub.emulator.url}/api/clientes/1009/perfil/`, { ...change, body });
      const asked = stored.startsWith('V') ? 'V8755123' : '8755123';
      expect((await hub.find('DOCUMENT', asked))?.serviceId).toBe(1009);
    },
  );

  it.each(['ascending', 'descending'])('T27 %s: that has several services is the first of them', async (order) => {
    hub.emulator.settings({ order });
    expect((await hub.find('DOCUMENT', '79111222'))?.serviceId).toBe(cases.sharedDocumentFirst.id_servicio);
    const { records } = await hub.list();
    expect(
      records
        .filter(({ document }) => document === '79111222')
        .map(({ serviceId }) => serviceId)
        .sort(),
    ).toEqual([cases.sharedDocumentFirst.id_servicio, cases.sharedDocumentSecond.id_servicio]);
  });

  it('T31, T32: has a day although it is not padded, and money although it is a text', async () => {
    expect(await hub.find('SERVICE_ID', '1001')).toMatchObject({
      ...{ cutOffDate: '2026-08-06', outstandingBalance: { amount: '40000.00', currency: 'COP' } },
    });
  });

  it('that is nobody is looked for in the list once, and not known to be absent where that is not whole', async () => {
    expect(await hub.find('PHONE', '+573009999999')).toBeNull();
    const asked = hub.asked.length;
    expect(await hub.find('PHONE', '+573009999998')).toBeNull();
    expect(hub.asked).toHaveLength(asked + 1);
    const other = hub.connect();
    hub.emulator.settings({ rowsMove: true });
    const find = other.clients.find({ kind: 'PHONE', value: '+573009999999' }, backgroundCall());
    expect((await failure(find)).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('who is answered in place of another is not believed', async () => {
    hub.emulator.settings({ nativeAnswersRow: 5 });
    expect((await hub.find('SERVICE_ID', '1001'))?.serviceId).toBe(1001);
    expect((await hub.find('DOCUMENT', '1098765432'))?.serviceId).toBe(1001);
    const other = hub.connect();
    hub.emulator.settings({ nativeAnswersRow: 0 });
    const find = () => other.clients.find({ kind: 'SERVICE_ID', value: '1001' }, backgroundCall());
    await find();
    hub.emulator.settings({ nativeAnswersRow: 5 });
    expect((await failure(find())).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('with a balance that is no number has none, and is there', async () => {
    hub.emulator.settings({ badRow: true });
    expect(await hub.find('SERVICE_ID', String(cases.spoilable.id_servicio))).toMatchObject({
      outstandingBalance: null,
    });
    expect((await hub.list()).completeness).toBe('WHOLE');
  });

  it('is changed by PATCH alone, and is another in the list that is searched at once', async () => {
    expect(await hub.find('PHONE', '+573115550199')).toBeNull();
    await part(hub.wispHub, 'clientUpdates').update(1001, { phone: '+573115550199' }, backgroundCall());
    expect((await hub.find('PHONE', '+573115550199'))?.serviceId).toBe(1001);
    expect(hub.emulator.effects.violations).toEqual([]);
  });
});

describe('a change of a client by the native API', () => {
  const update = () => part(hub.wispHub, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());

  it('T08: that is repeated in the answer but not stored is unknown', async () => {
    hub.emulator.settings({ profileForgets: true });
    expect(await update()).toEqual({ kind: 'unknown' });
  });

  it('that is done and cannot be read back is unknown', async () => {
    hub.answer('GET /api/clientes/', 502, '<html>');
    expect(await update()).toEqual({ kind: 'unknown' });
    expect(hub.emulator.effects.updates).toHaveLength(1);
  });

  it('whose answer is lost is unknown, and not sent again', async () => {
    hub.emulator.settings({ nativeLosesAnswers: true });
    expect(await update()).toEqual({ kind: 'unknown' });
    expect(hub.asked.filter((route) => route.startsWith('PATCH'))).toHaveLength(1);
  });

  it('of a client that there is not is not found', async () => {
    const change = part(hub.wispHub, 'clientUpdates').update(999_999, { document: '52999888' }, backgroundCall());
    expect(await change).toEqual({ kind: 'not-found' });
  });
});
