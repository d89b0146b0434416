import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/emulator/fault.js';
import { ask, askBoth, countCalls, row, startFaultGateway } from './fault-gateway.js';
import { codesOf } from './gateway.js';

/** Rows F8 and F9 of the reliability contract: back ends that turn the gateway away. */
const loginRoute = 'POST /api/v1/auth/token';

const rateLimited = (retryAfter?: string): Fault => ({
  kind: 'answer',
  when: 'before',
  status: 429,
  headers: { 'content-type': 'text/plain', ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }) },
  body: 'PLANTED-WORDS-OF-A-REFUSAL',
});

describe('F8: credentials that have run out', () => {
  it.concurrent('are renewed once for a thousand callers, who notice nothing', async () => {
    const gateway = await startFaultGateway();
    const { wispHub } = gateway.sides;
    const before = [countCalls(wispHub, loginRoute), countCalls(wispHub, wispHub.readRoute)];
    gateway.wispHub.settings({ jwtSecret: 'another-wisphub-planted-jwt-secret' });
    const asked: string[] = [];
    while (asked.length < 1_000) {
      asked.push(...(await Promise.all(Array.from({ length: 16 }, () => ask(gateway, wispHub)))));
    }
    expect(new Set(asked)).toEqual(new Set(['ok']));
    expect(countCalls(wispHub, loginRoute) - (before[0] ?? 0)).toBe(1);
    expect(countCalls(wispHub, wispHub.readRoute) - (before[1] ?? 0)).toBeLessThanOrEqual(2 * asked.length);
    await gateway.close();
  }, 120_000);

  it.concurrent('that cannot be renewed cost one login, are never shown as the caller’s, and spare the other back end', async () => {
    const gateway = await startFaultGateway();
    const { wispHub, wispro } = gateway.sides;
    const before = countCalls(wispHub, loginRoute);
    gateway.wispHub.settings({ jwtSecret: 'another-wisphub-planted-jwt-secret', password: 'changed' });
    const codes = await Promise.all(Array.from({ length: 50 }, () => askBoth(gateway, wispHub, wispro)));
    expect(codes.flat()).toContain('UPSTREAM_AUTH_FAILED');
    expect(codes.flat().filter((code) => !['UPSTREAM_AUTH_FAILED', 'UPSTREAM_UNAVAILABLE'].includes(code))).toEqual([]);
    expect(codes.flat()).toHaveLength(50);
    expect(countCalls(wispHub, loginRoute) - before).toBe(1);
    await gateway.close();
  }, 120_000);

  it.concurrent('of a fixed token are told for what they are, though the back end says 200', async () => {
    const gateway = await startFaultGateway({ environment: { WISPRO_TOKEN: 'refused-wispro-planted-token' } });
    const { wispHub, wispro } = gateway.sides;
    expect(await askBoth(gateway, wispro, wispHub)).toEqual(['UPSTREAM_AUTH_FAILED']);
    expect(await wispro.write('refused')).toBe('UPSTREAM_AUTH_FAILED');
    expect(wispro.effects()).toBe(0);
    await gateway.close();
  }, 120_000);
});

describe('F9: a back end that has had too many calls', () => {
  row('for a second is waited for by a read', async (gateway, side, healthy) => {
    side.emulator.fault({ route: side.readRoute, times: 1, fault: rateLimited('1') });
    const before = countCalls(side, side.readRoute);
    expect(await askBoth(gateway, side, healthy)).toEqual([]);
    expect(countCalls(side, side.readRoute) - before).toBe(2);
  });

  const date = new Date(Date.now() + 3_600_000).toUTCString();
  for (const retryAfter of ['3600', '30', date]) {
    row(
      `until ${retryAfter} is asked nothing, and callers are told when to come back`,
      async (gateway, side, healthy) => {
        side.emulator.fault({ route: side.readRoute, times: 1, fault: rateLimited(retryAfter) });
        await ask(gateway, side);
        const before = side.emulator.calls.length;
        for (let again = 0; again < 10; again += 1) {
          const answer = await gateway.send(`{ spoilt: ${side.field()} healthy: ${healthy.field()} }`);
          expect(codesOf(answer)).toEqual(['UPSTREAM_RATE_LIMITED']);
          const [{ extensions } = { extensions: {} as Readonly<Record<string, unknown>> }] = answer.errors;
          expect(extensions.retryable).toBe(true);
          expect(extensions.retryAfterMs).toBeGreaterThan(20_000);
          expect(extensions.retryAfterMs).toBeLessThanOrEqual(60_000);
        }
        expect(await side.write('later')).toBe('UPSTREAM_RATE_LIMITED');
        expect(side.emulator.calls).toHaveLength(before);
        expect(gateway.logged()).not.toContain('PLANTED-WORDS');
      },
    );
  }

  for (const retryAfter of ['-5', '0', 'abc', undefined]) {
    row(`for ${retryAfter} seconds answers the read in the end`, async (gateway, side, healthy) => {
      side.emulator.fault({ route: side.readRoute, times: 1, fault: rateLimited(retryAfter) });
      expect(await askBoth(gateway, side, healthy)).toEqual([]);
    });
  }

  row('when it is written to has done nothing, and the same key may try again', async (_, side) => {
    side.emulator.fault({ route: side.writeRoute, times: 1, fault: rateLimited('1') });
    expect(await side.write('again')).toBe('UPSTREAM_RATE_LIMITED');
    expect(side.effects()).toBe(0);
    const deadline = performance.now() + 10_000;
    let outcome = 'UPSTREAM_RATE_LIMITED';
    while (outcome === 'UPSTREAM_RATE_LIMITED' && performance.now() < deadline) outcome = await side.write('again');
    expect(outcome).toMatch(/Success$/);
    expect(side.effects()).toBe(1);
  });
});
