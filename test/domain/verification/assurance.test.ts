import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeyedHash } from '../../../src/domain/keyed-hash.js';
import { ClientAccess, createAssurances } from '../../../src/domain/verification/assurance.js';
import { encodeId } from '../../../src/model/id.js';
import { toCaller } from '../caller.js';
import { toRecord } from '../client-record.js';

const assurances = createAssurances(createKeyedHash('secret', 'assurance'));
const ana = toRecord(1, { name: 'ANA PÉREZ', document: '1020304' });
const atWispro = { backend: 'WISPRO', id: encodeId('Client', 'WISPRO', 'x') } as const;

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

describe('an assurance', () => {
  it('is read by the caller to whom it was given, for fifteen minutes', () => {
    const { token, expiresAt } = assurances.issue('bot', ana);
    expect(expiresAt.getTime()).toBe(1_000_000 + 900_000);
    expect(assurances.read('bot', token)).toEqual({ clientId: ana.id, person: assurances.personOf(ana) });
    expect(assurances.read('other', token)).toBeNull();
    vi.setSystemTime(1_000_000 + 899_999);
    expect(assurances.read('bot', token)).not.toBeNull();
    vi.setSystemTime(1_000_000 + 900_000);
    expect(assurances.read('bot', token)).toBeNull();
  });

  it('that is changed, cut, too long or another gateway’s says nothing', () => {
    const { token } = assurances.issue('bot', ana);
    const [payload, seal = ''] = token.split('.');
    const other = createAssurances(createKeyedHash('another', 'assurance'));
    const forged = Buffer.from(JSON.stringify(['x', [], 9e15])).toString('base64url');
    for (const wrong of ['', '.', `${token}.`, `${forged}.${seal}`, `${payload}.${seal.slice(1)}`, `${payload}`]) {
      expect(assurances.read('bot', wrong)).toBeNull();
    }
    expect(other.read('bot', token)).toBeNull();
    const long = toRecord(1, { id: 'x'.repeat(800) });
    expect(assurances.read('bot', assurances.issue('bot', long).token)).toBeNull();
  });

  it('knows a person by the document with each word of the name, the first eight of them, and none without a document', () => {
    expect(assurances.personOf(ana)).toHaveLength(2);
    expect(assurances.personOf(ana).every((hash) => hash.length === 16)).toBe(true);
    expect(assurances.personOf(toRecord(2, { name: 'PEREZ ANA', document: '1.020.304' })).toSorted()).toEqual(
      assurances.personOf(ana).toSorted(),
    );
    expect(assurances.personOf(toRecord(1, { name: 'ANA PÉREZ' }))).toEqual([]);
    const words = 'uno dos tres cuatro cinco seis siete ocho nueve diez';
    expect(assurances.personOf(toRecord(1, { name: words, document: '1020304' }))).toHaveLength(8);
  });
});

describe('access to clients', () => {
  const access = (...verified: readonly (typeof ana)[]): ClientAccess =>
    new ClientAccess(
      toCaller([], { assurances: verified.map((client) => assurances.issue('bot', client).token) }),
      assurances,
    );

  it('is to nobody without assurances, and to everybody’s data with personal:read', () => {
    const none = new ClientAccess(toCaller(), assurances);
    expect([none.isUnmasked, none.isEmpty, none.covers(ana)]).toEqual([false, true, false]);
    expect(new ClientAccess(toCaller(['personal:read']), assurances).isUnmasked).toBe(true);
    expect(new ClientAccess(toCaller([], { assurances: ['nonsense'] }), assurances).isEmpty).toBe(true);
    expect(access(ana).isEmpty).toBe(false);
  });

  it('covers the record that was verified and the same person’s at another back end, not their other services', () => {
    expect(access(ana).covers(ana)).toBe(true);
    expect(access(ana).covers(toRecord(2, { name: 'ANA PÉREZ', document: '1020304' }))).toBe(false);
    expect(access(ana).covers({ ...ana, ...atWispro })).toBe(true);
    expect(access(ana).covers({ ...ana, ...atWispro, name: 'EVA GÓMEZ' })).toBe(false);
    expect(access(ana).covers({ ...ana, ...atWispro, document: '999888' })).toBe(false);
  });

  it('to an id loads only what another back end may have of the same person', async () => {
    const load = vi.fn(async () => ({ ...ana, ...atWispro }));
    expect(await access(ana).coversId(ana.id, load)).toBe(true);
    expect(await access(ana).coversId(encodeId('Client', 'WISPHUB', 2), load)).toBe(false);
    expect(await access(ana).coversId(encodeId('Contract', 'WISPRO', 'a', 'b'), load)).toBe(false);
    expect(await access(ana).coversId('nonsense', load)).toBe(false);
    expect(load).not.toHaveBeenCalled();
    expect(await access(ana).coversId(atWispro.id, load)).toBe(true);
    expect(await access(ana).coversId(atWispro.id, async () => null)).toBe(false);
    expect(await access(ana).coversId(atWispro.id, async () => ({ ...ana, ...atWispro, name: 'EVA' }))).toBe(false);
    expect(load).toHaveBeenCalledOnce();
  });
});
