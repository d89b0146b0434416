import { describe, expect, it } from 'vitest';
import { countries, isCountry } from '../../src/model/country.js';
import { formOfAddress, formOfAddressIn } from '../../src/model/form-of-address.js';
import { fieldProblems, localize, problemMessages, promiseRefusalMessages } from '../../src/model/problem.js';
import { findFaults, findStrangers, formsOfAddress } from './form-of-address.js';

const messages = Object.entries({ ...problemMessages, ...promiseRefusalMessages, ...fieldProblems });

describe('forms of address', () => {
  it('are decided for every country', () => {
    expect(Object.keys(formOfAddress).sort()).toEqual(Object.keys(countries).sort());
    const using = (form: string) =>
      Object.entries(formOfAddress).flatMap(([code, its]) => (its === form ? [code] : []));
    expect(using('VOS')).toEqual(['AR', 'PY', 'UY']);
    expect(using('TU')).toEqual(['CL', 'DO', 'ES', 'MX', 'PA', 'PE', 'VE']);
    expect(formOfAddressIn(undefined)).toBe('USTED');
  });

  it.each(messages)('are all there in %s, each in words of its own', (name, { ES }) => {
    expect(findFaults(name, ES)).toEqual([]);
  });

  it.each(Object.keys(formOfAddress).filter(isCountry))('are not mixed in any message of %s', (country) => {
    const form = formOfAddress[country];
    const mixed = messages.flatMap(([, message]) => findStrangers(localize(message, 'ES', form), form));
    expect(mixed).toEqual([]);
  });

  it('decide nothing but Spanish', () => {
    for (const [, message] of messages) {
      for (const locale of ['EN', 'PT'] as const) {
        expect(new Set(formsOfAddress.map((form) => localize(message, locale, form))).size).toBe(1);
      }
    }
  });
});

describe('the check of forms of address', () => {
  it('finds a sentence that addresses the reader in one form alone', () => {
    expect(findFaults('token', 'Pegue su token.')).toHaveLength(1);
    expect(findFaults('token', 'Pegá el token.')).toHaveLength(1);
    expect(findFaults('backend', 'El sistema no respondió a tiempo.')).toEqual([]);
  });

  it('finds a form that is missing, and one that is another', () => {
    expect(findFaults('token', { VOS: 'Pegá tu token.', TU: 'Pega tu token.' })).toEqual(['token: has no USTED']);
    const mixed = { VOS: 'Pega tu token.', TU: 'Pega su token.', USTED: 'Pegue tu token.' };
    expect(findFaults('token', mixed)).toEqual([
      'token: VOS has "pega"',
      'token: TU has "su"',
      'token: USTED has "tu"',
    ]);
  });

  it.each([
    ['No puedes ver esto.', 'VOS'],
    ['Su token no sirve.', 'VOS'],
    ['Su token no sirve.', 'TU'],
    ['No podés ver esto.', 'TU'],
    ['No puedes ver esto.', 'USTED'],
    ['Tu token no sirve.', 'USTED'],
  ] as const)('finds the strange words in "%s" (%s)', (text, form) => {
    expect(findStrangers(text, form)).toHaveLength(1);
  });
});
