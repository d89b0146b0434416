import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createRequestGate } from '../../../src/server/overload/request-gate.js';
import { createUsage } from '../../../src/server/overload/usage.js';

it('a stop does not wait for who hung up before they were let in', async () => {
  const requestGate = createRequestGate({ isTooHigh: false, seconds: 0 }, { isHeavy: () => false });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asking = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  asking.on('error', () => undefined).end();
  const [, answer] = (await once(server, 'request')) as [unknown, ServerResponse];
  asking.destroy();
  await once(answer, 'close');
  requestGate.enter(answer);
  const late = new Promise((resolve) => setTimeout(resolve, 5_000, 'late').unref());
  expect(await Promise.race([requestGate.drain(60_000).then(() => 'drained'), late])).toBe('drained');
  server.close();
});

it('too much work is refused to those first who cause most of it, and in the end to everybody', () => {
  const load = { isTooHigh: false, seconds: 0 };
  const usage = createUsage();
  const requestGate = createRequestGate(load, usage);
  const use = { flood: 4_000, busy: 900, usual: 200, quiet: 0 };
  for (const [subject, points] of Object.entries(use)) usage.add(subject, points);
  const refused = (): readonly string[] =>
    Object.keys(use).filter((subject) => requestGate.refusalOf(subject) !== null);
  expect([refused(), requestGate.refusalOf(null), requestGate.refusal]).toEqual([[], null, null]);
  load.isTooHigh = true;
  const seen = [1, 2, 3, 4, 5, 6].map((seconds) => {
    load.seconds = seconds;
    return refused();
  });
  const most = ['flood', 'busy', 'usual'];
  expect(seen).toEqual([['flood'], ['flood'], ['flood', 'busy'], ['flood', 'busy'], most, [...most, 'quiet']]);
  expect([requestGate.refusalOf(null), requestGate.refusal]).toEqual(['SERVER_OVERLOADED', 'SERVER_OVERLOADED']);
});

it('who has used much is as any other once that is a while ago', () => {
  const usage = createUsage();
  usage.add('flood', 4_000);
  for (let second = 0; second < 13; second += 1) usage.age();
  usage.add('usual', 100);
  expect(['flood', 'usual'].map((subject) => usage.isHeavy(subject, 1))).toEqual([false, true]);
});
