import { afterAll, describe, expect, it } from 'vitest';
import { describeStore } from './contract.js';
import { describeWith, findRedis } from './redis-server.js';
import { openRedis } from './redis-subject.js';
import { until } from './subject.js';

const redis = await findRedis();

describeWith(redis !== null, 'with a Redis', () => {
  const url = redis?.url ?? '';
  afterAll(() => redis?.close());

  describeStore('the store in Redis', (limits) => openRedis(url, limits === undefined ? {} : { limits }), 150);

  describe('the clock of Redis', () => {
    const entry = { key: 'key', fingerprint: 'input', holdMs: 60_000, leaseMs: 40 };

    it('ends leases by itself', async () => {
      const { store, close } = await openRedis(url);
      const reserve = (owner: string) => store.ledger.reserve({ ...entry, owner, reference: owner });
      expect(await reserve('a')).toEqual({ kind: 'go' });
      await until(async () => (await reserve('b')).kind === 'go');
      expect(await store.ledger.markSent('key', 'a')).toBe(false);
      expect(await store.ledger.markSent('key', 'b')).toBe(true);
      expect(await reserve('c')).toEqual({ kind: 'busy' });
      await until(async () => (await reserve('c')).kind !== 'busy');
      expect(await reserve('c')).toEqual({ kind: 'unknown', reference: 'b' });
      await close();
    });
  });
});
