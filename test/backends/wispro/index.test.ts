import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { merchantUrl } from '../../../src/backends/wispro/index.js';
import { wisproCases, wisproFaults, wisproToken } from '../../../src/emulator/wispro/index.js';
import { failure, invoiceOf, useWispro } from './harness.js';

const wispro = useWispro();
const { dni } = wisproCases.paidAndPending;

describe('the back end', () => {
  it('tells what it can do', () => {
    expect(wispro.wispro.status()).toEqual({
      backend: 'WISPRO',
      dialect: null,
      state: 'UNKNOWN',
      capabilities: ['CLIENT_LOOKUP', 'CONTRACTS', 'INVOICES', 'PAYMENT_LINKS', 'PAYMENT_PROMISES', 'CONTACT_DETAILS'],
      checkedAt: null,
    });
  });

  it('is as its last answers were', async () => {
    await wispro.get('DNI', dni);
    expect(wispro.wispro.status()).toMatchObject({ state: 'UP', checkedAt: expect.any(Date) });
    wispro.emulator.fault({ fault: wisproFaults.phpWarning, times: 3 });
    await failure(wispro.find('DNI', dni));
    expect(wispro.wispro.status().state).toBe('DEGRADED');
    // The same question again would say nothing new.
    for (const other of ['30111333', '30111444']) await failure(wispro.find('DNI', other));
    expect(wispro.wispro.status().state).toBe('DOWN');
    await wispro.get('DNI', dni);
    expect(wispro.wispro.status().state).toBe('DEGRADED');
  });

  it('is down when it keeps refusing the token, though it answers 200', async () => {
    const stranger = wispro.connect({ token: 'wrong' });
    for (let again = 0; again < 3; again += 1) {
      const error = await failure(stranger.clients.find({ kind: 'DNI', value: dni }, wispro.call()));
      expect(error).toMatchObject({ code: 'UPSTREAM_AUTH_FAILED', retryable: false });
    }
    expect(stranger.status().state).toBe('DOWN');
  });

  it('is reached at the merchant’s address, whose name leads nowhere else', () => {
    expect(merchantUrl('wiber')).toBe('https://wiber.suricata-wispro.com.ar');
    expect(merchantUrl('a-1')).toBe('https://a-1.suricata-wispro.com.ar');
    for (const merchant of ['', '-a', 'a-', 'A', 'a.b', 'a/b', 'evil.example#', 'a\n', 'x'.repeat(64)]) {
      expect(merchantUrl(merchant)).toBeNull();
    }
  });
});

describe('an answer with noise around it', () => {
  it.each(['brThenJson', 'bom', 'textHtml', 'gzip'] as const)('is read all the same: %s', async (fault) => {
    wispro.emulator.fault({ fault: wisproFaults[fault] });
    expect(await wispro.get('DNI', dni)).toMatchObject({ document: dni });
  });
});

describe('a failure', () => {
  it.each([
    ['htmlError', 'UPSTREAM_UNAVAILABLE', true, 2],
    ['empty', 'UPSTREAM_UNAVAILABLE', true, 2],
    ['envelope500', 'UPSTREAM_UNAVAILABLE', true, 2],
    ['envelope402', 'UPSTREAM_UNAVAILABLE', false, 1],
    ['envelope401', 'UPSTREAM_AUTH_FAILED', false, 1],
    ['phpWarning', 'UPSTREAM_BAD_RESPONSE', true, 1],
    ['concatenated', 'UPSTREAM_BAD_RESPONSE', true, 1],
  ] as const)('%s is %s, retryable: %s, after %d calls', async (fault, code, retryable, calls) => {
    wispro.emulator.fault({ fault: wisproFaults[fault] });
    expect(await failure(wispro.find('DNI', dni))).toMatchObject({ code, retryable, backend: 'WISPRO' });
    expect(wispro.emulator.calls).toHaveLength(calls);
  });

  it('is what a refused question comes to, not an empty answer', async () => {
    const body = JSON.stringify({ status: 400, meta: {}, message: 'Registro inválido', errors: { type: 'x' } });
    wispro.emulator.fault({ fault: { kind: 'answer', when: 'before', status: 200, body } });
    const refused = { code: 'UPSTREAM_BAD_RESPONSE', retryable: false };
    expect(await failure(wispro.find('DNI', dni))).toMatchObject(refused);
    const links = wispro.wispro.paymentLinks?.links(invoiceOf('f1'), wispro.call());
    expect(await failure(Promise.resolve(links))).toMatchObject(refused);
  });

  it('of too many calls says when to come back', async () => {
    wispro.emulator.fault({ fault: wisproFaults.rateLimited('7') });
    const error = await failure(wispro.find('DNI', dni));
    expect(error).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', details: { backend: 'WISPRO', retryAfterMs: 7_000 } });
  });

  it('is what a redirect comes to: following it would carry the token along', async () => {
    const other = wispro.connect();
    wispro.emulator.fault({ fault: wisproFaults.redirectElsewhere(`${wispro.emulator.url}/api/data`) });
    await failure(other.clients.find({ kind: 'DNI', value: dni }, wispro.call()));
    expect(wispro.emulator.calls).toHaveLength(1);
  });

  it('holds neither the token, nor the document, nor the address, nor a word of the answer', async () => {
    const faults = [
      wisproFaults.htmlError,
      wisproFaults.phpWarning,
      wisproFaults.concatenated,
      wisproFaults.envelope401,
      wisproFaults.rateLimited('7'),
      wisproFaults.redirectElsewhere('http://127.0.0.1:9/'),
      { kind: 'reset', when: 'before' },
      { kind: 'cut' },
      { kind: 'answer', when: 'before', status: 200, body: `{"valor":"JUAN ${dni}"}` },
    ] as const;
    for (const fault of faults) {
      wispro.emulator.reset();
      wispro.emulator.fault({ fault });
      const text = inspect(await failure(wispro.find('DNI', dni)), { depth: 10, showHidden: true });
      for (const secret of [wisproToken, dni, wispro.emulator.url, 'JUAN', 'Warning', '/app/api.php']) {
        expect(text).not.toContain(secret);
      }
    }
  });
});
