import { expect, it } from 'vitest';
import { describePages } from '../../../src/server/pages/pages.js';

const settingsIn = (country?: 'AR' | 'CO' | 'MX' | 'BR') => {
  const { own } = describePages(
    { isExplorer: false, console: { identityProvider: null } },
    { country, tenantClaim: null },
  );
  return own.map(({ settings }) => settings);
};

it('tells the console its country and how that addresses its reader', () => {
  const others = { identityProvider: null, token: null, tenantClaim: null };
  expect(settingsIn('AR')).toEqual([{ ...others, country: 'AR', formOfAddress: 'VOS' }]);
  expect(settingsIn('MX')).toEqual([{ ...others, country: 'MX', formOfAddress: 'TU' }]);
  expect(settingsIn('CO')).toEqual([{ ...others, country: 'CO', formOfAddress: 'USTED' }]);
  expect(settingsIn()).toEqual([{ ...others, country: null, formOfAddress: 'USTED' }]);
});
