/** Prologue of every script. Times are microseconds. */
export const begin = `
local base, maxPending, maxEnded, maxAge = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3] * 1000
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local call = redis.call
local function text(number) return string.format('%.0f', number) end
local function itemKey(id) return base .. ':item:' .. id end
local function queueKey(queue) return base .. ':queue:' .. queue end
local function dueKey(endpoint) return base .. ':due:' .. endpoint end
local function stateKey(state) return base .. ':state:' .. state end
local function clientKey(client) return base .. ':client:' .. client end
-- Longer than anything is kept: what an outbox leaves that is no longer used.
local function keep(key) call('PEXPIRE', key, text(maxAge / 500)) end
local function schedule(endpoint, queue, at)
  if call('LLEN', queueKey(queue)) == 0 then return call('ZREM', dueKey(endpoint), queue) end
  call('ZADD', dueKey(endpoint), text(at), queue)
  keep(dueKey(endpoint))
end
local function enter(id, state)
  local newest = call('ZREVRANGE', stateKey(state), 0, 0, 'WITHSCORES')[2]
  call('ZADD', stateKey(state), text(math.max(now, (tonumber(newest) or 0) + 1)), id)
  call('HSET', itemKey(id), 'state', state, 'owner', '')
  for _, key in ipairs({ stateKey(state), itemKey(id) }) do keep(key) end
  if state ~= 'PENDING' then return end
  local endpoint, queue = unpack(call('HMGET', itemKey(id), 'endpoint', 'queue'))
  local length = call('RPUSH', queueKey(queue), id)
  keep(queueKey(queue))
  if length == 1 then schedule(endpoint, queue, now) end
end
local function leave(id)
  local state, endpoint, queue = unpack(call('HMGET', itemKey(id), 'state', 'endpoint', 'queue'))
  if not state then return end
  call('ZREM', stateKey(state), id)
  if state ~= 'PENDING' then return end
  local isFirst = call('LINDEX', queueKey(queue), 0) == id
  call('LREM', queueKey(queue), 1, id)
  if isFirst then schedule(endpoint, queue, now) end
end
local function drop(id)
  leave(id)
  call('SREM', clientKey(call('HGET', itemKey(id), 'client') or ''), id)
  call('DEL', itemKey(id))
end
local function trim()
  local function each(state, max, step)
    local key = stateKey(state)
    local tooMany = math.max(0, call('ZCARD', key) - max)
    local tooOld = call('ZCOUNT', key, '-inf', text(now - maxAge))
    local surplus = math.max(tooMany, tooOld)
    if surplus == 0 then return end
    for _, id in ipairs(call('ZRANGE', key, 0, surplus - 1)) do
      step(id)
      call('ZREM', key, id)
    end
  end
  each('PENDING', maxPending, function(id)
    leave(id)
    if call('EXISTS', itemKey(id)) == 1 then enter(id, 'DEAD') end
  end)
  each('DELIVERED', maxEnded, drop)
  each('DEAD', maxEnded, drop)
end
`;

export const addScript = `
for i = 4, #ARGV, 5 do
  local id, endpoint, queue, client, item = unpack(ARGV, i, i + 4)
  if call('EXISTS', itemKey(id)) == 0 then
    call('HSET', itemKey(id), 'item', item, 'endpoint', endpoint, 'queue', queue, 'client', client)
    enter(id, 'PENDING')
    if client ~= '' then
      call('SADD', clientKey(client), id)
      keep(clientKey(client))
    end
  end
end
trim()
`;

export const takeScript = `
local endpoint, owner, leaseMs = unpack(ARGV, 4)
trim()
while true do
  local queue = call('ZRANGEBYSCORE', dueKey(endpoint), '-inf', text(now), 'LIMIT', 0, 1)[1]
  if not queue then return false end
  local id = call('LINDEX', queueKey(queue), 0)
  local item = id and call('HGET', itemKey(id), 'item')
  if item then
    call('HSET', itemKey(id), 'owner', owner)
    schedule(endpoint, queue, now + leaseMs * 1000)
    return item
  end
  if id then call('LPOP', queueKey(queue)) else call('ZREM', dueKey(endpoint), queue) end
end
`;

export const settleScript = `
local id, owner, state, item, delayMs = unpack(ARGV, 4)
local heldOwner, heldState, endpoint, queue = unpack(call('HMGET', itemKey(id), 'owner', 'state', 'endpoint', 'queue'))
if heldOwner ~= owner or heldState ~= 'PENDING' then return 0 end
call('HSET', itemKey(id), 'item', item, 'owner', '')
if state == 'PENDING' then
  schedule(endpoint, queue, now + delayMs * 1000)
else
  leave(id)
  enter(id, state)
end
trim()
return 1
`;

export const replayScript = `
local id, item = unpack(ARGV, 4)
local state, owner, endpoint, queue = unpack(call('HMGET', itemKey(id), 'state', 'owner', 'endpoint', 'queue'))
if not state then return 0 end
if state ~= 'PENDING' then
  leave(id)
  call('HSET', itemKey(id), 'item', item)
  enter(id, 'PENDING')
else
  local due = tonumber(call('ZSCORE', dueKey(endpoint), queue) or 0)
  local isFirst = call('LINDEX', queueKey(queue), 0) == id
  if not isFirst or owner == '' or due <= now then
    call('HSET', itemKey(id), 'item', item, 'owner', '')
    if isFirst then schedule(endpoint, queue, now) end
  end
end
trim()
return 1
`;

export const listScript = `
trim()
local found = {}
for _, id in ipairs(call('ZREVRANGE', stateKey(ARGV[4]), 0, ARGV[5] - 1)) do
  table.insert(found, call('HMGET', itemKey(id), 'item', 'state'))
end
return found
`;

export const eraseScript = `
for _, id in ipairs(call('SMEMBERS', clientKey(ARGV[4]))) do drop(id) end
call('DEL', clientKey(ARGV[4]))
`;
