import { afterEach, describe, expect, it, vi } from 'vitest';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { failure, type Harness, part, useWispHub } from '../harness.js';

afterEach(() => {
  vi.useRealTimers();
});

const logins = ({ emulator }: Harness): number =>
  emulator.calls.filter(({ path }) => path.endsWith('/auth/token')).length;

const storm = (hub: Harness, count: number) =>
  Promise.all(Array.from({ length: count }, () => hub.find('SERVICE_ID', '1001')));

describe('a session of v1', () => {
  const hub = useWispHub('v1');

  it('is one login for everybody who comes first', async () => {
    const found = await storm(hub, 100);
    expect(found.every((client) => client?.serviceId === 1001)).toBe(true);
    expect(logins(hub)).toBe(1);
  });

  it('whose token is refused is one login more, for 200 calls at once', async () => {
    await hub.find('SERVICE_ID', '1001');
    hub.emulator.settings({ jwtSecret: 'another' });
    const found = await storm(hub, 200);
    expect(found.every((client) => client?.serviceId === 1001)).toBe(true);
    expect(logins(hub)).toBe(2);
  });

  it('whose token has expired there sends a write again, which is done once', async () => {
    await hub.find('SERVICE_ID', '1001');
    hub.emulator.advance(3_601);
    const change = part(hub.wispHub, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());
    expect(await change).toMatchObject({ kind: 'done' });
    expect([logins(hub), hub.emulator.effects.updates.length]).toEqual([2, 1]);
  });

  it('renews its token before it expires', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    await hub.find('SERVICE_ID', '1001');
    vi.advanceTimersByTime(2_870_000);
    await hub.find('SERVICE_ID', '1001');
    expect(logins(hub)).toBe(1);
    vi.advanceTimersByTime(20_000);
    await hub.find('SERVICE_ID', '1001');
    expect(logins(hub)).toBe(2);
    expect(hub.asked).toHaveLength(3);
  });

  it('that is refused is not tried again for half a minute, however many ask', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const wrong = hub.connect({ dialect: 'v1', password: 'wrong' });
    const find = () => failure(wrong.clients.find({ kind: 'SERVICE_ID', value: '1001' }, backgroundCall()));
    for (let each = 0; each < 20; each += 1) {
      expect(await find()).toMatchObject({
        code: 'UPSTREAM_AUTH_FAILED',
        mayHaveArrived: false,
        retryable: false,
      });
    }
    expect([logins(hub), hub.asked]).toEqual([1, []]);
    vi.advanceTimersByTime(30_001);
    await find();
    expect(logins(hub)).toBe(2);
  });

  it('whose fresh tokens are refused too does not log in for every call', async () => {
    hub.emulator.settings({ tokenLifeSeconds: -1 });
    for (let each = 0; each < 10; each += 1) {
      expect((await failure(hub.find('SERVICE_ID', '1001'))).code).toBe('UPSTREAM_AUTH_FAILED');
    }
    expect(logins(hub)).toBe(2);
  });

  it.each([
    ['a failure', 500, '', 'UPSTREAM_UNAVAILABLE'],
    ['a page', 200, '<html>', 'UPSTREAM_BAD_RESPONSE'],
    ['a token that cannot be read', 200, { access_token: 'a.b.c' }, 'UPSTREAM_BAD_RESPONSE'],
  ] as const)('that cannot begin for %s leaves a write unsent', async (_, status, body, code) => {
    hub.answer('/auth/token', status, body);
    const change = part(hub.wispHub, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());
    expect(await failure(change)).toMatchObject({ code, mayHaveArrived: false });
    expect(hub.emulator.effects.updates).toEqual([]);
  });

  it('without credentials is none, and refused at the door', async () => {
    const stranger = hub.connect({ only: 'key' });
    const find = stranger.clients.find({ kind: 'SERVICE_ID', value: '1001' }, backgroundCall());
    expect((await failure(find)).code).toBe('UPSTREAM_AUTH_FAILED');
    expect([logins(hub), hub.asked.length]).toEqual([0, 1]);
  });
});

describe('a session of the oldest v1', () => {
  const hub = useWispHub('oldest');

  it('is asked for once, where there is no login', async () => {
    await storm(hub, 20);
    await hub.find('SERVICE_ID', '1001');
    expect(logins(hub)).toBe(1);
  });

  it('begins when the installation has become one that wants it', async () => {
    await hub.find('SERVICE_ID', '1001');
    hub.emulator.settings({ lineage: 'v1' });
    expect((await hub.find('SERVICE_ID', '1001'))?.serviceId).toBe(1001);
    expect(logins(hub)).toBe(2);
  });
});
