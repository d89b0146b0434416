import { describe, expect, it } from 'vitest';
import { formsOfAddress } from '../../src/model/form-of-address.js';
import {
  fieldProblems,
  type Localized,
  locales,
  localize,
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
    for (const form of formsOfAddress) {
      for (const locale of locales) {
        const sentences = Object.values(messages).map((localized) => localize(localized, locale, form));
        for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.{10,}\.$/u);
        expect(new Set(sentences).size).toBe(sentences.length);
      }
      for (const localized of Object.values(messages)) {
        expect(new Set(locales.map((locale) => localize(localized, locale, form))).size).toBe(locales.length);
      }
    }
  });
});
