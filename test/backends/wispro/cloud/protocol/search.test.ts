import { expect, it } from 'vitest';
import { wisproApiToken } from '../../../../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../../../../src/emulator/wispro/index.js';
import type { ClientKeyKind } from '../../../../../src/model/client.js';
import type { Country } from '../../../../../src/model/country.js';
import { BadUserInput } from '../../../../../src/model/errors.js';
import { backgroundCall } from '../../../../../src/upstream/call.js';
import { useCloud } from '../harness.js';

const { suspended } = wisproCases;
const harness = useCloud();

/** Writes a document as a clerk of theirs would. */
async function store(field: string, document: string): Promise<void> {
  const query = new URLSearchParams({ national_identification_number: 'x', [field]: document });
  await fetch(`${harness.cloud.url}/api/v1/clients/${suspended.clientId}?${query}`, {
    method: 'PUT',
    headers: { authorization: wisproApiToken },
  });
}

const national = 'national_identification_number';
const tax = 'taxpayer_identification_number';

it.each<[Country, kind: ClientKeyKind, asked: string, field: string, stored: string]>([
  ['CO', 'DNI', '1098765432', national, '1.098.765.432'],
  ['CO', 'DOCUMENT', '900123456-8', tax, '900123456'],
  ['EC', 'DNI', '1714307103', national, '1714307103'],
  ['EC', 'DOCUMENT', '1714307103', tax, '1714307103001'],
  ['VE', 'DNI', 'V-9.345.678', national, '9345678'],
  ['VE', 'DOCUMENT', '8234567', national, 'E8234567'],
  ['VE', 'CUIT', 'J-31245678-9', tax, 'J312456789'],
  ['DO', 'DOCUMENT', '00113918205', national, '001-1391820-5'],
  ['PA', 'DOCUMENT', '8-123-456', national, '8-123-456'],
  ['PA', 'DOCUMENT', '8-123-456', national, '8123456'],
  ['PE', 'DNI', '45678912', national, '45678912'],
  ['PE', 'DOCUMENT', '20131312955', tax, '20131312955'],
  ['MX', 'DOCUMENT', 'boxw310820hnerxn09', national, 'BOXW310820HNERXN09'],
  ['MX', 'DOCUMENT', 'vecj880326-xk4', tax, 'VECJ880326XK4'],
  ['CL', 'DOCUMENT', '12.531.909-2', national, '12531909-2'],
  ['CL', 'DNI', '125319092', national, '12.531.909-2'],
  ['CL', 'DOCUMENT', '20.347.878-k', national, '20347878-K'],
  ['UY', 'DOCUMENT', '12345672', national, '1.234.567-2'],
  ['PY', 'DOCUMENT', '1234567', national, '1.234.567'],
  ['BO', 'DOCUMENT', '1234567-1A', national, '1234567-1A'],
  ['BR', 'DOCUMENT', '52998224725', national, '529.982.247-25'],
  ['BR', 'CUIT', '11222333000181', tax, '11.222.333/0001-81'],
])(
  'finds who has a document of %s by %s %s in %s as %s (cloud contract A-15)',
  async (country, kind, asked, field, stored) => {
    await store(field, stored);
    const backend = harness.connect({ country });
    const before = harness.routes().length;
    const found = await backend.clients.find({ kind, value: asked }, backgroundCall());
    expect(found).toMatchObject({ key: { value: suspended.clientId } });
    const searches = harness
      .routes()
      .slice(before)
      .filter((route) => route === 'GET /clients');
    expect(searches.length).toBeLessThanOrEqual(6);
  },
);

it.each([
  ['VE', 'P8234567', '8234567'],
  ['VE', 'P8234567', 'V8234567'],
  ['EC', 'AB8234567', '8234567'],
] as const)('does not take for the one of %s with %s who has %s', async (country, value, stored) => {
  await store(national, stored);
  expect(await harness.connect({ country }).clients.find({ kind: 'DOCUMENT', value }, backgroundCall())).toBeNull();
});

it.each(['CO', 'VE', 'EC', 'CL'] as const)('asks for nobody by what is no document, in %s', async (country) => {
  const find = (kind: ClientKeyKind) =>
    harness.connect({ country }).clients.find({ kind, value: '9' }, backgroundCall());
  expect(await find('DOCUMENT')).toBeNull();
  await expect(find('DNI')).rejects.toThrow(BadUserInput);
  expect(harness.routes()).toEqual([]);
});
