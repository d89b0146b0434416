import { describe, expect, it } from 'vitest';
import { UpdateClientDocument, WhoWritesDocument } from '../../src/client/generated/operations.js';
import { encodeId } from '../../src/model/id.js';
import { useAgeingGateway } from './ageing.js';
import { dataOf } from './gateway.js';

const id = encodeId('Client', 'WISPHUB', 1001);

/** Longer than own writes are laid over what back ends answer, and than any cache keeps it. */
const longAfter = 3_600;

/** As somebody writes it, and the one number that it is. */
const written = [
  ['+1 202 555 0143', '+12025550143'],
  ['001 202 555 0143', '+12025550143'],
  ['+57 311 888 9900', '+573118889900'],
  ['00573118889900', '+573118889900'],
  ['311 888 9900', '+573118889900'],
  ['601 555 0143', '+576015550143'],
  ['+34 600 123 456', '+34600123456'],
  ['+584121234567', '+584121234567'],
  ['+54 9 2262 40-0001', '+5492262400001'],
] as const;

describe.each(['v1', 'v2'] as const)('a phone number that is written to a record, over %s', (dialect) => {
  const ageing = useAgeingGateway({ wispHub: { dialect } });
  const numbers = async () => {
    const { data } = await ageing.send<{ client: { phones: readonly unknown[] } | null }>(
      'query ($id: ID!) { client(by: { id: $id }) { phones { raw e164 } } }',
      { id },
    );
    return data?.client?.phones;
  };
  const foundBy = async (phone: string) => dataOf(await ageing.gateway.run(WhoWritesDocument, { phone })).client?.id;
  /** Writes as another program does, past the gateway. */
  const store = async (phone: string): Promise<void> => {
    const { url } = ageing.gateway.wispHub;
    const form = new URLSearchParams({ username: 'gateway', password: 'wisphub-planted-password' });
    const login = dialect === 'v2' ? null : await fetch(`${url}/api/v1/auth/token`, { method: 'POST', body: form });
    const authorization = `Bearer ${((await login?.json()) as { access_token?: string })?.access_token}`;
    await fetch(`${url}/api/${dialect === 'v2' ? '' : 'v1/'}clients/1001`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-api-key': 'wisphub-planted-api-key', authorization },
      body: JSON.stringify({ phone }),
    });
    ageing.advance(longAfter);
  };

  it.each(written)(
    '%s reads back as %s, and finds its client, now and when nothing remembers the write',
    async (phone, e164) => {
      const answer = await ageing.gateway.run(UpdateClientDocument, { input: { clientId: id, phone } });
      expect(dataOf(answer).updateClient).toMatchObject({ client: { phones: [{ e164 }] } });
      for (const seconds of [0, longAfter]) {
        ageing.advance(seconds);
        expect(await numbers()).toEqual([{ raw: expect.any(String), e164 }]);
        expect(await foundBy(e164)).toBe(id);
        expect(await foundBy(phone)).toBe(id);
      }
    },
  );

  it.each([
    ['00573001112233', ['+573001112233']],
    ['573001112233', ['+573001112233']],
    ['12025550143', ['+12025550143']],
    ['0012025550143', ['+12025550143']],
    ['3001112233/3001112244', ['+573001112233', '+573001112244']],
    ['3001112233 y 3001112244', ['+573001112233', '+573001112244']],
    ['N/A', []],
    ['n/a', []],
    ['S/N', []],
    ['-', []],
    ['no tiene', []],
    ['0', []],
    ['3001112233, N/A', ['+573001112233']],
    ['15400001', [null]],
  ] as const)('%j, which another program has written, holds %j', async (phone, expected) => {
    await store(phone);
    expect(await numbers()).toEqual(expected.map((e164) => ({ raw: expect.any(String), e164 })));
    for (const e164 of expected) if (e164 !== null) expect(await foundBy(e164)).toBe(id);
  });
});
