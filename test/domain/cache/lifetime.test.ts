import { describe, expect, it } from 'vitest';
import { lifetimes } from '../../../src/domain/cache/lifetime.js';

describe('the table of lifetimes', () => {
  it.each(Object.entries(lifetimes))(
    'of a %s is in order, with 5 s at most for absence and 10 min for an error',
    (_, { fresh, revalidate, ifError, absent }) => {
      expect(absent).toBeLessThanOrEqual(5_000);
      expect(revalidate).toBeGreaterThanOrEqual(fresh);
      expect(ifError).toBeLessThanOrEqual(600_000);
    },
  );
});
