import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UpdateClientDocument, WhoWritesDocument } from '../../src/client/generated/operations.js';
import { encodeId } from '../../src/model/id.js';
import { dataOf, startTestGateway, type TestGateway } from './gateway.js';

const id = encodeId('Client', 'WISPHUB', 1001);

/** Country, field of the record, the number as WhatsApp sends it, and as others write it. */
const cases = [
  ['AR', '+54 9 11 4555-0143', '5491145550143'],
  ['AR', '011 15-4555-0143', '5491145550143'],
  ['AR', '1145550143', '5491145550143'],
  ['AR', 'cel 11 4555 0143 / 15400001', '5491145550143'],
  ['AR', '5491145550143', '011 4555-0143'],
  ['AR', '02262 15400001', '5492262400001'],
  ['MX', '+52 1 55 1234 5678', '5215512345678'],
  ['MX', '55 1234 5678', '5215512345678'],
  ['MX', '044 55 1234 5678 - 6561234567', '5215512345678'],
  ['MX', '5215512345678', '525512345678'],
  ['BR', '(31) 98765-4321', '553187654321'],
  ['BR', '3187654321', '5531987654321'],
  ['CO', 'WhatsApp de la hija 300-123-4568', '573001234568'],
] as const;

describe.each(['AR', 'MX', 'BR', 'CO'] as const)('a subscriber in %s', (country) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ backends: ['wispHub'], environment: { COUNTRY: country } });
  });
  afterAll(() => gateway.close());

  /** Writes as another program does, past the gateway. */
  const store = async (phone: string): Promise<void> => {
    const { url } = gateway.wispHub;
    const form = new URLSearchParams({ username: 'gateway', password: 'wisphub-planted-password' });
    const login = await fetch(`${url}/api/v1/auth/token`, { method: 'POST', body: form });
    const { access_token: token } = (await login.json()) as { access_token: string };
    await fetch(`${url}/api/v1/clients/1001`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ phone }),
    });
    gateway.wispHub.expireCaches();
  };
  const foundBy = async (phone: string) => dataOf(await gateway.run(WhoWritesDocument, { phone })).client?.id;

  it.each(cases.filter(([home]) => home === country))(
    '%s, whose field is %j, is found by %s',
    async (_, field, sent) => {
      await store(field);
      expect(await foundBy(sent)).toBe(id);
      expect(await foundBy(`${sent.replace(/\D/g, '')}0`).catch(() => undefined)).toBeUndefined();
    },
  );

  it('is found by both once the gateway has written one', async () => {
    const sent = cases.find(([home]) => home === country)?.[2] ?? '';
    const input = { clientId: id, phone: sent };
    expect(dataOf(await gateway.run(UpdateClientDocument, { input })).updateClient).toMatchObject({ client: { id } });
    expect(await foundBy(sent)).toBe(id);
    expect(await foundBy(`+${sent}`)).toBe(id);
  });
});
