import { describe, expect, it } from 'vitest';
import { ask, askBoth, countCalls, type FaultGateway, row, startFaultGateway } from './fault-gateway.js';
import { until } from './gateway.js';

/** Rows F1 to F3, F10 and F11 of the reliability contract: what a network does. Each row has a gateway of its own, with the real limits. */
const isReady = async (gateway: FaultGateway): Promise<boolean> =>
  (await fetch(`${gateway.url}/health/ready`)).status === 200;

describe('F1: a back end that is slow', () => {
  row('in reading is left after five seconds, and asked once', async (gateway, side, healthy) => {
    side.emulator.fault({ route: side.readRoute, fault: { kind: 'hang', when: 'before' } });
    const [before, startedAt] = [countCalls(side, side.readRoute), performance.now()];
    expect(await askBoth(gateway, side, healthy)).toEqual(['UPSTREAM_TIMEOUT']);
    expect(performance.now() - startedAt).toBeGreaterThan(4_900);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect(countCalls(side, side.readRoute) - before).toBe(1);
  });

  row('byte by byte is left after five seconds all the same', async (gateway, side, healthy) => {
    await side.proxy.toxic({ kind: 'slice', bytes: 1, ms: 200 });
    const startedAt = performance.now();
    expect(await askBoth(gateway, side, healthy)).toEqual(['UPSTREAM_TIMEOUT']);
    expect(performance.now() - startedAt).toBeGreaterThan(4_900);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  row('in writing leaves it open what came of it, and the write is not sent again', async (_, side) => {
    side.emulator.fault({ route: side.writeRoute, fault: { kind: 'hang', when: 'after' } });
    const startedAt = performance.now();
    expect(await side.write('slow')).toBe('OutcomeUnknown');
    expect(performance.now() - startedAt).toBeGreaterThan(14_900);
    expect(await side.write('slow')).toBe('OutcomeUnknown');
    expect(side.effects()).toBe(1);
  });

  row('but not too slow is waited for', async (gateway, side, healthy) => {
    await side.proxy.toxic({ kind: 'latency', ms: 1_000, jitterMs: 500 });
    expect(await askBoth(gateway, side, healthy)).toEqual([]);
  });
});

describe('F2: a back end that answers 503', () => {
  row('is asked a few times and then hardly ever, until it is well again', async (gateway, side, healthy) => {
    side.emulator.fault({ route: side.readRoute, fault: { kind: 'answer', when: 'before', status: 503, body: 'x' } });
    const before = countCalls(side, side.readRoute);
    const calls = (): number => countCalls(side, side.readRoute) - before;
    const codes = new Set<string>();
    let reads = 0;
    while (calls() < 6) {
      codes.add(await ask(gateway, side));
      reads += 1;
    }
    expect(reads).toBeGreaterThan(12);
    expect(codes).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
    for (let again = 0; again < 30; again += 1) await ask(gateway, side);
    expect(calls()).toBeLessThanOrEqual(7);
    expect(await askBoth(gateway, side, healthy)).toEqual(['UPSTREAM_UNAVAILABLE']);
    expect(await isReady(gateway)).toBe(true);
    side.emulator.clearFaults();
    const deadline = performance.now() + 45_000;
    while ((await ask(gateway, side)) !== 'ok') expect(performance.now()).toBeLessThan(deadline);
    for (let again = 0; again < 20; again += 1) expect(await ask(gateway, side)).toBe('ok');
  });
});

describe('F3: an answer that breaks off', () => {
  row('is asked for once more by a read', async (gateway, side, healthy) => {
    side.emulator.fault({ route: side.readRoute, times: 1, fault: { kind: 'cut' } });
    expect(await askBoth(gateway, side, healthy)).toEqual([]);
    side.emulator.fault({ route: side.readRoute, times: 2, fault: { kind: 'cut' } });
    const before = countCalls(side, side.readRoute);
    expect(await askBoth(gateway, side, healthy)).toEqual(['UPSTREAM_UNAVAILABLE']);
    expect(countCalls(side, side.readRoute) - before).toBe(2);
  });

  row('leaves a write open, which is not sent again', async (_, side) => {
    side.emulator.fault({ route: side.writeRoute, fault: { kind: 'cut' } });
    expect(await side.write('cut')).toBe('OutcomeUnknown');
    side.emulator.clearFaults();
    expect(await side.write('cut')).toBe('OutcomeUnknown');
    expect(countCalls(side, side.writeRoute)).toBe(1);
    expect(side.effects()).toBe(1);
  });

  row('after so many bytes does the same', async (gateway, side, healthy) => {
    await side.proxy.toxic({ kind: 'limit', bytes: 100 });
    expect(await askBoth(gateway, side, healthy)).toEqual(['UPSTREAM_UNAVAILABLE']);
  });

  row('of a connection that was idle is not noticed', async (gateway, side, healthy) => {
    await side.proxy.toxic({ kind: 'reset' });
    await side.proxy.clear();
    expect(await askBoth(gateway, side, healthy)).toEqual([]);
    expect(await side.write('idle')).toMatch(/Success$/);
    expect(side.effects()).toBe(1);
  });
});

describe('F10: a back end whose name cannot be found', () => {
  it.concurrent('costs the other nothing, and nothing was sent', async () => {
    const gateway = await startFaultGateway({ environment: { WISPRO_URL: 'http://no-such-host.invalid' } });
    const { wispHub, wispro } = gateway.sides;
    const answer = await gateway.send(`{ spoilt: ${wispro.field()} healthy: ${wispHub.field()} }`);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } }]);
    expect(await wispro.write('nowhere')).toBe('UPSTREAM_UNAVAILABLE');
    for (let again = 0; again < 20; again += 1) expect(await ask(gateway, wispHub)).toBe('ok');
    expect(wispro.emulator.calls).toEqual([]);
    await gateway.close();
  }, 120_000);
});

describe('F11: a back end that is gone', () => {
  for (const kind of ['down', 'reset', 'timeout'] as const) {
    row(`(${kind}) takes nothing of the other along, and is found again`, async (gateway, side, healthy) => {
      await side.proxy.toxic({ kind });
      const codes = await Promise.all(Array.from({ length: 10 }, () => askBoth(gateway, side, healthy)));
      const expected = kind === 'timeout' ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNAVAILABLE';
      expect(codes.flat()).toContain(expected);
      expect(codes.flat()).toHaveLength(10);
      expect(await isReady(gateway)).toBe(true);
      const connections = side.proxy.connections;
      const later: string[] = [];
      while (later.length < 20) later.push(...(await askBoth(gateway, side, healthy)));
      // All but a probe or two, if their time came meanwhile.
      expect(later.filter((code) => code !== 'UPSTREAM_UNAVAILABLE').length).toBeLessThanOrEqual(2);
      expect(side.proxy.connections - connections).toBeLessThanOrEqual(2);
      const state = await gateway.send<{ backends: { backend: string; state: string }[] }>(
        '{ backends { backend state } }',
      );
      expect(state.data?.backends).toContainEqual({ backend: side.backend, state: expect.stringMatching(/^D/) });
      expect(state.data?.backends).toContainEqual({ backend: healthy.backend, state: 'UP' });
      await side.proxy.clear();
      const deadline = performance.now() + 45_000;
      while ((await ask(gateway, side)) !== 'ok') expect(performance.now()).toBeLessThan(deadline);
      await until(async () => (await askBoth(gateway, side, healthy)).length === 0);
    });
  }
});
