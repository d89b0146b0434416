import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  OutageChangedDocument,
  OutagesDocument,
  StartPingDocument,
  StartZonePingDocument,
  ZonePingChangedDocument,
  ZonePingDocument,
} from '../../src/client/generated/operations.js';
import { encodeId } from '../../src/model/id.js';
import { until } from '../store/subject.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

const zoneId = 7;
const limits = { clients: 12, atOnce: 4, perMinute: 1_000, pauseMs: 20, deadlineMs: 10_000 };

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startTestGateway({ zonePingLimits: limits });
});

afterEach(() => gateway.close());

type Row = TestGateway['wispHub']['clients'][number];

const inZone = (): readonly Row[] => gateway.wispHub.clients.filter(({ zona }) => zona?.id === zoneId);
const turn = (rows: readonly Row[], pingOutcome: Row['pingOutcome']): void => {
  for (const row of rows) Object.assign(row, { pingOutcome });
};

async function start(input: { zoneId: number; idempotencyKey?: string } = { zoneId }) {
  const { startZonePing } = dataOf(await gateway.run(StartZonePingDocument, { input }));
  if (startZonePing.__typename !== 'StartZonePingSuccess') throw new Error(JSON.stringify(startZonePing));
  return startZonePing;
}

async function runOver() {
  const { zonePing } = await start();
  const states: { done: number; state: string }[] = [];
  const events = gateway.socket().iterate<{ zonePingChanged: { done: number; state: string } }>({
    query: ZonePingChangedDocument.text,
    variables: { id: zonePing.id },
  });
  for await (const { data } of events) if (data) states.push(data.zonePingChanged);
  const { zonePing: ended } = dataOf(await gateway.run(ZonePingDocument, { id: zonePing.id }));
  return { states, ended };
}

const outages = async (variables = {}) =>
  dataOf(await gateway.run(OutagesDocument, { first: 10, ...variables })).outages;

describe('a zone that is pinged', { timeout: 60_000 }, () => {
  it('shows its progress to whoever watches, within its limits, and only those whose service should work', async () => {
    const { states, ended } = await runOver();
    expect(ended).toMatchObject({ state: 'COMPLETED', total: 12, done: 12, completedAt: expect.any(String) });
    expect(states.at(-1)).toMatchObject({ state: 'COMPLETED', done: 12 });
    expect(states.map(({ done }) => done)).toEqual(states.map(({ done }) => done).sort((one, other) => one - other));
    const pinged = gateway.wispHub.effects.pings.map(({ serviceId }) => serviceId);
    expect(new Set(pinged).size).toBe(12);
    const rows = inZone().filter(({ id_servicio }) => pinged.includes(id_servicio));
    expect(rows.filter(({ estado }) => estado !== 'Activo' && estado !== 'Gratis')).toEqual([]);
    expect(rows).toHaveLength(12);
  });

  it('and does not answer is out; who answers is not listed, and when others do it is over', async () => {
    const rows = inZone();
    turn(rows, 'none');
    const seen: string[] = [];
    const watching = (async () => {
      const events = gateway
        .socket()
        .iterate<{ outageChanged: { state: string } }>({ query: OutageChangedDocument.text });
      for await (const { data } of events) {
        if (data) seen.push(data.outageChanged.state);
        if (data?.outageChanged.state === 'ENDED') break;
      }
    })();
    const { ended } = await runOver();
    expect(ended).toMatchObject({ down: 12, up: 0, outage: { scope: 'ZONE', source: 'PINGS', zone: { zoneId } } });
    const [outage] = (await outages({ state: 'OPEN' })).nodes;
    expect(outage).toMatchObject({ state: 'OPEN', endedAt: null });
    expect(outage?.affected?.nodes.length).toBeGreaterThan(5);

    const [back] = rows.filter(({ estado }) => estado === 'Activo');
    const clientId = encodeId('Client', 'WISPHUB', back?.id_servicio ?? 0);
    const ask = async () =>
      dataOf(
        await gateway.send<{ client: { outage: object | null }; zone: { outage: object | null } }>(
          'query ($id: ID!, $zoneId: Int!) { client(by: { id: $id }) { outage { id } } zone(zoneId: $zoneId) { outage { id } } }',
          { id: clientId, zoneId },
        ),
      );
    expect(await ask()).toEqual({ client: { outage: { id: outage?.id } }, zone: { outage: { id: outage?.id } } });
    turn(back === undefined ? [] : [back], 'stable');
    dataOf(await gateway.run(StartPingDocument, { input: { clientId } }));
    await until(async () => (await ask()).client.outage === null);
    const listed = (await outages()).nodes[0]?.affected?.nodes.map(({ id }) => id);
    expect(listed).not.toContain(clientId);
    expect((await ask()).zone.outage).toEqual({ id: outage?.id });

    turn(rows, 'stable');
    await runOver();
    await watching;
    expect(seen[0]).toBe('OPEN');
    expect((await outages()).nodes).toMatchObject([{ state: 'ENDED', ending: 'ANSWERS', affected: { nodes: [] } }]);
    expect((await ask()).zone.outage).toBeNull();
  });

  it('with single faults is not out', async () => {
    turn(inZone(), 'stable');
    turn(inZone().slice(0, 4), 'none');
    const { ended } = await runOver();
    expect(ended).toMatchObject({ state: 'COMPLETED', outage: null });
    expect((await outages()).nodes).toEqual([]);
  });

  it('is joined while it runs, and by the key of a run', async () => {
    const first = await start({ zoneId, idempotencyKey: 'run-1' });
    const joined = await start();
    expect(joined).toMatchObject({ replayed: true, zonePing: { id: first.zonePing.id } });
    await until(
      async () =>
        dataOf(await gateway.run(ZonePingDocument, { id: first.zonePing.id })).zonePing?.state === 'COMPLETED',
      30_000,
    );
    expect(await start({ zoneId, idempotencyKey: 'run-1' })).toMatchObject({
      replayed: true,
      zonePing: { id: first.zonePing.id },
    });
    const other = dataOf(
      await gateway.run(StartZonePingDocument, { input: { zoneId: zoneId + 1, idempotencyKey: 'run-1' } }),
    );
    expect(other.startZonePing).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect((await start()).zonePing.id).not.toBe(first.zonePing.id);
  });

  it('must have a client, and who asks the scope', async () => {
    expect(codesOf(await gateway.run(StartZonePingDocument, { input: { zoneId: 99_999 } }))).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect(codesOf(await gateway.run(StartZonePingDocument, { input: { zoneId: 0 } }))).toEqual(['BAD_USER_INPUT']);
    const refused = await gateway.run(StartZonePingDocument, { input: { zoneId } }, { scopes: ['network:read'] });
    expect(codesOf(refused)).toEqual(['FORBIDDEN']);
    expect(codesOf(await gateway.run(OutagesDocument, { first: 1 }, { scopes: ['clients:read'] }))).toEqual([
      'FORBIDDEN',
    ]);
  });
});
