import { describe, expect, it } from 'vitest';
import {
  fieldProblems,
  type Localized,
  locales,
  problemCodes,
  problemMessages,
  promiseRefusalMessages,
  promiseRefusals,
} from '../../src/model/problem.js';

const families: readonly (readonly [string, Readonly<Record<string, Localized>>])[] = [
  ['problems', problemMessages],
  ['refused promises', promiseRefusalMessages],
  ['fields', fieldProblems],
];

describe('messages', () => {
  it('exist for every problem and every refusal', () => {
    expect(Object.keys(problemMessages).sort()).toEqual([...problemCodes].sort());
    expect(Object.keys(promiseRefusalMessages).sort()).toEqual([...promiseRefusals].sort());
  });

  it.each(families)('of %s are whole sentences in every language, each its own', (_, messages) => {
    for (const locale of locales) {
      const sentences = Object.values(messages).map((localized) => localized[locale]);
      for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.{10,}\.$/u);
      expect(new Set(sentences).size).toBe(sentences.length);
    }
    for (const localized of Object.values(messages))
      expect(new Set(Object.values(localized)).size).toBe(locales.length);
  });
});
