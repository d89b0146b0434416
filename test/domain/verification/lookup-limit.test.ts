import { expect, it } from 'vitest';
import { createLookupLimit } from '../../../src/domain/verification/lookup-limit.js';
import { RateLimited } from '../../../src/model/errors.js';
import { createMemoryRateLimiters } from '../../../src/store/memory/rate-limiter.js';

const create = (perMinute: number, perDay = 100) =>
  createLookupLimit((subject) => `hash of ${subject}`, createMemoryRateLimiters, { perMinute, perDay });
const isMiss = (value: string | null): boolean => value === null;
const miss = async (): Promise<string | null> => null;
const hit = async (): Promise<string | null> => 'ana';

it('look-ups without result are counted for each caller, those with one and those that fail are not', async () => {
  const limit = create(2);
  for (let times = 0; times < 5; times += 1) expect(await limit.run('bot', hit, isMiss)).toBe('ana');
  const fail = () => limit.run('bot', () => Promise.reject(new Error('down')), isMiss);
  for (let times = 0; times < 5; times += 1) await expect(fail()).rejects.toThrow('down');
  expect(await limit.run('bot', miss, isMiss)).toBeNull();
  expect(await limit.run('bot', miss, isMiss)).toBeNull();
  let isLoaded = false;
  const load = async () => {
    isLoaded = true;
    return 'ana';
  };
  const error = await limit.run('bot', load, isMiss).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(RateLimited);
  expect(error.retryAfterMs).toBeGreaterThan(0);
  expect(error.retryAfterMs).toBeLessThanOrEqual(60_000);
  expect(isLoaded).toBe(false);
  expect(await limit.run('other', hit, isMiss)).toBe('ana');
});

it('the day has a limit of its own', async () => {
  const limit = create(100, 1);
  await limit.run('bot', miss, isMiss);
  const error = await limit.run('bot', hit, isMiss).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(RateLimited);
  expect(error.retryAfterMs).toBeGreaterThan(60_000);
});

it('who would exceed the limit waits for those under way, and takes the place of one that finds somebody', async () => {
  const limit = create(1);
  let answer = (_: string | null): void => undefined;
  const first = limit.run(
    'bot',
    () =>
      new Promise<string | null>((resolve) => {
        answer = resolve;
      }),
    isMiss,
  );
  await new Promise((resolve) => setImmediate(resolve));
  const second = limit.run('bot', hit, isMiss);
  await new Promise((resolve) => setImmediate(resolve));
  answer('eva');
  expect(await Promise.all([first, second])).toEqual(['eva', 'ana']);
});

it('who would exceed the limit is refused when those under way find nobody', async () => {
  const limit = create(1);
  let answer = (_: string | null): void => undefined;
  const first = limit.run(
    'bot',
    () =>
      new Promise<string | null>((resolve) => {
        answer = resolve;
      }),
    isMiss,
  );
  await new Promise((resolve) => setImmediate(resolve));
  const second = limit.run('bot', hit, isMiss).catch((error) => error);
  await new Promise((resolve) => setImmediate(resolve));
  answer(null);
  expect(await first).toBeNull();
  expect(await second).toBeInstanceOf(RateLimited);
});
