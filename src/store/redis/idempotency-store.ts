import type { Redis } from 'ioredis';
import { ServiceUnavailable } from '../../model/errors.js';
import { toJson } from '../idempotency-record.js';
import type { AttemptState, IdempotencyEntry, IdempotencyStore, Reservation } from '../idempotency-store.js';
import type { RedisGuard } from './guard.js';

export interface RedisIdempotencyOptions {
  readonly redis: Redis;
  readonly guard: RedisGuard;
  readonly prefix: string;
  /** Replicas that must hold a record before its write is sent: a failover would otherwise forget it. */
  readonly replicas: () => number;
}

/** Milliseconds for which Redis waits for replicas. It checks the time every 100 ms, so the command's own timeout often comes first. */
const waitMs = 80;

/**
 * State machine of idempotency-record.ts as Lua scripts, by the clock of Redis. A record is a hash that expires with its last valid state;
 * a displaced record stands beside it with an expiry of its own. Each client has a sorted set of its keys by expiry. Every script may be
 * executed twice.
 */
export function createRedisIdempotencyStore({
  redis,
  guard,
  prefix,
  replicas,
}: RedisIdempotencyOptions): IdempotencyStore {
  const abouts = `${prefix}:ledger-about`;
  const run = (script: string, key: string, ...values: readonly (string | number)[]): Promise<unknown> =>
    redis.eval(script, 3, `${prefix}:ledger:${key}`, `${prefix}:ledger:${key}:aside`, abouts, ...values);

  const complete: IdempotencyStore['complete'] = async (key, owner, settlement) => {
    const result = settlement.kind === 'done' ? toJson(settlement.result) : '';
    await run(completeScript, key, owner, settlement.kind, result);
  };
  /** The caller got an error and sends nothing, but Redis may have executed the script or may do so later. Not awaited. */
  const withdraw = (key: string, owner: string): void => {
    complete(key, owner, { kind: 'not-sent' }).catch(() => undefined);
  };
  const orWithdraw = <Value>(key: string, owner: string, step: () => Promise<Value>): Promise<Value> =>
    guard.run(() =>
      step().catch((error) => {
        withdraw(key, owner);
        throw error;
      }),
    );

  const markSent = async (key: string, owner: string): Promise<boolean> => {
    const needed = replicas();
    // Both are on their way before either is answered: waiting counts what this connection has written so far.
    const [marked, held] = await Promise.all([
      run(markSentScript, key, owner),
      needed > 0 ? redis.wait(needed, waitMs) : needed,
    ]);
    if (marked === 1 && held < needed) throw new Error(`${held} of ${needed} replicas have it`);
    return marked === 1;
  };

  return {
    reserve: (entry) =>
      orWithdraw(entry.key, entry.owner, async () =>
        toReservation(await run(reserveScript, entry.key, ...toValues(entry))),
      ),
    markSent: (key, owner) => orWithdraw(key, owner, () => markSent(key, owner)),
    // Sent even to a Redis that does not answer: should it only be frozen, it will hear how it went.
    complete: (key, owner, settlement) =>
      complete(key, owner, settlement).catch((error) => {
        throw new ServiceUnavailable(error);
      }),
    stateOf: async (key, owner) => (await guard.run(() => run(stateScript, key, owner))) as AttemptState,
    erase: async (about) => {
      await guard.run(() => redis.eval(eraseScript, 1, `${abouts}:${about}`, about));
    },
  };
}

function toValues({
  fingerprint,
  owner,
  reference,
  about = '',
  leaseMs,
  holdMs,
  force,
}: IdempotencyEntry): readonly (string | number)[] {
  return [fingerprint, owner, reference, about, leaseMs, holdMs, `${force ?? false}`];
}

function toReservation(answer: unknown): Reservation {
  const [kind, value] = answer as readonly [Reservation['kind'], string];
  if (kind === 'done') return { kind, result: JSON.parse(value) };
  return kind === 'unknown' ? { kind, reference: value } : { kind };
}

/** Prologue of every script: the time and the current entry. */
const begin = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local key, aside = KEYS[1], KEYS[2]
if redis.call('EXISTS', key) == 0 and redis.call('EXISTS', aside) == 1 then redis.call('RENAME', aside, key) end
local held = {}
local fields = redis.call('HGETALL', key)
for i = 1, #fields, 2 do held[fields[i]] = fields[i + 1] end
local inLease = held.leaseEnds and now < tonumber(held.leaseEnds)
local function keep(about, ms)
  redis.call('PEXPIRE', key, ms)
  if not about or about == '' then return end
  local keys = KEYS[3] .. ':' .. about
  redis.call('ZADD', keys, 'GT', string.format('%.0f', now + ms), key)
  redis.call('ZREMRANGEBYSCORE', keys, '-inf', now)
  local last = redis.call('ZREVRANGE', keys, 0, 0, 'WITHSCORES')[2]
  redis.call('PEXPIRE', keys, string.format('%.0f', last - now))
end
`;

const reserveScript = `${begin}
local fingerprint, owner, reference, about, leaseMs, holdMs, force = unpack(ARGV)
local function go()
  redis.call('DEL', key)
  redis.call('HSET', key, 'state', 'reserved', 'fingerprint', fingerprint, 'owner', owner, 'reference', reference,
    'about', about, 'leaseMs', leaseMs, 'holdMs', holdMs, 'leaseEnds', string.format('%.0f', now + leaseMs))
  keep(about, leaseMs)
  return { 'go' }
end
if not held.state then return go() end
if held.fingerprint ~= '' and held.fingerprint ~= fingerprint then return { 'reused' } end
if held.state == 'reserved' and held.owner == owner then return go() end
if held.state == 'reserved' or (held.state == 'sent' and inLease) then return { 'busy' } end
if force == 'true' or (force == 'unknown' and held.state ~= 'done') then
  redis.call('RENAME', key, aside)
  return go()
end
if held.state == 'done' then return held.result and { 'done', held.result } or { 'erased' } end
return { 'unknown', held.reference }
`;

const markSentScript = `${begin}
if held.owner ~= ARGV[1] then return 0 end
if held.state == 'sent' and inLease then return 1 end
if held.state ~= 'reserved' then return 0 end
redis.call('HSET', key, 'state', 'sent', 'leaseEnds', string.format('%.0f', now + held.leaseMs))
keep(held.about, held.leaseMs + held.holdMs)
return 1
`;

const completeScript = `${begin}
local owner, kind, result = unpack(ARGV)
if held.owner ~= owner or held.state == 'done' then return 0 end
if kind == 'not-sent' then
  redis.call('DEL', key)
  if redis.call('EXISTS', aside) == 1 then redis.call('RENAME', aside, key) end
  return 1
end
if kind == 'confirmed' then
  kind = 'done'
  redis.call('HSET', key, 'state', kind)
  redis.call('HDEL', key, 'result')
else
  redis.call('HSET', key, 'state', kind, 'result', result)
end
keep(held.about, held.holdMs)
if kind == 'done' then redis.call('DEL', aside) end
return 1
`;

const stateScript = `${begin}
if not held.state or held.owner ~= ARGV[1] then return 'gone' end
if held.state == 'done' then return 'done' end
if held.state == 'reserved' or (held.state == 'sent' and inLease) then return 'in-flight' end
return 'unknown'
`;

const eraseScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, name in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  for _, key in ipairs({ name, name .. ':aside' }) do
    local about, state, leaseEnds = unpack(redis.call('HMGET', key, 'about', 'state', 'leaseEnds'))
    local isSettled = state ~= 'reserved' and (state ~= 'sent' or tonumber(leaseEnds) <= now)
    if about == ARGV[1] and isSettled then
      redis.call('HSET', key, 'fingerprint', '')
      redis.call('HDEL', key, 'result')
    end
  end
end
`;
