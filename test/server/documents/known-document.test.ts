import { expect, it } from 'vitest';
import type { RunnableDocument } from '../../../src/server/documents/document.js';
import { createKnownDocuments } from '../../../src/server/documents/known-document.js';

const runnable = (): RunnableDocument => ({}) as RunnableDocument;
const textOf = (name: string, length: number): string => name.padEnd(length, '#');

it('who sends ever new documents loses their own, and nobody else’s: each subject has a share', () => {
  const known = createKnownDocuments();
  const keep = (text: string, subject: string, isTrusted = false) =>
    known.remember({ text, isTrusted }, runnable(), subject);
  const isKnown = (text: string, isTrusted = false) => known.find({ text, isTrusted }) !== undefined;
  keep('of-another', 'front-end');
  keep('of-a-manifest', 'flood', true);
  for (let index = 0; index < 1_000; index += 1) keep(textOf(`small-${index}`, 100), 'flood');
  expect(isKnown('of-another')).toBe(true);
  expect(isKnown('of-a-manifest', true)).toBe(true);
  const held = Array.from({ length: 1_000 }, (_, index) => textOf(`small-${index}`, 100)).filter((text) =>
    isKnown(text),
  );
  expect(held).toHaveLength(200);
  expect(held.at(-1)).toContain('small-999');
  for (let index = 0; index < 40; index += 1) keep(textOf(`large-${index}`, 50_000), 'flood');
  expect([36, 37, 38, 39].every((index) => isKnown(textOf(`large-${index}`, 50_000)))).toBe(true);
  expect(isKnown(textOf('large-35', 50_000))).toBe(false);
  expect(isKnown('of-another')).toBe(true);
});

it('what was made of a document first is what is kept, whoever sends it again', () => {
  const known = createKnownDocuments();
  const key = { text: '{ a }', isTrusted: false };
  const first = known.remember(key, runnable(), 'one');
  expect(known.remember(key, runnable(), 'other')).toBe(first);
  expect(known.find(key)).toBe(first);
});

it('many subjects together keep what fits the memory, and not what each might', () => {
  const known = createKnownDocuments();
  const texts = Array.from({ length: 100 }, (_, index) => textOf(`of-${index}`, 100_000));
  for (const [index, text] of texts.entries())
    known.remember({ text, isTrusted: false }, runnable(), `subject-${index}`);
  expect(texts.filter((text) => known.find({ text, isTrusted: false }) !== undefined)).toHaveLength(10);
});
