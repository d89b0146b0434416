import { describe, expect, it } from 'vitest';
import { BadUserInput } from '../../../src/model/errors.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { dialects, failure, part, routesOf, useWispHub } from './harness.js';

describe.each(dialects)('a zone of %s', (dialect) => {
  const hub = useWispHub(dialect);
  const load = (zoneId: number) => part(hub.wispHub, 'zones').load(zoneId, backgroundCall());

  it('is full, free, or unknown, which reads as free', async () => {
    expect(await load(9)).toEqual({ isBlocked: true, maxTickets: 3 });
    expect(await load(7)).toEqual({ isBlocked: false, maxTickets: 3 });
    expect(await load(99)).toEqual({ isBlocked: false, maxTickets: 3 });
  });

  it.each([0, -1, 1.5, Number.NaN])('of number %d is refused, and nothing at all is asked', async (zoneId) => {
    await expect(load(zoneId)).rejects.toThrow(BadUserInput);
    expect(hub.emulator.calls).toEqual([]);
  });

  it('is not free because of an answer that makes no sense', async () => {
    hub.answer(routesOf(dialect).zone, 200, {});
    expect((await failure(load(9))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });
});
