import { describe, expect, it } from 'vitest';
import { spanish, spanishTexts } from '../../../../src/web/console/text/es.js';
import { formsOfAddress } from '../../../../src/web/console/text/form-of-address.js';
import { findFaults, findStrangers } from '../../../model/form-of-address.js';

interface Entry {
  readonly path: string;
  readonly text: unknown;
}

/** The texts of a tree, each called as often as it has a say in its words. */
function list(texts: object, path = ''): readonly Entry[] {
  return Object.entries(texts).flatMap(([name, text]: [string, unknown]) => {
    const here = `${path}${name}`;
    if (typeof text !== 'object' || text === null) return [{ path: here, text: write(text) }];
    if (!formsOfAddress.some((form) => form in text)) return list(text, `${here}.`);
    return [{ path: here, text: Object.fromEntries(Object.entries(text).map(([form, of]) => [form, write(of)])) }];
  });
}

const write = (text: unknown): unknown => (typeof text === 'function' ? String(text(3, 7)) : text);

describe('the console in Spanish', () => {
  it('has each text that addresses the operator in every form, in words of its own', () => {
    const entries = list(spanishTexts);
    expect(entries.length).toBeGreaterThan(150);
    expect(entries.flatMap(({ path, text }) => findFaults(path, text as string))).toEqual([]);
    expect(entries.filter(({ text }) => typeof text === 'object').length).toBeGreaterThan(12);
  });

  it.each(formsOfAddress)('mixes no other form into %s, and lacks no text', (form) => {
    const entries = list(spanish[form]);
    expect(entries.map(({ path }) => path)).toEqual(list(spanishTexts).map(({ path }) => path));
    expect(entries.flatMap(({ text }) => findStrangers(String(text), form))).toEqual([]);
  });

  it('speaks as its country does', () => {
    expect(formsOfAddress.map((form) => spanish[form].find.noneHint)).toEqual([
      'Revisá los dígitos o elegí el tipo de búsqueda.',
      'Revisa los dígitos o elige el tipo de búsqueda.',
      'Revise los dígitos o elija el tipo de búsqueda.',
    ]);
    expect(spanish.VOS.find.count(3, 7)).toBe('3 de 7: agregá una palabra para acotar');
  });
});
