import { expect, it } from 'vitest';
import { isPlaceholder } from '../../src/model/placeholder.js';

it.each([
  '11111111',
  '11.111.111',
  '00000000',
  '222222222222',
  '12345678',
  '0123456789',
  '1234567890',
  '87654321',
  '987654321',
  'CONSUMIDORFINAL',
  'SINDOCUMENTO',
  'X-0000',
  '20-11111111-2',
  '20-12345678-6',
])('%s is written where there is no document', (document) => {
  expect(isPlaceholder(document)).toBe(true);
});

it.each(['30111222', '1098765432', '12345601', '8755123', '20-30111229-8', '30712345671', '79111222', 'AB123455'])(
  '%s can be a document',
  (document) => {
    expect(isPlaceholder(document)).toBe(false);
  },
);
