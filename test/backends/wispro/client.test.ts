import { describe, expect, it } from 'vitest';
import { plantedSecrets, type WisproSettings, wisproCases } from '../../../src/emulator/wispro/index.js';
import { BadUserInput } from '../../../src/model/errors.js';
import { decodeId, encodeId } from '../../../src/model/id.js';
import { failure, useWispro } from './harness.js';

const wispro = useWispro();
const { paidAndPending, threeContracts, suspended, withoutContracts, dottedDni, company, stranger } = wisproCases;

const dni = (text: string) => wispro.find('DNI', text);

describe('a client', () => {
  it('is read with all that the back end says of it', async () => {
    expect(await dni(paidAndPending.dni)).toEqual({
      id: encodeId('Client', 'WISPRO', paidAndPending.clientId),
      fetchedAt: expect.any(Number),
      backend: 'WISPRO',
      key: { kind: 'DNI', value: '30111222' },
      externalIds: [
        { backend: 'WISPRO', kind: 'CLIENT_ID', value: paidAndPending.clientId },
        { backend: 'WISPRO', kind: 'CONTRACT_ID', value: paidAndPending.contracts.enabled },
        { backend: 'WISPRO', kind: 'CONTRACT_PUBLIC_ID', value: '15001' },
      ],
      serviceId: null,
      name: 'JUAN CARLOS PÉREZ',
      document: '30111222',
      phones: [
        { raw: '+5492262400001', e164: '+5492262400001' },
        { raw: '15400001', e164: null },
      ],
      email: 'cliente1@example.test',
      address: 'Calle 63-1000',
      city: 'Ciudad Prueba',
      documentCountry: 'AR',
      locality: null,
      province: 'Buenos Aires',
      country: 'Argentina',
      location: { latitude: -38.55, longitude: -58.75 },
      status: 'ACTIVE',
      upstreamStatus: 'enabled',
      outstandingBalance: null,
      cutOffDate: null,
      planName: null,
      planPrice: null,
      zoneId: null,
      technicianId: null,
      antennaIp: null,
      lanInterface: null,
      contracts: [
        {
          id: encodeId('Contract', 'WISPRO', paidAndPending.clientId, paidAndPending.contracts.enabled),
          backend: 'WISPRO',
          clientId: encodeId('Client', 'WISPRO', paidAndPending.clientId),
          contractId: paidAndPending.contracts.enabled,
          publicId: 15001,
          status: 'ACTIVE',
          upstreamStatus: 'enabled',
          startDate: '2021-02-23',
          planId: 'a0000000-0000-4000-8000-000000000001',
          ip: '10.0.0.3',
          macAddress: null,
          pppoeUsername: '000001@prueba',
          nodeName: null,
          napName: null,
          accessServer: { serverId: 'b0000000-0000-4000-8000-000000000001', kind: 'mikrotik', name: 'RDA-10-PRU' },
          address: 'Calle 63 1000, Ciudad Prueba, Provincia de Buenos Aires',
          location: { latitude: -38.55, longitude: -58.75 },
        },
      ],
    });
  });

  it('carries none of the secrets that stand beside it', async () => {
    const records = await Promise.all([dni(paidAndPending.dni), dni(wisproCases.nulls.dni)]);
    const text = JSON.stringify(records);
    for (const secret of Object.values(plantedSecrets)) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/pass|login|clave|secret|token/i);
  });

  it.each(['array', 'data', 'dataArray'] as const)('is unwrapped from %s', async (dataShape) => {
    wispro.emulator.settings({ dataShape });
    expect(await dni(paidAndPending.dni)).toMatchObject({ name: paidAndPending.name });
  });

  it.each(['nulls', 'blanks', 'missing'] as const)('whose optional values are %s has none', async (planted) => {
    const record = await wispro.get('DNI', wisproCases[planted].dni);
    expect(record).toMatchObject({ name: wisproCases[planted].name, status: 'ACTIVE', email: null, phones: [] });
    expect(record).toMatchObject({ address: null, city: null, province: null, country: null, location: null });
    expect(record.contracts).toMatchObject([
      { publicId: null, startDate: null, planId: null, ip: null, pppoeUsername: null, address: null, location: null },
    ]);
    expect(record.contracts[0]?.accessServer).toEqual({ serverId: expect.any(String), kind: null, name: null });
  });
});

describe('several contracts', () => {
  it('each keep their state; the client is as well as the best of them', async () => {
    const record = await wispro.get('DNI', threeContracts.dni);
    expect(record.contracts.map(({ status }) => status)).toEqual(['ACTIVE', 'SUSPENDED', 'ACTIVE']);
    expect(record).toMatchObject({ status: 'ACTIVE', location: null });
    expect(await dni(suspended.dni)).toMatchObject({ status: 'SUSPENDED', upstreamStatus: 'disabled' });
  });

  it('are given the access server that is theirs, whether one is told or all', async () => {
    const names = async () =>
      (await wispro.get('DNI', threeContracts.dni)).contracts.map(({ accessServer }) => accessServer?.name);
    expect(await names()).toEqual(['RDA-10-PRU', null, 'RDA-10-PRU']);
    wispro.emulator.settings({ connectionsAs: 'array' });
    expect(await names()).toEqual(['RDA-10-PRU', 'RDA-20-PRU', 'RDA-10-PRU']);
  });

  it('that have no key of their own are left out, and counted', async () => {
    const rewrite = (answer: { readonly status: number; readonly body: string | Buffer }) => {
      const body = JSON.parse(String(answer.body));
      return { ...answer, body: JSON.stringify({ ...body, contracts: [{ id: '' }, 7, ...body.contracts] }) };
    };
    wispro.emulator.fault({ fault: { kind: 'rewrite', rewrite } });
    expect((await wispro.get('DNI', threeContracts.dni)).contracts).toHaveLength(3);
    expect(wispro.warnings).toEqual(['contracts that cannot be read: 2']);
  });

  it('are one when an object stands for the list', async () => {
    wispro.emulator.settings({ contractsAs: 'object' });
    expect((await wispro.get('DNI', threeContracts.dni)).contracts).toHaveLength(1);
  });
});

describe('a key', () => {
  it.each([
    ['CLIENT_ID', paidAndPending.clientId],
    ['CLIENT_ID', String(paidAndPending.publicId)],
    ['COD', paidAndPending.cod],
    ['DNI', '30.111.222'],
    ['DOCUMENT', '30111222'],
  ] as const)('%s %s finds the client, under one id', async (kind, value) => {
    expect(await wispro.find(kind, value)).toMatchObject({
      id: encodeId('Client', 'WISPRO', paidAndPending.clientId),
      name: paidAndPending.name,
    });
  });

  it('keeps its leading zeros', async () => {
    expect(await wispro.find('COD', '005215')).toMatchObject({ name: wisproCases.paddedCod.name });
    expect(await wispro.find('COD', '5215')).toMatchObject({ name: wisproCases.plainCod.name });
  });

  it('that is a CUIT finds the company, by whichever name', async () => {
    expect(await wispro.find('CUIT', '30-71234567-1')).toMatchObject({ name: company.name, document: null });
    expect(await wispro.find('DOCUMENT', company.cuit)).toMatchObject({ name: company.name });
  });

  it('stored with punctuation is found by its digits, and again by the key of the record at once', async () => {
    const record = await wispro.get('DNI', '30111229');
    expect(record).toMatchObject({ document: '30111229', key: { kind: 'DNI', value: dottedDni.dni } });
    expect(wispro.emulator.calls).toHaveLength(2);
    expect(await wispro.find(record.key.kind, record.key.value)).toEqual({ ...record, fetchedAt: expect.any(Number) });
    expect(wispro.emulator.calls).toHaveLength(3);
    const byCuit = await wispro.get('DOCUMENT', '20301112298');
    expect(byCuit.key).toEqual({ kind: 'CUIT', value: '20-30111229-8' });
  });

  it('is asked for once where the installation wants no variants', async () => {
    const strict = wispro.connect({ documentVariants: false });
    expect(await strict.clients.find({ kind: 'DNI', value: '30111229' }, wispro.call())).toBeNull();
    expect(wispro.emulator.calls).toHaveLength(1);
  });

  it('of a wrong form is refused, or nobody’s, before anything is sent', async () => {
    await expect(dni('123')).rejects.toBeInstanceOf(BadUserInput);
    await expect(wispro.find('COD', '1&name_cont=a')).rejects.toBeInstanceOf(BadUserInput);
    expect(await wispro.find('DOCUMENT', 'AB123456')).toBeNull();
    expect(await wispro.find('CLIENT_ID', `~${'A'.repeat(60)}`)).toBeNull();
    expect(wispro.emulator.calls).toEqual([]);
  });
});

describe('nobody', () => {
  const shapes = [
    'envelope404',
    'emptyData',
    'emptyArray',
    'emptyObject',
    'null',
    'nameless',
    'suricata404',
    'http404',
  ];

  it.each(shapes as WisproSettings['unknownClient'][])('is null, said as %s', async (unknownClient = 'null') => {
    wispro.emulator.settings({ unknownClient });
    expect(await dni('40111222')).toBeNull();
    expect(await wispro.find('COD', 'nadie')).toBeNull();
    expect(wispro.wispro.status().state).toBe('UP');
  });

  it.each(['empty', 'http500html'] as const)('cannot be told from a failure, said as %s', async (unknownClient) => {
    wispro.emulator.settings({ unknownClient });
    expect((await failure(dni('40111222'))).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(wispro.wispro.status().state).toBe('DEGRADED');
  });
});

describe('a client without an id', () => {
  it('gets one that leads back to it, without its document in it', async () => {
    const record = await wispro.get('DNI', withoutContracts.dni);
    expect(record).toMatchObject({ status: 'UNKNOWN', contracts: [], externalIds: [] });
    const [key = ''] = decodeId(record.id)?.key ?? [];
    expect(Buffer.from(key.slice(1), 'base64url').toString('latin1')).not.toContain(withoutContracts.dni);
    const another = wispro.connect();
    expect(await another.clients.find({ kind: 'CLIENT_ID', value: key }, wispro.call())).toEqual({
      ...record,
      fetchedAt: expect.any(Number),
    });
  });

  it('is its UUID where it was asked for by that', async () => {
    const record = await wispro.get('CLIENT_ID', withoutContracts.clientId);
    expect(record.id).toBe(encodeId('Client', 'WISPRO', withoutContracts.clientId));
  });
});

describe('a stranger', () => {
  it('in place of the client is an error', async () => {
    wispro.emulator.settings({ ignoreFilter: true });
    for (const [kind, value] of [
      ['DNI', stranger.dni],
      ['CLIENT_ID', stranger.clientId],
    ] as const) {
      expect(await failure(wispro.find(kind, value))).toMatchObject({
        code: 'UPSTREAM_BAD_RESPONSE',
        retryable: false,
      });
    }
  });

  it.each([
    ['CUIT', company.cuit],
    ['COD', 'A-0042'],
    ['CLIENT_ID', '42'],
  ] as const)(
    'is not shown for a %s either, whose answers cannot tell: a search for nobody does',
    async (kind, value) => {
      wispro.emulator.settings({ ignoreFilter: true });
      expect(await failure(wispro.find(kind, value))).toMatchObject({
        code: 'UPSTREAM_BAD_RESPONSE',
        retryable: false,
      });
    },
  );

  it('with the same document makes it ambiguous: nobody is guessed', async () => {
    wispro.emulator.settings({ ambiguousAs: 'array' });
    const error = await failure(dni(wisproCases.sharedDniFirst.dni));
    expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: false });
  });
});
