import { describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { part, useWispHub } from '../harness.js';

const hub = useWispHub('native');

describe('a plan of the native API', () => {
  it.each([
    [101, '7MB PLUS', { price: { amount: '40000.00', currency: 'COP' }, downloadSpeed: '7M' }],
    [107, '5MB RURAL', { price: { amount: '35000.00', currency: 'COP' }, downloadSpeed: '5M' }],
    // Neither type has a detail.
    [111, 'PCQ VEREDAL', null],
    [114, 'HOTSPOT PLAZA', null],
  ])('T38: %i is looked for under each type that has a detail', async (key, name, detail) => {
    const found = await part(hub.wispHub, 'plans').detail({ key: String(key), name }, backgroundCall());
    if (detail === null) return expect(found).toBeNull();
    expect(found).toMatchObject(detail);
  });
});
