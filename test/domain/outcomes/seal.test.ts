import { expect, it } from 'vitest';
import { createSeal } from '../../../src/domain/outcomes/seal.js';

it('opens what it sealed, of which nothing can be read', () => {
  const seal = createSeal('a secret', 'write');
  const value = { phone: '+573115550101', document: '52999888' };
  const sealed = seal.seal(value);
  expect(seal.open(sealed)).toEqual(value);
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toMatch(/5731155|52999888|phone/);
  expect(seal.seal(value)).not.toBe(sealed);
});

it('opens nothing that was changed, cut, or sealed with another secret or for another end', () => {
  const seal = createSeal('a secret', 'write');
  const sealed = seal.seal('x');
  const changed = `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`;
  for (const text of [changed, sealed.slice(0, -2), '', 'no seal']) expect(seal.open(text)).toBeUndefined();
  expect(createSeal('another secret', 'write').open(sealed)).toBeUndefined();
  expect(createSeal('a secret', 'other').open(sealed)).toBeUndefined();
});
