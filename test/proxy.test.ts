import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProxy, type TcpProxy } from './proxy.js';
import { reply, startUpstream, type Upstream, until } from './upstream/upstream.js';

let upstream: Upstream;
let proxy: TcpProxy;

beforeEach(async () => {
  upstream = await startUpstream();
  upstream.answer = reply(200, 'x'.repeat(1_000));
  proxy = await startProxy(`${upstream.url}/base`);
});

afterEach(async () => {
  await proxy.close();
  await upstream.close();
});

/** @returns how much of the body came, `failed` when not all of it, and how long it took. */
async function ask(signal?: AbortSignal) {
  const startedAt = performance.now();
  let length = 0;
  let end = 'whole';
  try {
    const response = await fetch(`${proxy.url}/path`, {
      headers: { connection: 'close' },
      ...(signal ? { signal } : {}),
    });
    for await (const chunk of response.body ?? []) length += chunk.length;
  } catch {
    end = 'failed';
  }
  return { length, end, ms: performance.now() - startedAt };
}

describe('the proxy', () => {
  it('passes everything while nothing is wrong, and counts connections', async () => {
    expect(await ask()).toMatchObject({ length: 1_000, end: 'whole' });
    expect(await ask()).toMatchObject({ length: 1_000, end: 'whole' });
    expect(upstream.requests).toEqual(['GET /base/path', 'GET /base/path']);
    expect(proxy.connections).toBe(2);
  });

  it.each([
    ['latency', { kind: 'latency', ms: 200, jitterMs: 10 }],
    ['slicer', { kind: 'slice', bytes: 100, ms: 20 }],
  ] as const)('delays answers: %s', async (_, toxic) => {
    await proxy.toxic(toxic);
    const { ms, length } = await ask();
    expect(ms).toBeGreaterThan(190);
    expect(length).toBe(1_000);
  });

  it('cuts an answer after so many bytes', async () => {
    await proxy.toxic({ kind: 'limit', bytes: 600 });
    const { end, length } = await ask();
    expect(end).toBe('failed');
    expect(length).toBeLessThan(600);
    expect(upstream.requests).toHaveLength(1);
  });

  it('resets before a request arrives, and those that are being answered', async () => {
    upstream.answer = () => undefined;
    const running = ask();
    await until(() => upstream.running === 1);
    await proxy.toxic({ kind: 'reset' });
    expect((await running).end).toBe('failed');
    expect((await ask()).end).toBe('failed');
    expect(upstream.requests).toHaveLength(1);
  });

  it('swallows', async () => {
    await proxy.toxic({ kind: 'timeout' });
    const leaving = new AbortController();
    const asked = ask(leaving.signal);
    await until(() => proxy.connections === 1);
    leaving.abort();
    expect(await asked).toMatchObject({ length: 0, end: 'failed' });
    expect(upstream.requests).toEqual([]);
  });

  it('closes slowly', async () => {
    upstream.answer = ({ socket }) => {
      socket.end('HTTP/1.1 200 OK\r\n\r\nto the end');
    };
    await proxy.toxic({ kind: 'slow-close', ms: 200 });
    const { ms, length } = await ask();
    expect(length).toBe(10);
    expect(ms).toBeGreaterThan(190);
  });

  it('goes down and comes back at the same address', async () => {
    await proxy.toxic({ kind: 'down' });
    expect((await ask()).end).toBe('failed');
    await proxy.clear();
    expect((await ask()).end).toBe('whole');
    expect(upstream.requests).toHaveLength(1);
  });

  it('is healthy again when cleared', async () => {
    for (const toxic of [{ kind: 'reset' }, { kind: 'limit', bytes: 10 }] as const) await proxy.toxic(toxic);
    expect((await ask()).end).toBe('failed');
    await proxy.clear();
    expect((await ask()).end).toBe('whole');
  });
});
