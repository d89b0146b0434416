import { describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../src/http/call.js';
import type { IdentityFacts } from '../../../src/model/client.js';
import { dialects, failure, part, useWispHub } from './harness.js';

describe.each(dialects)('an identity in %s', (dialect) => {
  const hub = useWispHub(dialect);
  const facts = { name: 'esperanza benítez', address: 'barrio bellavista', planName: '7mb' };
  const verify = (given: IdentityFacts, serviceId = 1001) =>
    part(hub.wispHub, 'identity').verify(serviceId, given, backgroundCall());
  const resolve = (given: IdentityFacts) => part(hub.wispHub, 'identity').resolve(given, backgroundCall());

  it('is confirmed when every fact fits, the price among them', async () => {
    expect(await verify(facts)).toBe(true);
    expect(await verify({ name: facts.name, address: facts.address, planPrice: '40000.00' })).toBe(true);
  });

  it('is not confirmed when one fact does not fit, or when they are too few', async () => {
    expect(await verify({ ...facts, address: 'otra vereda' })).toBe(false);
    expect(await verify({ name: facts.name, address: facts.address, planPrice: '41001' })).toBe(false);
    expect(await verify({ name: facts.name })).toBe(false);
  });

  it('of nobody is null', async () => {
    expect(await verify(facts, 999_999)).toBeNull();
  });

  it('leads to the client whom all facts fit, or to nobody', async () => {
    expect((await resolve(facts))?.serviceId).toBe(1001);
    expect(await resolve({ ...facts, planName: '700MB' })).toBeNull();
    expect(await resolve({ ...facts, name: 'nadie conocido' })).toBeNull();
    expect(await resolve({ name: facts.name })).toBeNull();
  });

  it('is not decided by a failure', async () => {
    hub.answer('POST ', 500, '');
    expect((await failure(verify(facts))).code).toBe('UPSTREAM_UNAVAILABLE');
    expect((await failure(resolve(facts))).code).toBe('UPSTREAM_UNAVAILABLE');
  });
});
