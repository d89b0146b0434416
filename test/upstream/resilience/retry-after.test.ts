import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../../src/upstream/resilience/retry-after.js';

describe('a Retry-After header', () => {
  it.each([
    ['1', 1_000],
    [' 30 ', 30_000],
    ['0', 0],
    ['-5', 0],
    ['3600', 60_000],
    ['9'.repeat(400), 60_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 60_000],
  ])('of %s is that many milliseconds, held to a minute', (header, ms) => {
    expect(parseRetryAfter(header)).toBe(ms);
  });

  it.each([
    undefined,
    '',
    'abc',
    '1.5',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '1 second',
    'tomorrow',
    '2030-01-01T00:00:00Z',
    'Foo, 99 Bar 2030 99:99:99 GMT',
  ])('of %j says nothing', (header) => {
    expect(parseRetryAfter(header)).toBeUndefined();
  });

  it('may be a date, and may be there twice', () => {
    const date = new Date(Date.now() + 30_000).toUTCString();
    expect(parseRetryAfter(date)).toBeGreaterThan(20_000);
    expect(parseRetryAfter(date)).toBeLessThanOrEqual(30_000);
    expect(parseRetryAfter(['2', '7'])).toBe(2_000);
    expect(parseRetryAfter([])).toBeUndefined();
  });
});
