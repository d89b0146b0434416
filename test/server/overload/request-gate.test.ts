import { EventEmitter, once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createRequestGate } from '../../../src/server/overload/request-gate.js';
import { createTenantShares } from '../../../src/server/overload/tenant-share.js';
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
  requestGate.enter(answer, { subject: 'late' });
  const late = new Promise((resolve) => setTimeout(resolve, 5_000, 'late').unref());
  expect(await Promise.race([requestGate.drain(60_000).then(() => 'drained'), late])).toBe('drained');
  server.close();
});

it('too much work is refused to those first who cause most of it, and in the end to everybody', () => {
  const load = { isTooHigh: false, seconds: 0 };
  const usage = createUsage();
  const requestGate = createRequestGate(load, usage);
  const use = { flood: 4_000, busy: 900, usual: 200, quiet: 0 };
  for (const [subject, points] of Object.entries(use)) usage.add({ subject }, points);
  const refused = (): readonly string[] =>
    Object.keys(use).filter((subject) => requestGate.refusalOf({ subject }) !== null);
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
  usage.add({ subject: 'flood' }, 4_000);
  for (let second = 0; second < 13; second += 1) usage.age();
  usage.add({ subject: 'usual' }, 100);
  expect(['flood', 'usual'].map((subject) => usage.isHeavy({ subject }, 1))).toEqual([false, true]);
  usage.add({ subject: 'flood', tenant: 'norte' }, 9_000);
  expect(usage.isHeavy({ subject: 'usual' }, 1)).toBe(true);
});

describe('of several tenants', () => {
  const start = (load = { isTooHigh: false, seconds: 0 }) => {
    const usage = createUsage();
    const shares = createTenantShares(12, (tenant) => (tenant === 'heavy' ? 2 : 1));
    const requestGate = createRequestGate(load, usage, shares);
    const isRefused = (tenant: string): boolean => requestGate.refusalOf({ subject: 'bot', tenant }) !== null;
    const enter = (tenant: string): EventEmitter => {
      const answer = new EventEmitter();
      requestGate.enter(answer as ServerResponse, { subject: 'bot', tenant });
      usage.add({ subject: 'bot', tenant }, 10);
      return answer;
    };
    /** Sends until it is refused. @returns how many were taken. */
    const flood = (tenant: string): number => {
      let taken = 0;
      for (; !isRefused(tenant) && taken < 100; taken += 1) enter(tenant);
      return taken;
    };
    return { requestGate, isRefused, enter, flood };
  };

  it('one has all of the process while the others are idle, and they have theirs as soon as they want it', () => {
    const { flood, isRefused } = start();
    expect([flood('wild'), flood('quiet'), flood('heavy')]).toEqual([12, 6, 6]);
    expect(['wild', 'quiet', 'heavy', 'late'].map(isRefused)).toEqual([true, true, true, false]);
  });

  it('what has ended, or waits for events, takes no share', () => {
    const { requestGate, enter, flood, isRefused } = start();
    const answer = enter('wild');
    flood('wild');
    expect(isRefused('wild')).toBe(true);
    answer.emit('close');
    expect(isRefused('wild')).toBe(false);
    const stream = enter('wild');
    requestGate.rest(stream as ServerResponse);
    expect(isRefused('wild')).toBe(false);
    stream.emit('close');
    expect(flood('wild')).toBe(1);
  });

  it('too much work is never refused to one that has less than its share of it', () => {
    const load = { isTooHigh: true, seconds: 60 };
    const { requestGate, enter, isRefused } = start(load);
    for (const tenant of ['wild', 'wild', 'wild', 'quiet']) enter(tenant);
    expect(['wild', 'quiet', 'late'].map(isRefused)).toEqual([true, false, false]);
    expect([requestGate.refusal, requestGate.refusalOf(null)]).toEqual([null, null]);
    void requestGate.drain(0);
    expect(['late'].map(isRefused)).toEqual([true]);
  });
});
