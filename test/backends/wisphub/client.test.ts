import { describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../../src/emulator/wisphub/index.js';
import { BadUserInput } from '../../../src/model/errors.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import {
  dialects,
  envelope,
  failure,
  type Harness,
  middlewareDialects,
  part,
  routesOf,
  useWispHub,
} from './harness.js';

const changePhone = (hub: Harness, serviceId: number, phone: string) =>
  part(hub.wispHub, 'clientUpdates').update(serviceId, { phone }, backgroundCall());

describe.each(dialects)('a client of %s', (dialect) => {
  const hub = useWispHub(dialect);

  it('is read whole, in our words', async () => {
    expect(await hub.find('SERVICE_ID', '1001')).toEqual({
      id: expect.any(String),
      backend: 'WISPHUB',
      key: { kind: 'SERVICE_ID', value: '1001' },
      externalIds: [{ backend: 'WISPHUB', kind: 'SERVICE_ID', value: '1001' }],
      serviceId: 1001,
      name: 'ESPERANZA BENÍTEZ',
      document: '1098765432',
      documentCountry: 'CO',
      phones: [{ raw: '3001234567', e164: '+573001234567' }],
      email: null,
      address: 'V/ BELLAVISTA',
      city: 'Sabanagrande',
      locality: 'Centro',
      province: null,
      country: null,
      location: null,
      status: 'ACTIVE',
      upstreamStatus: 'Activo',
      outstandingBalance: { amount: '40000.00', currency: 'COP' },
      cutOffDate: '2026-08-06',
      planName: '7MB PLUS',
      planPrice: { amount: '40000.00', currency: 'COP' },
      zoneId: 7,
      technicianId: 5,
      antennaIp: '172.16.12.11',
      lanInterface: 'ether2',
      contracts: [],
      fetchedAt: expect.any(Number),
      lagMs: dialect === 'v2' ? 120_000 : undefined,
      ...(dialect === 'native'
        ? {
            username: 'esperanza-benitez-1001@demo-isp',
            network: {
              ...{ zoneName: 'EL PEÑÓN', technicianName: 'ÓSCAR MUÑOZ', tower: null },
              router: { elementId: 20044, name: 'SERVIDOR 1', hasOutage: false, outageDescription: null },
            },
          }
        : {}),
    });
  });

  it.each([
    ['a document', 'DOCUMENT', '1098765432', cases.typical],
    ['a document as people write it', 'DOCUMENT', '1.098.765.432', cases.typical],
    ['a phone in E.164', 'PHONE', '+573001234567', cases.typical],
    ['a phone as dialled', 'PHONE', '300 123 4567', cases.typical],
    ['one of two phones in a field', 'PHONE', '3002687147', cases.twoPhones],
    ['a phone stored with a plus', 'PHONE', '3005550110', cases.plusPhone],
    ['a document of two services, the first of them', 'DOCUMENT', '79111222', cases.sharedDocumentFirst],
  ] as const)('is found by %s', async (_, kind, value, row) => {
    expect((await hub.find(kind, value))?.serviceId).toBe(row.id_servicio);
  });

  it('whose number is only part of a field is not mixed up with others in whose fields it is', async () => {
    await part(hub.wispHub, 'clientUpdates').update(1001, { document: '3002687147' }, backgroundCall());
    expect((await hub.find('PHONE', '3002687147'))?.serviceId).toBe(cases.twoPhones.id_servicio);
  });

  it.each([
    ['SERVICE_ID', '999999'],
    ['DOCUMENT', '99999999'],
    ['PHONE', '+573009999999'],
    ['COD', '1001'],
  ] as const)('that is nobody by %s is null', async (kind, value) => {
    expect(await hub.find(kind, value)).toBeNull();
  });

  it('has null for what they have not, and their word for a state that we do not know', async () => {
    const read = async (row: { id_servicio: number }) => hub.find('SERVICE_ID', String(row.id_servicio));
    expect(await read(cases.noDocument)).toMatchObject({ document: null });
    expect(await read(cases.noPhone)).toMatchObject({ phones: [] });
    expect(await read(cases.noZone)).toMatchObject({ zoneId: null });
    expect(await read(cases.noTechnician)).toMatchObject({ technicianId: null });
    expect(await read(cases.noCutOffDate)).toMatchObject({ cutOffDate: null, antennaIp: null });
    expect(await read(cases.noPlan)).toMatchObject({ planName: null, planPrice: null });
    expect(await read(cases.zeroPrice)).toMatchObject({ planPrice: null });
    expect(await read(cases.negativeBalance)).toMatchObject({ outstandingBalance: { amount: '-15000.50' } });
    expect(await read(cases.cut)).toMatchObject({ status: 'SUSPENDED', upstreamStatus: 'Cortado' });
    expect(await read(cases.free)).toMatchObject({ status: 'FREE' });
    expect(await read(cases.cancelled)).toMatchObject({ status: 'CANCELLED' });
  });

  it.each([
    ['SERVICE_ID', '..'],
    ['SERVICE_ID', '1/ping'],
    ['SERVICE_ID', '0x10'],
    ['DOCUMENT', '..'],
    ['DOCUMENT', '../search?q=a'],
    ['PHONE', '..'],
    ['PHONE', '%2e%2e'],
    ['PHONE', '300123456\u2028'],
  ] as const)('by a %s of %j is refused, and nothing at all is asked', async (kind, value) => {
    await expect(hub.find(kind, value)).rejects.toThrow(BadUserInput);
    expect(hub.emulator.calls).toEqual([]);
  });

  it.each([
    ['a failure', 500, '', 'UPSTREAM_UNAVAILABLE'],
    ['a proxy that finds nobody behind it', 502, '<html>', 'UPSTREAM_UNAVAILABLE'],
    ['a page in place of an answer', 200, '<html>', 'UPSTREAM_BAD_RESPONSE'],
    ['a page that says "not found"', 404, '<html>', 'UPSTREAM_BAD_RESPONSE'],
    ['something else that is not found', 404, { error: 'no such host' }, 'UPSTREAM_BAD_RESPONSE'],
    ['an outcome under another status', 418, envelope('client_not_found'), 'UPSTREAM_BAD_RESPONSE'],
    ['an empty answer', 200, '', 'UPSTREAM_BAD_RESPONSE'],
    ['an object of something else', 200, { hello: 1 }, 'UPSTREAM_BAD_RESPONSE'],
    ['a redirect', 307, '', 'UPSTREAM_BAD_RESPONSE'],
    ['a request refused whole', 422, { detail: 'x' }, 'UPSTREAM_BAD_RESPONSE'],
    ['a refusal of who asks', 403, { detail: 'x' }, 'UPSTREAM_AUTH_FAILED'],
  ] as const)('is not known to be absent after %s', async (_, status, body, code) => {
    hub.answer(routesOf(dialect).client, status, body);
    expect((await failure(hub.find('SERVICE_ID', '1001'))).code).toBe(code);
    expect(hub.wispHub.status().state).toBe('DOWN');
  });

  it('is in the list with everybody else, whatever their state', async () => {
    const { records, completeness } = await hub.list();
    expect(completeness).toBe(dialect === 'native' ? 'WHOLE' : 'UNPROVEN');
    expect(records.map(({ serviceId }) => serviceId)).toEqual(hub.emulator.clients.map((row) => row.id_servicio));
    expect(new Set(records.map(({ lagMs }) => lagMs))).toEqual(new Set([dialect === 'native' ? undefined : 300_000]));
  });

  it('whose row cannot be read is left out, and the list says that somebody is missing', async () => {
    hub.emulator.fault({
      route: routesOf(dialect).list,
      times: 1,
      fault: {
        kind: 'rewrite',
        rewrite: (answer) => ({
          ...answer,
          body: String(answer.body).replace(/"(service_id|id_servicio)":1001/, '"$1":"?"'),
        }),
      },
    });
    const { records, completeness } = await hub.list();
    expect([records.length, completeness]).toEqual([119, 'PARTIAL']);
  });
});

describe.each(middlewareDialects)('a client of %s', (dialect) => {
  const hub = useWispHub(dialect);

  it('whose amounts are texts is read by how the others of the list are written', async () => {
    const written = (balance: string, price: string) => ({
      kind: 'rewrite' as const,
      rewrite: (answer: { readonly status: number; readonly body: string | Buffer }) => ({
        ...answer,
        body: String(answer.body)
          .replace(/"outstanding_balance":[-0-9.]+/, `"outstanding_balance":"${balance}"`)
          .replace(/"internet_plan_price":[-0-9.]+/, `"internet_plan_price":"${price}"`),
      }),
    });
    hub.emulator.fault({ route: '/clients/', times: 1, fault: written('-55.000', '$ 1.234,50') });
    const { records } = await hub.list();
    const amounts = records.slice(0, 1).map(({ outstandingBalance }) => outstandingBalance?.amount ?? null);
    expect(amounts).toEqual(['-55000.00']);
    hub.emulator.fault({ route: '/clients/by-service-id/', times: 1, fault: written('55.000', '5 o 6') });
    expect(await hub.find('SERVICE_ID', '1001')).toMatchObject({ outstandingBalance: null, planPrice: null });
  });

  it('is not in the list of an outage, which does not count as the list of nobody', async () => {
    hub.emulator.settings({ nativeDown: true });
    hub.emulator.expireCaches();
    expect(await hub.list()).toEqual({ records: [], completeness: 'PARTIAL' });
  });
});

describe('a client of v1', () => {
  const hub = useWispHub('v1');

  it('costs one call by document as it is stored, one more for the other way to write it, and two by a part of the phones', async () => {
    await hub.find('DOCUMENT', '1098765432');
    await hub.find('DOCUMENT', '99999999');
    await hub.find('PHONE', '3001234567');
    await hub.find('PHONE', '3002687147');
    const [byDocument, byPhone] = ['by-document/{document}', 'by-phone/{phone}'];
    expect(hub.asked.map((route) => route.replace('GET /api/v1/clients/', ''))).toEqual([
      byDocument,
      byDocument,
      byDocument,
      byPhone,
      byPhone,
      'search',
    ]);
  });
});

describe('a client whose phone stands otherwise than it is asked for', () => {
  const hub = useWispHub('v1');

  it.each(['300 555 0143', '+57 300-555-0143', '3001112233 - 300 5550143', 'cel 57 300 5550143'])(
    '%j is found by what stands together in every way of writing it',
    async (field) => {
      const row = hub.emulator.clients.find(({ id_servicio }) => id_servicio === 1001);
      Object.assign(row ?? {}, { telefono: field });
      hub.emulator.expireCaches();
      expect((await hub.find('PHONE', '+573005550143'))?.serviceId).toBe(1001);
      expect(await hub.find('PHONE', '+573105550143')).toBeNull();
    },
  );
});

describe('the list of v2', () => {
  const hub = useWispHub('v2');

  it('that repeats its first page has each client once, and says that others are missing', async () => {
    hub.emulator.settings({ pagingBug: true });
    hub.emulator.expireCaches();
    const { records, completeness } = await hub.list();
    expect([records.length, new Set(records.map(({ id }) => id)).size, completeness]).toEqual([50, 50, 'PARTIAL']);
  });
});

describe('a client that v2 remembers by document or phone', () => {
  const hub = useWispHub('v2');

  it('is asked for again: what is remembered ages without bound', async () => {
    await changePhone(hub, 1001, '+573115550101');
    hub.emulator.advance(100_000);
    expect((await hub.find('DOCUMENT', '1098765432'))?.phones).toEqual([{ raw: '3115550101', e164: '+573115550101' }]);
    expect(hub.asked).toEqual([
      'PUT /api/clients/{service_id}',
      'GET /api/clients/by-document/{document}',
      'GET /api/clients/by-service-id/{service_id}',
    ]);
  });

  it('but who has another phone by now is not the one who is looked for', async () => {
    await changePhone(hub, 1001, '+573115550101');
    hub.emulator.advance(100_000);
    expect(await hub.find('PHONE', '3001234567')).toBeNull();
  });

  it('but under an older document or phone is searched for', async () => {
    await part(hub.wispHub, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());
    await changePhone(hub, 1002, '+573115550101');
    hub.emulator.advance(100_000);
    expect((await hub.find('DOCUMENT', '52999888'))?.serviceId).toBe(1001);
    expect((await hub.find('PHONE', '3115550101'))?.serviceId).toBe(1002);
  });

  it('is what v2 remembers while the native system is down, flagged, and of any age', async () => {
    hub.emulator.settings({ nativeDown: true });
    const remembered = { serviceId: 1001, isStale: true, lagMs: Number.POSITIVE_INFINITY };
    expect(await hub.find('DOCUMENT', '1098765432')).toMatchObject(remembered);
  });
});
