import { setTimeout } from 'node:timers/promises';

/** Polls as a gateway does, a back end that answers after a while and is done at the third poll. */
const { directory, url, prefix, pollLeaseMs } = JSON.parse(process.argv[2]);
const { createRedisStore } = await import(`${directory}/store/redis/redis.js`);
const store = await createRedisStore({ url, prefix, pollLeaseMs });

store.pingSchedule.work(async ({ id }, { polls }) => {
  const task = await store.pingTasks.get(id);
  if (task?.status !== 'PENDING') return null;
  await setTimeout(20 + Math.random() * 30);
  if (polls < 2) return 20;
  await store.pingTasks.replace(task, { ...task, status: 'COMPLETED' });
  return null;
});
process.send('ready');
