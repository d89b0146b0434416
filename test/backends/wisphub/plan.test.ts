import { describe, expect, it } from 'vitest';
import { nativePlans } from '../../../src/emulator/wisphub/native/catalogue.js';
import { BadUserInput } from '../../../src/model/errors.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { dialects, envelope, failure, middlewareDialects, part, useWispHub } from './harness.js';

const planOf = (planId: number) => ({
  key: String(planId),
  name: nativePlans.find(({ id }) => id === planId)?.nombre ?? '',
});

describe.each(dialects)('a plan of %s', (dialect) => {
  const hub = useWispHub(dialect);
  const list = () => part(hub.wispHub, 'plans').list(backgroundCall());
  const detail = (planId: number) => part(hub.wispHub, 'plans').detail(planOf(planId), backgroundCall());

  it('is listed with its type, also one that is not known', async () => {
    const plans = await list();
    expect(plans).toHaveLength(14);
    expect(plans).toContainEqual({ key: '101', planId: 101, name: '7MB PLUS', type: 'PPPOE' });
    expect(plans).toContainEqual({ key: '107', planId: 107, name: '5MB RURAL', type: 'SIMPLE_QUEUE' });
    expect(plans).toContainEqual({ key: '111', planId: 111, name: 'PCQ VEREDAL', type: 'PCQ' });
    expect(plans).toContainEqual({ key: '114', planId: 114, name: 'HOTSPOT PLAZA', type: 'OTHER' });
  });

  it('has price and speeds', async () => {
    expect(await detail(105)).toEqual({
      price: { amount: '99900.50', currency: 'COP' },
      downloadSpeed: '100M',
      uploadSpeed: '100M',
      note: null,
    });
  });

  it('that is unknown, or of a type without details, is null', async () => {
    expect([await detail(1), await detail(114)]).toEqual([null, null]);
  });

  it.each([0, -1, 2 ** 53])('of number %d is refused, and nothing at all is asked', async (planId) => {
    await expect(detail(planId)).rejects.toThrow(BadUserInput);
    expect(hub.emulator.calls).toEqual([]);
  });
});

describe.each(middlewareDialects)('a plan of %s', (dialect) => {
  const hub = useWispHub(dialect);
  const list = () => part(hub.wispHub, 'plans').list(backgroundCall());

  it('has a note that says why there are no details', async () => {
    expect(await part(hub.wispHub, 'plans').detail(planOf(111), backgroundCall())).toEqual({
      price: null,
      downloadSpeed: null,
      uploadSpeed: null,
      note: expect.stringContaining('PCQ'),
    });
  });

  it('is not in the list of an outage, which is empty', async () => {
    hub.emulator.settings({ nativeDown: true });
    expect(await list()).toEqual([]);
  });

  it('whose row cannot be read is left out', async () => {
    const rows = [
      { plan_id: null, name: 'X' },
      { plan_id: 5, name: ' Y ' },
    ];
    hub.answer('/internet-plans/', 200, dialect === 'v1' ? envelope('internet_plans_listed', rows) : rows);
    expect(await list()).toEqual([{ key: '5', planId: 5, name: 'Y', type: 'UNKNOWN' }]);
  });
});

describe('a plan without a price', () => {
  const v1 = useWispHub('v1');
  const v2 = useWispHub('v2');

  it('is a failure of v1, and without a price in v2', async () => {
    const inV1 = part(v1.wispHub, 'plans').detail(planOf(113), backgroundCall());
    expect((await failure(inV1)).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(await part(v2.wispHub, 'plans').detail(planOf(113), backgroundCall())).toMatchObject({
      price: null,
      downloadSpeed: '8M',
    });
  });
});
