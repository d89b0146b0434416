import { describe, expect, it } from 'vitest';
import { readPaymentLinks } from '../../../src/backends/wispro/payment-link.js';
import { type WisproSettings, wisproCases, wisproPaymentLink } from '../../../src/emulator/wispro/index.js';
import { BadUserInput } from '../../../src/model/errors.js';
import { failure, locality, useWispro } from './harness.js';

const wispro = useWispro();
const { pending, paid } = wisproCases.paidAndPending.invoices;
const url = wisproPaymentLink(pending);

async function links(invoiceId: string) {
  const found = await wispro.wispro.paymentLinks?.links(invoiceId, wispro.call());
  return found?.map((link) => [link.provider, link.url]);
}

describe('the payment links of an invoice', () => {
  it.each<[WisproSettings['paymentShape'], [string, string][]]>([
    ['paymentLinks', [['Mercado Pago', url]]],
    ['bareLinks', [['Mercado Pago', url]]],
    [
      'gatewayArray',
      [
        ['mercado_pago', url],
        ['siro', wisproPaymentLink(pending, 'siro')],
      ],
    ],
    ['byGateway', [['mercado_pago', url]]],
    ['urlPago', [['pago.example.test', url]]],
    ['string', [['pago.example.test', url]]],
    [
      'noisy',
      [
        ['Mercado Pago', url],
        ['Siro', wisproPaymentLink(pending, 'siro').replace('https:', 'http:')],
      ],
    ],
    ['emptyArray', []],
    ['emptyData', []],
    ['envelope404', []],
  ])('are read from %s', async (paymentShape = 'paymentLinks', expected) => {
    wispro.emulator.settings({ paymentShape });
    expect(await links(pending)).toEqual(expected);
  });

  it('are none for what is paid or unknown', async () => {
    expect(await links(paid)).toEqual([]);
    expect(await links('f0000000-0000-4000-8000-999999999999')).toEqual([]);
  });

  it('are not none when nothing was answered', async () => {
    wispro.emulator.settings({ paymentShape: 'empty' });
    expect((await failure(links(pending))).code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it.each(['', '..', 'a:b', '1&q=2', 'x'.repeat(65), 'https://pago.example.test'])(
    'are not asked for by %j',
    async (invoiceId) => {
      await expect(links(invoiceId)).rejects.toBeInstanceOf(BadUserInput);
      expect(wispro.emulator.calls).toEqual([]);
    },
  );
});

describe('what a payment link is', () => {
  const read = (body: unknown) => readPaymentLinks(body, locality);
  const urls = (body: unknown) => read(body).map((link) => link.url);
  const login = 'https://cloud.wispro.co/portal_api/auth/XXXX';
  const pay = 'https://pago.example.test/1';

  it('takes day, amount and provider from beside the URL', () => {
    const link = { url: pay, medio: 'Siro', vencimiento: '2025-03-20', amount: '15.000,50' };
    expect(read({ data: { payment_links: [link] } })).toEqual([
      {
        url: pay,
        provider: 'Siro',
        expiresAt: new Date('2025-03-20T03:00:00Z'),
        amount: { amount: '15000.50', currency: 'ARS' },
      },
    ]);
  });

  it.each([
    [{ mercado_pago: { url: pay } }, 'mercado_pago'],
    [{ mercado_pago: [pay] }, 'mercado_pago'],
    [{ data: [{ link: pay }] }, 'pago.example.test'],
    [{ name: 'https://x.test/', url: pay }, 'pago.example.test'],
  ])('%j is of %s', (body, provider) => {
    expect(read(body).find((link) => link.url === pay)?.provider).toBe(provider);
  });

  it.each([
    login,
    { url: login },
    { url: 'https://CLOUD.wispro.co/portal_api/auth/X' },
    { url: 'https://www.cloud.wispro.co//portal_api/auth/X' },
    { link_mobile_login: pay },
    { login: { url: pay } },
    { logo: pay },
    { factura_pdf: pay },
    { callback_url: pay },
    { url: 'javascript:alert(1)' },
    { url: 'data:text/html,x' },
    { url: 'http://' },
    { url: 'https:pago.example.test' },
    { url: `Pague en ${pay}` },
    { url: `${pay} y ${pay}` },
    { a: { b: { c: { d: { e: { f: pay } } } } } },
    7,
    null,
    false,
  ])('%j holds none', (body) => {
    expect(urls(body)).toEqual([]);
  });

  it('is found five levels down, once, in the order of the answer', () => {
    expect(urls({ a: { b: { c: { d: { e: pay } } } } })).toEqual([pay]);
    expect(urls([pay, `${pay}2`, ` ${pay} `])).toEqual([pay, `${pay}2`]);
  });
});
