import { expect, it } from 'vitest';
import { type Conversation, createConversations } from '../../../src/domain/verification/session.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';

function begin(): Conversation {
  const conversations = createConversations(createMemoryStore().conversations, (...parts) => parts.join('-'));
  const found = conversations.find('bot', conversations.begin('bot'));
  if (found === null) throw new Error('it was not given to this caller');
  return found;
}

it('what is proven at the same time is kept together', async () => {
  const conversation = begin();
  await Promise.all(['one', 'two', 'three'].map((assurance) => conversation.keep(assurance)));
  expect(new Set((await conversation.read()).assurances)).toEqual(new Set(['one', 'two', 'three']));
});

it('what was being proven when it ended opens nothing, and does not begin it anew', async () => {
  const conversation = begin();
  await conversation.keep('one');
  await Promise.all([conversation.keep('two'), conversation.end()]);
  await conversation.keep('three');
  expect(await conversation.read()).toMatchObject({ assurances: [], isOver: true });
});
