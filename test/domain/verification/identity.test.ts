import { beforeEach, describe, expect, it } from 'vitest';
import type { ClientPort } from '../../../src/backends/backend.js';
import { Operation } from '../../../src/domain/operation.js';
import { createServices, type Services } from '../../../src/domain/services.js';
import type { Identity } from '../../../src/domain/verification/identity.js';
import type { Scope } from '../../../src/model/caller.js';
import type { ClientRecord } from '../../../src/model/client.js';
import { BadUserInput, NotSupported, RateLimited, UpstreamError } from '../../../src/model/errors.js';
import { encodeId } from '../../../src/model/id.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { toCaller } from '../caller.js';
import { toBackend } from '../client-backend.js';
import { toRecord } from '../client-record.js';

const facts = { name: 'ana perez', address: 'el roble', planName: '7mb' };
const ana = toRecord(1, {
  ...{ name: 'ANA LUCÍA PÉREZ', document: '1020304', address: 'VEREDA EL ROBLE', planName: '7MB', phone: '3001234567' },
});

let known: readonly ClientRecord[];
let listed: readonly ClientRecord[];
let completeness: 'WHOLE' | 'PARTIAL';
let lacks: boolean;
let asked: string[];
/** Values of keys whose look-up fails. */
let failing: readonly string[];

beforeEach(() => {
  [known, listed, completeness, lacks, asked, failing] = [[ana], [ana], 'WHOLE', false, [], []];
});

const port = (backend: string): ClientPort => ({
  keyKinds: ['SERVICE_ID', 'DOCUMENT', 'PHONE'],
  find: async ({ kind, value }) => {
    asked.push(`${backend} ${value}`);
    if (failing.includes(value)) throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB');
    const has = (record: ClientRecord): boolean => (kind === 'DOCUMENT' ? record.document : record.key.value) === value;
    return known.find((record) => record.backend === backend && has(record)) ?? null;
  },
});

function start(
  isListing = true,
  scopes: readonly Scope[] = ['personal:read'],
  verifyMs = 0,
): { readonly identity: Identity; readonly services: Services } {
  const list = async () => ({ records: listed, completeness });
  const clients = { ...port('WISPHUB'), ...(isListing ? { list, lacks: async () => lacks } : {}) };
  const backends = [toBackend({ identity: true, clients }), toBackend({ name: 'WISPRO', clients: port('WISPRO') })];
  const services = createServices(backends, createMemoryStore(), { verifyMs });
  const { identity } = new Operation(services, toCaller(scopes), backgroundCall());
  return { services, identity };
}

describe('verifying a client', () => {
  it('gives the caller an assurance of the client whom all facts match', async () => {
    const { identity, services } = start();
    const result = await identity.verify(ana.id, facts);
    if (result.kind !== 'compared' || result.assurance === null) throw new Error(result.kind);
    expect(services.assurances.read('bot', result.assurance.token)).toMatchObject({ clientId: ana.id });
  });

  it('shows no difference between a wrong fact and no such client', async () => {
    const { identity } = start();
    const wrong = await identity.verify(ana.id, { ...facts, planName: '10mb' });
    const nobody = await identity.verify(encodeId('Client', 'WISPHUB', 99), facts);
    expect([wrong, nobody]).toEqual(Array(2).fill({ kind: 'compared', assurance: null }));
    expect(asked).toEqual(['WISPHUB 1', 'WISPHUB 99']);
  });

  it('goes by the document to the back end with the facts, whether the client exists or not', async () => {
    const atWispro = { ...ana, backend: 'WISPRO', id: encodeId('Client', 'WISPRO', 7) } as const;
    const key = { kind: 'SERVICE_ID', value: '7' } as const;
    known = [ana, { ...atWispro, address: null, planName: null, key }];
    const { identity } = start();
    expect(await identity.verify(atWispro.id, facts)).toMatchObject({ assurance: { token: expect.any(String) } });
    expect(await identity.verify(encodeId('Client', 'WISPRO', 8), facts)).toEqual({
      kind: 'compared',
      assurance: null,
    });
    expect(asked).toEqual(['WISPRO 7', 'WISPHUB 1020304', 'WISPRO 8', 'WISPHUB 0000000000']);
  });

  it('takes another person with the same document for nobody', async () => {
    const other = { ...ana, backend: 'WISPRO', id: encodeId('Client', 'WISPRO', 7), name: 'EVA GÓMEZ' } as const;
    known = [ana, { ...other, key: { kind: 'SERVICE_ID', value: '7' } }];
    expect(await start().identity.verify(other.id, facts)).toEqual({ kind: 'compared', assurance: null });
  });

  it('says that there is no client of a back end that is not here, and asks none', async () => {
    const elsewhere = Buffer.from('Client:ELSEWHERE:1').toString('base64url');
    const result = await start()
      .identity.verify(elsewhere, facts)
      .catch((error) => error);
    expect(result instanceof BadUserInput || result.kind === 'not-found').toBe(true);
    expect(asked).toEqual([]);
  });

  it('takes a while at least, whether the facts match or not', async () => {
    const { identity } = start(true, ['personal:read'], 60);
    for (const planName of ['7mb', '10mb']) {
      const before = performance.now();
      await identity.verify(ana.id, { ...facts, planName });
      expect(performance.now() - before).toBeGreaterThanOrEqual(59);
    }
  });

  it('asks of a caller to whom addresses are masked for one that is hidden from them', async () => {
    const { identity } = start(true, []);
    const shown = { name: 'ana perez', planName: '7mb', planPrice: '1' };
    expect(await identity.verify(ana.id, shown)).toMatchObject({ kind: 'invalid', fields: [{ kind: 'secretFact' }] });
    expect(await identity.verify(ana.id, facts)).toMatchObject({ assurance: { token: expect.any(String) } });
  });

  it('that the back end with the facts cannot answer says so', async () => {
    const other = { ...ana, backend: 'WISPRO', id: encodeId('Client', 'WISPRO', 7) } as const;
    known = [{ ...other, key: { kind: 'SERVICE_ID', value: '7' } }];
    failing = ['1020304'];
    await expect(start().identity.verify(other.id, facts)).rejects.toThrow(UpstreamError);
  });

  it('asks no back end for what is not a client’s id, facts that prove nothing, or one try too many', async () => {
    const { identity } = start();
    await expect(identity.verify(encodeId('Contract', 'WISPHUB', 'a', 'b'), facts)).rejects.toThrow(BadUserInput);
    await expect(identity.verify('nonsense', facts)).rejects.toThrow(BadUserInput);
    expect(await identity.verify(ana.id, { name: 'ana perez' })).toMatchObject({ kind: 'invalid' });
    expect(asked).toEqual([]);
    for (let tries = 0; tries < 5; tries += 1) await identity.verify(ana.id, facts);
    await expect(identity.verify(ana.id, facts)).rejects.toThrow(RateLimited);
    expect(asked).toHaveLength(5);
  });
});

describe('finding who somebody is', () => {
  it('finds the one person whom all facts match in the list, and compares again with the record as it is now', async () => {
    const { identity } = start();
    listed = [toRecord(3, { name: 'OTRA PERSONA', document: '555444' }), ana];
    expect(await identity.resolve(facts)).toMatchObject({ kind: 'resolved', client: { id: ana.id } });
    known = [{ ...ana, planName: '10MB' }];
    expect(await identity.resolve(facts)).toEqual({ kind: 'not-found' });
    known = [];
    expect(await identity.resolve(facts)).toEqual({ kind: 'not-found' });
  });

  it('finds the first service of one person, and nobody where two people match', async () => {
    listed = [ana, { ...toRecord(2), ...ana, id: encodeId('Client', 'WISPHUB', 2) }];
    expect(await start().identity.resolve(facts)).toMatchObject({ kind: 'resolved', client: { id: ana.id } });
    listed = [ana, { ...ana, id: encodeId('Client', 'WISPHUB', 2), document: '999888' }];
    expect(await start().identity.resolve(facts)).toEqual({ kind: 'not-found' });
  });

  it('says neither that there is nobody nor that there is one by a list that lacks clients', async () => {
    listed = [];
    expect(await start().identity.resolve(facts)).toEqual({ kind: 'not-found' });
    lacks = true;
    await expect(start().identity.resolve(facts)).rejects.toThrow(UpstreamError);
    listed = [ana];
    expect(await start().identity.resolve(facts)).toMatchObject({ kind: 'resolved' });
    [lacks, completeness] = [false, 'PARTIAL'];
    await expect(start().identity.resolve(facts)).rejects.toThrow(UpstreamError);
  });

  it('is not supported without a list, and counts the tries at one claim', async () => {
    await expect(start(false).identity.resolve(facts)).rejects.toThrow(NotSupported);
    const { identity } = start();
    expect(await identity.resolve({ name: 'ana' })).toMatchObject({ kind: 'invalid' });
    for (let tries = 0; tries < 5; tries += 1) await identity.resolve(facts);
    await expect(identity.resolve({ ...facts, name: 'perez ana' })).rejects.toThrow(RateLimited);
  });
});
