import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { codesOf, startTestGateway, type TestGateway, until } from './gateway.js';
import { openSocket, RefusedUpgrade } from './raw-socket.js';
import { jsonHeaders, refusalOf, request } from './request.js';

let gateway: TestGateway;

afterEach(() => gateway.close());

const get = (path: string) => request(gateway.url, { method: 'GET', path });

const plans = '{ plans { name } }';

describe('health', () => {
  it('is live and ready from the start, and says no more than that', async () => {
    gateway = await startTestGateway();
    for (const path of ['/health/live', '/health/ready']) {
      expect(await get(path)).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    }
    expect(gateway.wispHub.calls).toEqual([]);
  });

  it('is not ready while every back end is down, live all the same, and ready when one is back', async () => {
    gateway = await startTestGateway({ backends: ['wispHub'] });
    gateway.wispHub.fault({ fault: { kind: 'reset', when: 'before' } });
    await until(async () => {
      expect(codesOf(await gateway.send(plans))).toEqual(['UPSTREAM_UNAVAILABLE']);
      return (await get('/health/ready')).status !== 200;
    });
    expect(await get('/health/ready')).toMatchObject({ status: 503, text: '{"status":"unavailable"}' });
    expect((await get('/health/live')).status).toBe(200);
    gateway.wispHub.clearFaults();
    await until(async () => (await gateway.send(plans)).errors.length === 0);
    expect((await get('/health/ready')).status).toBe(200);
  });
});

describe('a gateway that stops', () => {
  it('says so, refuses what is new, answers what is in flight and closes its sockets', async () => {
    gateway = await startTestGateway({ wispHub: { latencyMs: 400 } });
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token());
    const inFlight = gateway.send<{ plans: unknown[] }>(plans);
    await until(() => gateway.wispHub.calls.length > 0);
    const stopped = gateway.close();
    expect(await get('/health/ready')).toMatchObject({ status: 503, text: '{"status":"unavailable"}' });
    expect((await get('/health/live')).status).toBe(200);
    const refused = await request(gateway.url, { headers: jsonHeaders(gateway.token()), body: '{"query":"{ a }"}' });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
    expect(refusalOf(refused).extensions.code).toBe('SHUTTING_DOWN');
    await expect(openSocket(gateway.url)).rejects.toEqual(new RefusedUpgrade(503, '1'));
    expect(await socket.closed()).toEqual({ code: 1001, reason: 'Going away' });
    expect((await inFlight).data?.plans.length).toBeGreaterThan(0);
    await stopped;
    await expect(get('/health/live')).rejects.toThrow('ECONNREFUSED');
  });

  it('does not wait for a connection that was opened for later and never used', async () => {
    gateway = await startTestGateway();
    const { hostname, port } = new URL(gateway.url);
    const unused = connect(Number(port), hostname);
    await once(unused, 'connect');
    const closed = once(unused, 'close');
    await gateway.close();
    await closed;
  });
});
