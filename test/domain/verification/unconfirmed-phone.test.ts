import { expect, it } from 'vitest';
import { createKeyedHash } from '../../../src/domain/keyed-hash.js';
import { createUnconfirmedPhones } from '../../../src/domain/verification/unconfirmed-phone.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';

it('a number is unconfirmed for the client to whom it was written until it is confirmed', async () => {
  const { unconfirmedPhones } = createMemoryStore();
  const phones = createUnconfirmedPhones(unconfirmedPhones, createKeyedHash('secret', 'phone'));
  expect(await phones.has('c', '+57300')).toBe(false);
  expect([await phones.add('c', '+57300'), await phones.add('c', '+57300')]).toEqual([true, false]);
  expect(await phones.has('c', '+57300')).toBe(true);
  expect([await phones.has('c', '+57301'), await phones.has('d', '+57300')]).toEqual([false, false]);
  await phones.remove('c', '+57300');
  expect(await phones.has('c', '+57300')).toBe(false);
});

it('a line of Argentina is unconfirmed with its 9 and without', async () => {
  const { unconfirmedPhones } = createMemoryStore();
  const phones = createUnconfirmedPhones(unconfirmedPhones, createKeyedHash('secret', 'phone'));
  await phones.add('c', '+541145550143');
  expect(await phones.has('c', '+5491145550143')).toBe(true);
  await phones.remove('c', '+5491145550143');
  expect(await phones.has('c', '+541145550143')).toBe(false);
});

it('a number stays unconfirmed while the store is out of reach, and confirming it does not fail', async () => {
  const { unconfirmedPhones } = createMemoryStore();
  const clear = () => Promise.reject(new Error('away'));
  const phones = createUnconfirmedPhones({ ...unconfirmedPhones, clear }, createKeyedHash('secret', 'phone'));
  await phones.add('c', '+57300');
  await phones.remove('c', '+57300');
  expect(await phones.has('c', '+57300')).toBe(true);
});
