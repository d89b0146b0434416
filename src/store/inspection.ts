import type { Redis } from 'ioredis';
import type { Diagnostic } from '../model/diagnostic.js';
import type { StoreSettings } from './index.js';
import { type DirectoryFault, directoryFaults, findDirectoryFault } from './lmdb/directory.js';

/** Checks that state outlives a restart of this process and of Redis. Changes nothing. */
export async function inspectStore({ redisUrl, dataDir }: StoreSettings): Promise<readonly Diagnostic[]> {
  if (redisUrl !== null) return inspectRedis(redisUrl);
  if (dataDir !== null) return [await inspectDirectory(dataDir)];
  return [
    { check: 'store', status: 'ok', message: 'in this process: a restart forgets it (set DATA_DIR or REDIS_URL)' },
  ];
}

/** Settings without which Redis loses data. */
const wanted = [
  {
    name: 'maxmemory-policy',
    value: 'noeviction',
    why: 'what it drops for room could be a write that must not happen twice',
  },
  { name: 'appendonly', value: 'yes', why: 'a restart of Redis forgets which writes were sent' },
  { name: 'appendfsync', value: 'always', why: 'a crash of its machine forgets the last writes that were sent' },
] as const;

async function inspectRedis(url: string): Promise<readonly Diagnostic[]> {
  const { createRedis } = await import('./redis/client.js');
  const redis = createRedis(url, { kind: 'requests', timeoutMs: 2_000 }, () => undefined);
  try {
    await redis.connect();
    await redis.ping();
    return [await inspectRole(redis), ...(await Promise.all(wanted.map((each) => inspectSetting(redis, each))))];
  } catch (error) {
    const isRefused = /^(WRONGPASS|NOAUTH|NOPERM)/.test(error instanceof Error ? error.message : '');
    return [
      isRefused
        ? {
            check: 'redis',
            status: 'fault',
            message: 'refuses the credentials',
            hint: 'Set those in REDIS_URL anew.',
          }
        : {
            check: 'redis',
            status: 'fault',
            message: 'cannot be reached',
            hint: 'Check REDIS_URL, and that Redis runs.',
          },
    ];
  } finally {
    redis.disconnect();
  }
}

/** A replica answers, and takes no write. */
async function inspectRole(redis: Redis): Promise<Diagnostic> {
  const check = 'redis';
  const role = /^role:(\w+)/m.exec(await redis.info('replication').catch(() => ''))?.[1];
  if (role === 'master') return { check, status: 'ok', message: 'it answers PING, and its role is master' };
  const hint = 'Set REDIS_URL to the master.';
  if (role !== undefined) return { check, status: 'fault', message: `its role is ${role}: it takes no write`, hint };
  return { check, status: 'warning', message: 'it answers PING, and does not say whether it takes writes', hint };
}

async function inspectSetting(redis: Redis, { name, value, why }: (typeof wanted)[number]): Promise<Diagnostic> {
  const check = 'redis';
  // A hosted Redis may not let anybody ask.
  const found = await redis.config('GET', name).catch(() => []);
  const given = Array.isArray(found) ? found[1] : undefined;
  if (given === value) return { check, status: 'ok', message: `${name} is ${value}` };
  const says = typeof given === 'string' ? 'is not' : 'cannot be seen to be';
  return { check, status: 'warning', message: `${name} ${says} ${value}: ${why}`, hint: `Set ${name} ${value}.` };
}

/** A directory that is not there yet is made at the start, in the next one above it. */
async function inspectDirectory(directory: string): Promise<Diagnostic> {
  const check = 'store';
  const fault = await findDirectoryFault(directory);
  if (fault === null) {
    const message = 'DATA_DIR, or what it will be made in, is a directory that can be written';
    return { check, status: 'ok', message };
  }
  const message = directoryFaults[fault];
  if (fault !== 'held') return { check, status: 'fault', message, hint: hints[fault] };
  return { check, status: 'warning', message, hint: hints.held };
}

const hints: Readonly<Record<DirectoryFault, string>> = {
  file: 'Set another, or move the file away.',
  unwritable: 'Let the user of this process write there, or set another.',
  held: 'While its own gateway runs this is as it should be; a second one does not start.',
};
