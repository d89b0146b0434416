import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type RedisServer, startRedis } from '../store/redis-server.js';

/** Runs the same tests over a gateway that keeps its state in memory, in a file and in a Redis of their own. */
export function describeEachStore(
  title: string,
  body: (environment: () => Readonly<Record<string, string>>) => void,
): void {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  describe.each([
    ['memory', (): Readonly<Record<string, string>> => ({})],
    ['a file', () => ({ DATA_DIR: mkdtempSync(join(tmpdir(), 'isp-data-')) })],
    ['Redis', () => ({ REDIS_URL: redis.url })],
  ])(`${title}, with their state in %s`, (_, environment) => body(environment));
}
