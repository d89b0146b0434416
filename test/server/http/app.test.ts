import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createApp, refuse } from '../../../src/server/http/app.js';
import { until } from '../../store/subject.js';

it('what comes in while it closes is left to the routes, which answer in the form of every answer', async () => {
  const app = createApp(pino({ level: 'silent' }));
  app.get('/', (request, reply) => refuse(request, reply, 'SHUTTING_DOWN'));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  // A request that has begun to come in keeps its connection.
  socket.write('GET / HTTP/1.1\r\nhost: gateway\r\n');
  await until(async () => (await connections(app.server)) === 1);
  const closed = app.close();
  await until(() => !app.server.listening);
  socket.write('\r\n');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 503 [\s\S]*"code":"SHUTTING_DOWN"/);
  socket.destroy();
  await closed;
});

it.each([
  ['no HTTP', 'nonsense\r\n\r\n'],
  ['more headers than may be', `GET / HTTP/1.1\r\nx: ${'y'.repeat(9_000)}\r\n\r\n`],
])('a connection over which came %s is let go, although the other side keeps it open', async (_, text) => {
  const app = createApp(pino({ level: 'silent' }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined).write(text);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 4\d\d /);
  await until(async () => (await connections(app.server)) === 0);
  socket.destroy();
  await app.close();
});

function connections(server: { getConnections(notify: (error: Error | null, count: number) => void): void }) {
  return new Promise<number>((resolve) => {
    server.getConnections((_, count) => resolve(count));
  });
}
