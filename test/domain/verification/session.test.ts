import { expect, it } from 'vitest';
import { createSessions, type Session } from '../../../src/domain/verification/session.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';

function begin(): Session {
  const sessions = createSessions(createMemoryStore().sessions, (...parts) => parts.join('-'));
  const found = sessions.find('bot', sessions.begin('bot'));
  if (found === null) throw new Error('it was not given to this caller');
  return found;
}

it('what is proven at the same time is kept together', async () => {
  const session = begin();
  await Promise.all(['one', 'two', 'three'].map((assurance) => session.add(assurance)));
  expect(new Set((await session.read()).assurances)).toEqual(new Set(['one', 'two', 'three']));
});

it('what was being proven when it ended opens nothing, and does not begin it anew', async () => {
  const session = begin();
  await session.add('one');
  await Promise.all([session.add('two'), session.end()]);
  await session.add('three');
  expect(await session.read()).toMatchObject({ assurances: [], isOver: true });
});
