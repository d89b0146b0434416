import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Finding } from '../model/finding.js';
import type { StoreSettings } from './index.js';

/** Whether what outlives a request is kept, and kept for good. Changes nothing. */
export async function inspectStore({ redisUrl, dataDir }: StoreSettings): Promise<readonly Finding[]> {
  if (redisUrl !== null) return inspectRedis(redisUrl);
  if (dataDir !== null) return [await inspectDirectory(dataDir)];
  return [
    { check: 'store', standing: 'ok', message: 'in this process: a restart forgets it (set DATA_DIR or REDIS_URL)' },
  ];
}

/** What Redis must be set to, or it loses what it was given. */
const wanted = [
  {
    name: 'maxmemory-policy',
    value: 'noeviction',
    why: 'what it drops for room could be a write that must not happen twice',
  },
  { name: 'appendonly', value: 'yes', why: 'a restart of Redis forgets which writes were sent' },
] as const;

async function inspectRedis(url: string): Promise<readonly Finding[]> {
  const { createRedis } = await import('./redis-client.js');
  const redis = createRedis(url, { kind: 'requests', timeoutMs: 2_000 }, () => undefined);
  try {
    await redis.connect();
    await redis.ping();
    const findings: Finding[] = [{ check: 'redis', standing: 'ok', message: 'it answers' }];
    for (const { name, value, why } of wanted) {
      // A hosted Redis may not let anybody ask.
      const found = await redis.config('GET', name).catch(() => []);
      const given = Array.isArray(found) ? found[1] : undefined;
      if (typeof given !== 'string' || given === value) continue;
      findings.push({
        check: 'redis',
        standing: 'warning',
        message: `${name} is not ${value}: ${why}`,
        remedy: `Set ${name} ${value}.`,
      });
    }
    return findings;
  } catch (error) {
    const isRefused = /^(WRONGPASS|NOAUTH|NOPERM)/.test(error instanceof Error ? error.message : '');
    return [
      isRefused
        ? {
            check: 'redis',
            standing: 'fault',
            message: 'refuses the credentials',
            remedy: 'Set those in REDIS_URL anew.',
          }
        : {
            check: 'redis',
            standing: 'fault',
            message: 'cannot be reached',
            remedy: 'Check REDIS_URL, and that Redis runs.',
          },
    ];
  } finally {
    redis.disconnect();
  }
}

/** A directory that is not there yet is made at the start, in the next one above it. */
async function inspectDirectory(directory: string): Promise<Finding> {
  const canWrite = async (path: string): Promise<boolean> =>
    access(path, constants.W_OK).then(
      () => true,
      async (error: NodeJS.ErrnoException) =>
        error.code === 'ENOENT' && dirname(path) !== path && canWrite(dirname(path)),
    );
  if (await canWrite(resolve(directory))) return { check: 'store', standing: 'ok', message: 'DATA_DIR can be written' };
  const remedy = 'Let the user of this process write there, or set another.';
  return { check: 'store', standing: 'fault', message: 'DATA_DIR cannot be written', remedy };
}
