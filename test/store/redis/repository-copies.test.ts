import { expect, it } from 'vitest';
import { ServiceUnavailable } from '../../../src/model/errors.js';
import type { PingTask } from '../../../src/model/ping-task.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import { withLocalCopies } from '../../../src/store/redis/repository-copies.js';
import type { Repository } from '../../../src/store/repository.js';
import { toPing } from '../subject.js';

/** A shelf that several instances share, as one of them sees it; out of its reach when told so. */
function createShared() {
  const { pingTasks, events } = createMemoryStore();
  let isAway = false;
  const reach = <Value>(step: () => Promise<Value>): Promise<Value> =>
    isAway ? Promise.reject(new ServiceUnavailable()) : step();
  const repository: Repository<PingTask> = {
    ...pingTasks,
    get: (id) => reach(() => pingTasks.get(id)),
    list: (name) => reach(() => pingTasks.list(name)),
  };
  return {
    /** Where the other instances put things. */
    shared: pingTasks,
    mine: withLocalCopies(repository, events, (listen) => events.subscribe('ping-task', listen)),
    goAway: () => {
      isAway = true;
    },
  };
}

it('a copy is no older than what subscribers were told', async () => {
  const { shared, mine, goAway } = createShared();
  const task = toPing('1');
  await shared.add(task, ['all']);
  expect(await mine.get('1')).toEqual(task);
  const done = toPing('1', { status: 'COMPLETED' });
  await shared.replace(task, done);
  goAway();
  expect(await mine.get('1')).toEqual(done);
});

it('a list that lacks what was told since is no answer', async () => {
  const { shared, mine, goAway } = createShared();
  expect(await mine.list('all')).toEqual([]);
  await shared.add(toPing('1'), ['all']);
  goAway();
  await expect(mine.list('all')).rejects.toThrow(ServiceUnavailable);
});

it('a list that lacks nothing goes on, each item as it was last told', async () => {
  const { shared, mine, goAway } = createShared();
  await shared.add(toPing('1'), ['all']);
  expect(await mine.list('all')).toHaveLength(1);
  const done = toPing('1', { status: 'COMPLETED' });
  await shared.put(done, ['all']);
  goAway();
  expect(await mine.list('all')).toEqual([done]);
});

it('what was read before something newer was heard is not kept in its place', async () => {
  const { shared, mine, goAway } = createShared();
  const task = toPing('1');
  await shared.add(task, ['all']);
  const reading = mine.get('1');
  const done = toPing('1', { status: 'COMPLETED' });
  await shared.replace(task, done);
  await reading;
  goAway();
  expect(await mine.get('1')).toEqual(done);
});

it('what was written is not kept in the place of what followed it before the writer was answered', async () => {
  const { pingTasks, events } = createMemoryStore();
  const task = toPing('1');
  const done = toPing('1', { status: 'COMPLETED' });
  const away = (): Promise<never> => Promise.reject(new ServiceUnavailable());
  const overtake = async (): Promise<boolean> => pingTasks.replace(task, done);
  const repository: Repository<PingTask> = {
    ...pingTasks,
    get: away,
    add: async (item, names) => (await pingTasks.add(item, names)) && overtake(),
  };
  const mine = withLocalCopies(repository, events, (listen) => events.subscribe('ping-task', listen));
  await mine.add(task, ['all']);
  expect(await mine.get('1')).toEqual(done);
});
