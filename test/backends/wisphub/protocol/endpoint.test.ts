import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  defineEndpoint,
  idPattern,
  readOutcome,
  unread,
  writeOutcome,
} from '../../../../src/backends/wisphub/protocol/endpoint.js';
import { BadUserInput, UpstreamError } from '../../../../src/model/errors.js';

const endpoint = defineEndpoint('GET', '/things/{thingId}', {
  allowed: { thingId: idPattern },
  outcomes: { thing_found: z.object({ name: z.string() }), thing_not_found: unread },
  v2: { 200: 'thing_found', 404: 'thing_not_found' },
});

describe('a door', () => {
  it.each(['..', '.', '', '1/..', '1%2f..', '1?x', '1#x', ' 1', '1e3', '01', '12345678901', '１'])(
    'does not let %j through as a number',
    (thingId) => {
      expect(() => endpoint.route.path({ thingId })).toThrow(BadUserInput);
    },
  );

  it('reads data by the shape that its action has', () => {
    expect(readOutcome(endpoint, { action: 'thing_found', data: { name: 'a', more: 1 } })).toEqual({
      action: 'thing_found',
      data: { name: 'a' },
    });
    expect(readOutcome(endpoint, { action: 'thing_not_found', data: null })).toEqual({
      action: 'thing_not_found',
      data: null,
    });
  });

  it.each([
    ['thing_found', { name: 1 }],
    ['thing_found', null],
    ['thing_lost', null],
    ['toString', null],
  ])('takes %s with %j for no answer', (action, data) => {
    expect(() => readOutcome(endpoint, { action, data })).toThrow(
      expect.objectContaining({ code: 'UPSTREAM_BAD_RESPONSE' }) as Error,
    );
  });
});

describe('a write', () => {
  it('is unknown when it may have arrived, and an error when it cannot', async () => {
    const fail = (mayHaveArrived: boolean) => () =>
      Promise.reject(new UpstreamError('UPSTREAM_TIMEOUT', 'WISPHUB', { mayHaveArrived }));
    expect(await writeOutcome(fail(true))).toEqual({ kind: 'unknown' });
    await expect(writeOutcome(fail(false))).rejects.toThrow(UpstreamError);
    await expect(writeOutcome(() => Promise.reject(new BadUserInput('x')))).rejects.toThrow(BadUserInput);
  });
});
