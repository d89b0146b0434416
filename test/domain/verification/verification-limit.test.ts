import { expect, it } from 'vitest';
import { createVerificationLimit, verificationLimits } from '../../../src/domain/verification/verification-limit.js';
import { RateLimited } from '../../../src/model/errors.js';
import { createMemoryRateLimiters } from '../../../src/store/memory/rate-limiter.js';

const create = () => createVerificationLimit((text) => `hash of ${text}`, createMemoryRateLimiters);
const refusalOf = async (counted: Promise<void>): Promise<number> => {
  const error = await counted.catch((thrown: unknown) => thrown);
  return error instanceof RateLimited ? Number(error.retryAfterMs) : 0;
};

it('five tries are made at one target in a quarter of an hour, whoever makes them', async () => {
  const limit = create();
  for (let times = 0; times < verificationLimits.perTarget.points; times += 1) await limit.count(`bot ${times}`, 'ana');
  const refused = await refusalOf(limit.count('bot', 'ana'));
  expect(refused).toBeGreaterThan(14 * 60_000);
  expect(refused).toBeLessThanOrEqual(15 * 60_000);
  await limit.count('bot', 'eva');
});

it('twenty tries are made by one caller in an hour, and one too many leaves the target its tries', async () => {
  const limit = create();
  for (let times = 0; times < verificationLimits.perCaller.points; times += 1) await limit.count('bot', `${times}`);
  for (let times = 0; times < 10; times += 1) {
    expect(await refusalOf(limit.count('bot', 'ana'))).toBeGreaterThan(59 * 60_000);
  }
  await limit.count('other', 'ana');
});
