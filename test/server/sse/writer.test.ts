import { once } from 'node:events';
import { connect } from 'node:net';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { createEventWriter, type EventWriter } from '../../../src/server/sse/writer.js';

/** A server whose one route begins an event stream. @returns the writer of the first request. */
async function start(stuckMs: number) {
  const app = Fastify();
  let onWriter: (writer: EventWriter) => void = () => undefined;
  const writer = new Promise<EventWriter>((resolve) => {
    onWriter = resolve;
  });
  app.get('/', (_, reply) => {
    reply.header('x-request-id', 'r1').hijack();
    onWriter(createEventWriter(reply, stuckMs));
  });
  const url = new URL(await app.listen());
  const socket = connect(Number(url.port), url.hostname);
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  return { app, socket, writer: await writer };
}

it('a reader who leaves an event untaken for too long is cut off, and the reason is that', async () => {
  const { app, socket, writer } = await start(100);
  socket.pause();
  const reason = new Promise((resolve) => writer.onClose(resolve));
  // More than the buffers of both sides hold.
  await writer.next({ data: 'x'.repeat(20_000_000) });
  expect(await reason).toBe('too_slow');
  socket.destroy();
  await app.close();
});

it('events come one after the other, and a completion ends the response', async () => {
  const { app, socket, writer } = await start(10_000);
  let text = '';
  const whole = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('event: complete')) resolve();
    });
  });
  const reason = new Promise((resolve) => writer.onClose(resolve));
  await writer.next({ data: 1 });
  await writer.end({ data: 2 });
  expect(await reason).toBe('socket_closed');
  await whole;
  socket.destroy();
  await app.close();
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(text).toContain('x-request-id: r1');
  const events = [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(([, event, data]) => `${event} ${data}`);
  expect(events).toEqual(['next {"data":1}', 'next {"data":2}', 'complete ']);
});

it('a connection that is closed already is reported at once, and takes nothing more', async () => {
  const { app, socket, writer } = await start(10_000);
  const closed = new Promise((resolve) => writer.onClose(resolve));
  writer.cut();
  await closed;
  const again = new Promise((resolve) => writer.onClose(resolve));
  expect(await again).toBe('socket_closed');
  await writer.next({ data: 1 });
  socket.destroy();
  await once(socket, 'close');
  await app.close();
});
