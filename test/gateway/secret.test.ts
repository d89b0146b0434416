import { expect, it } from 'vitest';
import { findInAnswer, findInLog } from './secret.js';

it('the search for secrets finds what is planted', () => {
  expect(findInAnswer('{"x":"PLANTED-PPPOE-SECRET"}')).toEqual(['PLANTED-PPPOE-SECRET']);
  expect(findInLog('token=wispro-planted-token')).toEqual(['wispro-planted-token']);
  expect(findInLog('document 1098765432')).toEqual(['1098765432']);
  expect(findInLog('nothing to see')).toEqual([]);
});
