import { describe, expect, it } from 'vitest';
import { readPaymentLinks } from '../../../src/backends/wispro/payment-link.js';
import { type WisproSettings, wisproCases, wisproPaymentLink } from '../../../src/emulator/wispro/index.js';
import { BadUserInput, UpstreamError } from '../../../src/model/errors.js';
import { growthOf } from '../../growth.js';
import { failure, invoiceOf, locality, useWispro } from './harness.js';

const wispro = useWispro();
const { pending, paid } = wisproCases.paidAndPending.invoices;
const url = wisproPaymentLink(pending);

async function links(invoiceId: string) {
  const found = await wispro.wispro.paymentLinks?.links(invoiceOf(invoiceId), wispro.call());
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

  it.each([
    'https://user:pass@pago.example.test/1',
    'https://user@pago.example.test/1',
    'https://pago.example.test\\@mal.example.test/1',
    'http://127.0.0.1/1',
    'http://127.1/1',
    'http://2130706433/1',
    'http://0x7f.0.0.1/1',
    'http://0177.0.0.01/1',
    'http://１２７.０.０.１/1',
    'http://127.0.0.1./1',
    'http://10.1.2.3/1',
    'http://172.31.0.9:8080/1',
    'http://192.168.1.1/1',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.1.1/1',
    'http://0.0.0.0/1',
    'http://224.0.0.1/1',
    'http://[::1]/1',
    'http://[::]/1',
    'http://[::ffff:10.0.0.1]/1',
    'http://[::ffff:7f00:1]/1',
    'http://[64:ff9b::a00:1]/1',
    'http://[2002:a00:1::]/1',
    'http://[fe80::1]/1',
    'http://[fd00::1]/1',
    'http://localhost/1',
    'http://LOCALHOST./1',
    'http://pagos.localhost/1',
    'http://router/1',
    'http://router.lan/1',
    'http://pagos.internal/1',
    'http://impresora.local/1',
    'http://127.0.0.1.nip.io/1',
    'http://pay-10-0-0-1.sslip.io/1',
    'https://pago.example.test/\u202e1',
    'https://pago.example.test/%E2%80%AE1',
    'https://pago.example.test/%25E2%2580%25AE1',
    'https://pago.example.test/?a=%0d%0aSet-Cookie:x',
    'https://pago.example.test/\u00001',
    'https://pago.example.test/\n1',
    'https://pago.exam\u00adple.test/1',
    'https://cloud.wispro.co/portal_api/%61uth/X',
    'https://cloud.wispro.co/portal%5fapi/auth/X',
    'https://cloud.wispro.co/%2570ortal_api/auth/X',
    'https://cloud.wispro.co/portal_api%2fauth%2fX',
    'https://cloud.wispro.co/x/../portal_api/./auth/X',
    'https://cloud.wispro.co/PORTAL_API/AUTH/X',
    'https://cloud.wispro.co./portal_api/auth/X',
    'https://mx.wispro.co/portal_api/auth/X',
    'https://portal.wispro.com/portal_api/auth/X',
    'https://clientes.isp.example.test/portal_api/auth/X',
    'https://cloud.wispro.co/?next=/portal_api/auth/X',
    'https://cloud.wispro.co/sign_in/X',
    'https://app.wispro.co/es/login?token=X',
    'ftp://pago.example.test/1',
    'intent://pago.example.test/1#Intent;scheme=https;end',
    `https://pago.example.test/${'x'.repeat(2_100)}`,
  ])('%s is none', (address) => {
    expect(urls({ url: address })).toEqual([]);
    expect(urls([{ mercado_pago: address }, pay])).toEqual([pay]);
  });

  it.each([
    'https://pago.example.test/%C3%B1andu?monto=15.000%2C50&x=100%25#pagar',
    'https://pago.example.test/%F1',
    'http://190.90.12.1:8443/pagar/1',
    'http://[2800:3f0::1]/pagar',
    'https://xn--oatu-foa.example.test/1',
    'https://oauthor.example.test/authorised',
  ])('%s is one', (address) => {
    expect(urls({ url: address })).toEqual([address]);
  });

  it('is named by no text that turns its reader around', () => {
    expect(read({ 'mercado\u202epago': pay }).map(({ provider }) => provider)).toEqual(['pago.example.test']);
    expect(read({ name: 'Mercado\u202e Pago', url: pay }).map(({ provider }) => provider)).toEqual([
      'pago.example.test',
    ]);
  });

  it('is found five levels down, once, in the order of the answer', () => {
    expect(urls({ a: { b: { c: { d: { e: pay } } } } })).toEqual([pay]);
    expect(urls([pay, `${pay}2`, ` ${pay} `])).toEqual([pay, `${pay}2`]);
  });
});

it('more links than an invoice has are not read, and as many copies of one as fit an answer are one, in a time in proportion', () => {
  const distinct = (count: number) => Array.from({ length: count }, (_, index) => `https://a.example/${index}`);
  const copies = (count: number) => [...distinct(50), ...Array.from({ length: count }, () => 'https://a.example/1')];
  const read = (body: unknown) => readPaymentLinks({ links: body }, locality);
  expect(() => read(distinct(101))).toThrow(UpstreamError);
  expect(read(distinct(100))).toHaveLength(100);
  expect(read(copies(20_000))).toHaveLength(50);
  expect(growthOf((count) => read(copies(count)), 20_000)).toBeLessThan(2.5);
  const refuse = (count: number) => expect(() => read(distinct(count))).toThrow(UpstreamError);
  expect(growthOf((count) => refuse(count), 20_000)).toBeLessThan(2.5);
}, 120_000);

it('an answer of 190,000 links is refused before any of it is read', async () => {
  const body = JSON.stringify({ links: Array.from({ length: 190_000 }, (_, index) => `https://a.co/${index}`) });
  wispro.emulator.fault({
    route: '/api/payment',
    fault: { kind: 'answer', when: 'before', status: 200, headers: { 'content-type': 'application/json' }, body },
  });
  expect((await failure(links(pending))).code).toBe('UPSTREAM_BAD_RESPONSE');
});
