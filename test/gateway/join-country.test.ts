import { afterEach, describe, expect, it } from 'vitest';
import type { NativeRow } from '../../src/emulator/wisphub/native/row.js';
import type { Scope } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { dataOf, startTestGateway, type TestGateway } from './gateway.js';

interface Both {
  readonly client: {
    readonly id: string;
    readonly serviceId: number | null;
    readonly contracts: readonly { readonly contractId: string }[];
    readonly documents: readonly Readonly<Record<'kind' | 'value' | 'country' | 'isCompany', unknown>>[];
  } | null;
}

const query = `query ($by: ClientBy!) {
  client(by: $by) { id serviceId contracts { contractId } documents { kind value country isCompany } }
}`;

const documents = 'query ($by: ClientBy!) { client(by: $by) { documents { kind value country isCompany } } }';

let gateway: TestGateway | undefined;

afterEach(() => gateway?.close());

/** A gateway of one country, whose both back ends know one subscriber by these texts. */
async function startJoined(country: string, atWispHub: string, atWispro: { dni?: string; cuit?: string }) {
  gateway = await startTestGateway({ environment: { COUNTRY: country }, wispHub: { subscribers: 90 } });
  const row = gateway.wispHub.clients.findLast(({ cedula }) => cedula !== '') as NativeRow;
  const subscriber = gateway.wispro.clients.find(({ contracts }) => contracts.length > 0);
  if (subscriber === undefined) throw new Error('no subscriber has a contract');
  const name = 'RIGOBERTA SAAVEDRA';
  Object.assign(row, { cedula: atWispHub, nombre: name });
  Object.assign(subscriber, { dni: '', cuit: '', ...atWispro, name });
  const ask = async (by: object) => dataOf(await (gateway as TestGateway).send<Both>(query, { by })).client;
  return { ask, serviceId: row.id_servicio, contractId: subscriber.contracts[0]?.id, clientId: subscriber.id };
}

describe('a subscriber whom both back ends know, under different spellings', () => {
  it.each<[string, string, { dni?: string; cuit?: string }, string, string]>([
    ['CO', '1.098.765.439', { dni: '1098765439' }, 'CC 1098765439', 'CEDULA'],
    ['CO', '1098765439', { dni: '1.098.765.439' }, '1098765439', 'CEDULA'],
    ['CO', '800197268', { cuit: '800.197.268-4' }, '800.197.268-4', 'NIT'],
    ['AR', '30.111.999', { dni: '30111999' }, 'DNI 30111999', 'DNI'],
    ['AR', '30703088534', { cuit: '30-70308853-4' }, '30-70308853-4', 'CUIT'],
    ['MX', 'boxw310820hnerxn09', { dni: 'BOXW310820HNERXN09' }, 'BOXW310820HNERXN09', 'CURP'],
    ['MX', 'GODE561231GR8', { cuit: 'GODE-561231-GR8' }, 'GODE 561231 GR8', 'RFC'],
    ['EC', '926687856', { dni: '0926687856' }, '092668785-6', 'CEDULA'],
    ['EC', '1714307103', { dni: '1714307103001' }, '1714307103', 'CEDULA'],
    ['VE', 'V-12.345.679', { dni: '12345679' }, 'V12345679', 'CEDULA'],
    ['VE', '12345679', { dni: 'V12345679' }, 'V-12.345.679', 'CEDULA'],
    ['VE', 'J-07013380-5', { cuit: 'J070133805' }, 'J070133805', 'RIF'],
    ['CL', '12.531.909-2', { dni: '12531909-2' }, '125319092', 'RUT'],
    ['CL', '7.604.323-k', { dni: '7604323-K' }, '7604323K', 'RUT'],
    ['PE', '1234569', { dni: '01234569' }, '01234569', 'DNI'],
    ['PE', '10117410', { cuit: '10101174102' }, '10117410', 'DNI'],
  ])('in %s (%s there, %j here) is joined, whatever the way of writing that is asked for', async (...given) => {
    const [country, atWispHub, atWispro, asked, kind] = given;
    const { ask, serviceId, contractId, clientId } = await startJoined(country, atWispHub, atWispro);
    const expected = { serviceId, contracts: expect.arrayContaining([{ contractId }]) };
    expect(await ask({ document: asked })).toMatchObject(expected);
    const found = await ask({ serviceId });
    expect(found).toMatchObject(expected);
    expect(found?.documents[0]).toMatchObject({ kind, country });
    const wispro = await ask({
      wispro: { type: 'cuit' in atWispro ? 'CUIT' : 'DNI', value: Object.values(atWispro)[0] },
    });
    expect(wispro).toMatchObject({ ...expected, id: encodeId('Client', 'WISPRO', clientId) });
  });

  it.each<[string, string, { dni: string }]>([
    ['VE', 'V-12345679', { dni: 'E12345679' }],
    ['CO', 'CE 345679', { dni: '345679' }],
    ['EC', '0926687856', { dni: '0926687857' }],
    ['PA', '1-123-456', { dni: '11-23-456' }],
  ])('in %s are not joined where their documents only look alike (%s, %j)', async (country, atWispHub, atWispro) => {
    const { ask, serviceId } = await startJoined(country, atWispHub, atWispro);
    expect(await ask({ serviceId })).toMatchObject({ serviceId, contracts: [] });
  });
});

describe('the documents of a client', () => {
  const documentsOf = async (document: string, scopes: readonly Scope[], country = 'AR') => {
    const { serviceId } = await startJoined(country, document, {});
    const answer = await (gateway as TestGateway).send<Both>(documents, { by: { serviceId } }, { scopes });
    return dataOf(answer).client?.documents;
  };
  const all = ['clients:read', 'personal:read'] as const;

  it('are what it is and what stands within it', async () => {
    expect(await documentsOf('20-30111222-0', all)).toEqual([
      { kind: 'CUIT', value: '20301112220', country: 'AR', isCompany: false },
      { kind: 'DNI', value: '30111222', country: 'AR', isCompany: false },
    ]);
  });

  it('are masked like the document, and of two the first alone', async () => {
    const masked = [{ kind: 'CUIT', value: '•••••20', country: 'AR', isCompany: false }];
    expect(await documentsOf('20-30111222-0', ['clients:read'])).toEqual(masked);
  });

  it('are unknown with a wrong check digit, and none for a placeholder', async () => {
    const unknown = { kind: 'UNKNOWN', value: '20301112221', country: null, isCompany: null };
    expect(await documentsOf('20-30111222-1', all)).toEqual([unknown]);
    await gateway?.close();
    expect(await documentsOf('11.111.111', all)).toEqual([]);
  });
});

describe('back ends of two countries', () => {
  const start = async (document: string) => {
    gateway = await startTestGateway({
      environment: { COUNTRY_WISPHUB: 'CO', COUNTRY_WISPRO: 'AR' },
      wispHub: { subscribers: 90 },
    });
    const row = gateway.wispHub.clients.findLast(({ cedula }) => cedula !== '') as NativeRow;
    const subscriber = gateway.wispro.clients.find(({ contracts }) => contracts.length > 0);
    if (subscriber === undefined) throw new Error('no subscriber has a contract');
    Object.assign(row, { cedula: document, nombre: 'RIGOBERTA SAAVEDRA' });
    Object.assign(subscriber, { dni: '', cuit: '', name: 'RIGOBERTA SAAVEDRA' });
    Object.assign(subscriber, document.length > 8 ? { cuit: document } : { dni: document });
    const by = { serviceId: row.id_servicio };
    return dataOf(await gateway.send<Both>(query, { by })).client?.contracts.length ?? -1;
  };

  it('do not join a cédula and a DNI of the same digits', async () => {
    expect(await start('30111998')).toBe(0);
  });

  it('join what is of no known kind in one of them and the same to the letter', async () => {
    expect(await start('30703088534')).toBeGreaterThan(0);
  });
});
