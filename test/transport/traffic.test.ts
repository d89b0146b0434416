import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createTraffic } from '../../src/transport/traffic.js';

it('a stop does not wait for who hung up before they were let in', async () => {
  const traffic = createTraffic({ isTooHigh: false });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asking = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  asking.on('error', () => undefined).end();
  const [, answer] = (await once(server, 'request')) as [unknown, ServerResponse];
  asking.destroy();
  await once(answer, 'close');
  traffic.enter(answer);
  const late = new Promise((resolve) => setTimeout(resolve, 5_000, 'late').unref());
  expect(await Promise.race([traffic.drain(60_000).then(() => 'drained'), late])).toBe('drained');
  server.close();
});
