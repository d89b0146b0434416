import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ResolveClientDocument, VerifyClientDocument } from '../../src/client/generated/operations.js';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { callsDuring, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

let gateway: TestGateway;

/** Tries are counted in identity-attempt.test.ts: here nobody comes to an end of them. */
const unlimited = { points: 10_000, pointsAlone: 10_000, duration: 60 };

beforeAll(async () => {
  gateway = await startTestGateway({ attemptLimits: { perTarget: unlimited, perCaller: unlimited } });
});

afterAll(() => gateway.close());

beforeEach(() => gateway.wispHub.reset());

const idOf = (row: { readonly id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);
const unknown = encodeId('Client', 'WISPHUB', 999_999);

const facts = { name: 'Esperanza Benítez', address: 'Bellavista', planName: '7MB Plus' };

const verify = async (given: object, clientId = idOf(cases.typical)) =>
  dataOf(await gateway.run(VerifyClientDocument, { input: { clientId, facts: given } })).verifyClient;

const resolve = async (given: object) =>
  dataOf(await gateway.run(ResolveClientDocument, { input: { facts: given } })).resolveClient;

const assurance = { token: expect.stringMatching(/^[\w-]+\.[\w-]{43}$/), expiresAt: expect.any(String) };
const fitting = { __typename: 'VerifyClientSuccess', verified: true, assurance };
const unfitting = { __typename: 'VerifyClientSuccess', verified: false, assurance: null };

describe('verifyClient', () => {
  it.each([
    ['as they are on record', { name: 'ESPERANZA BENÍTEZ', address: 'V/ BELLAVISTA', planName: '7MB PLUS' }],
    ['in another case, without accents', { name: 'esperanza benitez', address: 'bellavista', planName: '7mb plus' }],
    ['in another order', { ...facts, name: 'Benítez, Esperanza' }],
    ['with another prefix', { ...facts, address: 'Barrio Bellavista' }],
    ['with a prefix written out', { ...facts, address: 'VEREDA  bellavista' }],
    ['with a part of the plan', { ...facts, planName: 'plus' }],
    ['with a price instead of the plan', { name: facts.name, address: facts.address, planPrice: '40000' }],
    ['with a price that was rounded', { ...facts, planPrice: '40000.99' }],
  ])('says yes to facts %s, and gives an assurance', async (_, given) => {
    expect(await verify(given)).toEqual(fitting);
  });

  it.each([
    ['a part of a word of the name', { ...facts, name: 'Espera Benítez' }],
    ['parts of words all over', { name: 'spe eni', address: 'ella', planName: 'lus' }],
    ['one name right and one wrong', { ...facts, name: 'Esperanza Pérez' }],
    ['a name too many', { ...facts, name: 'Esperanza Benítez Pérez' }],
    ['a part of the address', { ...facts, address: 'Bella' }],
    ['an address with more than there is', { ...facts, address: 'Bellavista 12' }],
    ['another address', { ...facts, address: 'Otro Barrio' }],
    ['another plan', { ...facts, planName: '10MB Plus' }],
    ['a price that is off by one', { ...facts, planPrice: '40001.00' }],
    ['letters that are hidden in a word', { ...facts, name: 'Esper\u200banza Benítez' }],
    ['a wildcard', { ...facts, address: 'Bella%' }],
  ])('says no to %s, and not which', async (_, given) => {
    expect(await verify(given)).toEqual(unfitting);
  });

  it.each([
    [{ name: 'barrio', address: 'vereda', planName: 'b/' }],
    [{ name: 'a', address: 'e', planName: 'm' }],
    [{ name: 'e', address: 'a', planName: 'p' }],
    [{ name: '   ', address: '   ', planName: '   ' }],
    [{ name: 'ESPERANZA', address: 'BELLAVISTA', planName: '7MB PLUS' }],
    [{ name: 'Esperanza Esperanza', address: 'BELLAVISTA', planName: '7MB PLUS' }],
    [{ name: 'de la Esperanza', address: 'BELLAVISTA', planName: '7MB PLUS' }],
    [{ ...facts, address: 'barrio vereda b/ calle' }],
    [{ ...facts, address: 'de la casa' }],
    [{ ...facts, planName: '7m' }],
    [{ name: 'ES BE', address: '%%%', planName: '7MB PLUS' }],
    [{ name: 'E\u200b\u200b B', address: 'BELLAVISTA', planName: '7MB PLUS' }],
    [{ name: 'ESPERANZA BENITEZ', address: 'BELLAVISTA' }],
    [{ name: 'ESPERANZA BENITEZ', address: 'BELLAVISTA', planPrice: '-1' }],
    [{ ...facts, name: 'Esperanza Benítez '.repeat(20) }],
    [{}],
  ])('refuses %j, by which half of all people would be verified, without a call', async (given) => {
    const { value, calls } = await callsDuring(gateway, async () => [await verify(given), await resolve(given)]);
    expect(value.map(({ __typename }) => __typename)).toEqual(['InvalidInput', 'InvalidInput']);
    expect(calls).toEqual([]);
  });

  it('asks for the record once, fresh, and never for the opinion of the back end', async () => {
    for (const [clientId, given] of [
      [idOf(cases.typical), facts],
      [idOf(cases.typical), { ...facts, address: 'Otro Barrio' }],
      [unknown, facts],
    ] as const) {
      const { calls } = await callsDuring(gateway, () => verify(given, clientId));
      expect(calls).toEqual(['GET /api/v1/clients/by-service-id/{service_id}']);
    }
  });

  it('asks anew however short ago the record was read', async () => {
    const keeping = await startTestGateway({ lifetimes });
    const input = { clientId: encodeId('Client', 'WISPRO', wisproCases.paidAndPending.clientId), facts };
    const ask = () => callsDuring(keeping, () => keeping.run(VerifyClientDocument, { input }));
    const first = await ask();
    expect(first.calls).toEqual(['GET /api/v1/clients/by-document/{document}', 'GET /api/data']);
    expect((await ask()).calls).toEqual(first.calls);
    await keeping.close();
  });

  it('answers of a client whom nobody knows what it answers to a wrong fact', async () => {
    expect(await verify(facts, unknown)).toEqual(await verify({ ...facts, address: 'Otro Barrio' }));
  });

  it('takes as long for whoever does not exist, whoever is right and whoever is wrong', async () => {
    const slow = await startTestGateway({ verifyMs: 150 });
    for (const [clientId, given] of [
      [idOf(cases.typical), facts],
      [idOf(cases.typical), { ...facts, address: 'Otro Barrio' }],
      [unknown, facts],
    ] as const) {
      const startedAt = performance.now();
      dataOf(await slow.run(VerifyClientDocument, { input: { clientId, facts: given } }));
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(150);
    }
    await slow.close();
  });

  it('says no to whoever has no such facts on record', async () => {
    const row = cases.noPlan;
    expect(await verify({ name: row.nombre, address: row.direccion, planName: '7MB' }, idOf(row))).toEqual(unfitting);
    expect(await verify({ name: row.nombre, address: row.direccion, planPrice: '0' }, idOf(row))).toEqual(unfitting);
  });

  it('takes an id of the other back end, and asks as much when nobody has it', async () => {
    const row = cases.sharedPersonOne;
    const given = { name: row.nombre, address: row.direccion, planName: '7MB PLUS' };
    const known = encodeId('Client', 'WISPRO', wisproCases.paidAndPending.clientId);
    const other = encodeId('Client', 'WISPRO', wisproCases.paidAndPending.clientId.replace(/.$/, 'f'));
    const right = await callsDuring(gateway, () => verify(given, known));
    const wrong = await callsDuring(gateway, () => verify(given, other));
    expect([right.value, wrong.value]).toEqual([fitting, unfitting]);
    expect(wrong.calls).toEqual(right.calls);
  });

  it('is ClientNotFound of a back end that is not here, and BAD_USER_INPUT for what is no client', async () => {
    const alone = await startTestGateway({ backends: ['wispHub'] });
    const input = { clientId: encodeId('Client', 'WISPRO', wisproCases.paidAndPending.clientId), facts };
    expect(dataOf(await alone.run(VerifyClientDocument, { input })).verifyClient.__typename).toBe('ClientNotFound');
    const answer = await alone.run(VerifyClientDocument, {
      input: { clientId: encodeId('Zone', 'WISPHUB', 7), facts },
    });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    await alone.close();
  });

  it('is an error, and no verdict, while the back end cannot be asked', async () => {
    const outage = { kind: 'answer', when: 'before', status: 503, body: '' } as const;
    gateway.wispHub.fault({ route: 'by-service-id', times: 2, fault: outage });
    const answer = await gateway.run(VerifyClientDocument, { input: { clientId: idOf(cases.typical), facts } });
    expect([answer.data, codesOf(answer)]).toEqual([null, ['UPSTREAM_UNAVAILABLE']]);
    expect(await verify(facts)).toEqual(fitting);
  });
});

describe('resolveClient', () => {
  it('finds the one client who fits in the list, and looks again', async () => {
    const { value, calls } = await callsDuring(gateway, () => resolve(facts));
    expect(value).toMatchObject({
      __typename: 'ResolveClientSuccess',
      client: { id: idOf(cases.typical), name: cases.typical.nombre },
      assurance,
    });
    expect(calls).toEqual(['GET /api/v1/clients/', 'GET /api/v1/clients/by-service-id/{service_id}']);
  });

  it('finds by address, plan and price as well', async () => {
    const given = { address: 'El Peñón Lote 9', planName: '7MB PLUS', planPrice: '40000.00' };
    expect(await resolve(given)).toMatchObject({ client: { id: idOf(cases.twoPhones) } });
  });

  it('of several services of one person finds the first', async () => {
    const { nombre } = cases.sharedDocumentFirst;
    const given = { name: nombre, planName: '7MB PLUS', planPrice: '40000' };
    expect(await resolve(given)).toMatchObject({ client: { id: idOf(cases.sharedDocumentFirst) } });
  });

  it('finds nobody where several people fit', async () => {
    const fitting = gateway.wispHub.clients.filter(({ plan_internet }) => plan_internet?.nombre === '7MB PLUS');
    expect(fitting.length).toBeGreaterThan(1);
    const given = { address: 'Santa Rita', planName: '7MB PLUS', planPrice: '40000' };
    expect((await resolve(given)).__typename).toBe('ClientNotFound');
  });

  it.each([
    ['nobody has the name', { ...facts, name: 'Nadie Conocido' }],
    ['a fact is wrong', { ...facts, planName: '10MB' }],
    ['words are cut', { ...facts, name: 'Esperan Benít' }],
  ])('finds nobody where %s', async (_, given) => {
    expect((await resolve(given)).__typename).toBe('ClientNotFound');
  });
});
