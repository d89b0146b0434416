import { appendFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Writes as a gateway does: reserves, sends once, completes. What it sends leaves one line in the file of effects. */
const { directory, kind, effects, leaseMs, ...settings } = JSON.parse(process.argv[2]);
const { idempotency } = kind === 'redis' ? await openRedis() : await openFile();

async function openRedis() {
  const { createRedisStore } = await import(`${directory}/store/redis/redis.js`);
  return createRedisStore(settings);
}

async function openFile() {
  const { createLmdbStore } = await import(`${directory}/store/lmdb/lmdb.js`);
  return createLmdbStore({ directory: settings.data });
}

/** A moment in which the process may be killed. */
const moment = () => (Math.random() < 0.5 ? undefined : setTimeout(Math.random() * 3));

async function write(key) {
  const owner = `${process.pid} ${Math.random()}`;
  const reservation = await idempotency.reserve({
    key,
    owner,
    fingerprint: 'input',
    reference: owner,
    leaseMs,
    holdMs: 3_600_000,
  });
  if (reservation.kind !== 'go') return reservation.kind;
  await moment();
  if (!(await idempotency.markSent(key, owner))) return 'busy';
  await moment();
  const chance = Math.random();
  const isSent = chance < 0.9;
  if (isSent && chance > 0.05) appendFileSync(effects, `${key}\n`);
  await moment();
  const kindOfEnd = !isSent ? 'not-sent' : chance < 0.15 ? 'unknown' : 'done';
  await idempotency.complete(key, owner, { kind: kindOfEnd, result: key }).catch(() => undefined);
  return kindOfEnd;
}

process.on('message', async ({ key }) => {
  const reported = await write(key).catch(() => 'unavailable');
  process.send({ key, reported });
});
process.send('ready');
