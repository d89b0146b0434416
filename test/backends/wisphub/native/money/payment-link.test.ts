import { describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../../../src/upstream/call.js';
import { useWispHub } from '../../harness.js';
import { clientOf } from './harness.js';

const hub = useWispHub('native');

const links = async (invoiceId = '10011') => {
  const { id: clientId } = await clientOf(hub.wispHub, 1001);
  return hub.wispHub.paymentLinks?.links({ invoiceId, clientId }, backgroundCall());
};

/** A token of so many seconds from now. */
const token = (seconds: number) =>
  `x.${Buffer.from(JSON.stringify({ exp: Date.now() / 1_000 + seconds })).toString('base64url')}.y`;

describe('a payment link of the native API', () => {
  it('A-13: is the one of the balance, with its sum and its expiry', async () => {
    hub.emulator.settings({ otherLink: `https://clientes.portal.net/saldo/isp/${token(3_600)}/` });
    const [link] = (await links()) ?? [];
    expect(link).toMatchObject({ provider: 'clientes.portal.net', amount: { amount: '40000.00', currency: 'COP' } });
    expect(Number(link?.expiresAt) - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('A-13: without a token is one without an expiry', async () => {
    hub.emulator.settings({ otherLink: 'https://clientes.portal.net/saldo/isp/' });
    expect(await links()).toMatchObject([{ expiresAt: null }]);
  });

  it.each(['none', 'http:///saldo/isp/x/', '/saldo/isp/x/', 'javascript:alert(1)'])(
    'A-13, T37: is none when it reads %j',
    async (otherLink) => {
      hub.emulator.settings({ otherLink });
      expect(await links()).toEqual([]);
    },
  );

  it('is none of an invoice that is not open', async () => {
    hub.emulator.settings({ otherLink: 'https://clientes.portal.net/saldo/isp/' });
    expect(await links('10012')).toEqual([]);
  });
});
