import type { Client as SocketClient } from 'graphql-ws';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  PingTaskChangedDocument,
  PingTaskCompletedDocument,
  PingTaskDocument,
  PingTasksDocument,
  StartPingDocument,
} from '../../src/client/generated/operations.js';
import type { OperationDocument } from '../../src/client/operation.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, quickPings, startTestGateway, type TestGateway, until } from './gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

beforeEach(() => gateway.wispHub.reset());

const clientId = (row: { id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);

async function start(row: { id_servicio: number }, input: object = {}): Promise<string> {
  const { startPing } = dataOf(await gateway.run(StartPingDocument, { input: { clientId: clientId(row), ...input } }));
  if (startPing.__typename !== 'StartPingSuccess') throw new Error(startPing.__typename);
  return startPing.pingTask.id;
}

/** Every event of a subscription until it completes. */
async function collect<Data, Variables extends Record<string, unknown>>(
  socket: SocketClient,
  document: OperationDocument<'subscription', Data, Variables>,
  variables: Variables,
): Promise<readonly Data[]> {
  const events: Data[] = [];
  for await (const { data, errors } of socket.iterate<Data>({ query: document.text, variables })) {
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    if (data) events.push(data);
  }
  return events;
}

const polls = (): number => gateway.wispHub.calls.filter(({ route }) => route === 'GET /api/v1/ping/{task_id}/').length;

describe('a ping', () => {
  it.each([
    ['STABLE', cases.pingStable],
    ['INTERMITTENT', cases.pingIntermittent],
    ['NO_INTERNET', cases.pingNoInternet],
  ])('that ends %s is streamed to its subscriber, then the stream completes', async (connection, row) => {
    const id = await start(row);
    const [event, ...more] = await collect(gateway.socket(), PingTaskCompletedDocument, { id });
    expect(event?.pingTaskCompleted).toMatchObject({
      id,
      status: 'COMPLETED',
      connection,
      client: { name: row.nombre },
    });
    expect(more).toEqual([]);
  });

  it('that the back end cannot do is FAILED; one that never ends is TIMED_OUT at the deadline', async () => {
    const failed = collect(gateway.socket(), PingTaskCompletedDocument, { id: await start(cases.pingFails) });
    const hanging = collect(gateway.socket(), PingTaskCompletedDocument, { id: await start(cases.pingHangs) });
    const broken = collect(gateway.socket(), PingTaskCompletedDocument, { id: await start(cases.pingBroken) });
    expect((await failed)[0]?.pingTaskCompleted).toMatchObject({ status: 'FAILED', connection: null });
    expect((await hanging)[0]?.pingTaskCompleted).toMatchObject({ status: 'TIMED_OUT', connection: null });
    expect((await broken)[0]?.pingTaskCompleted).toMatchObject({ status: 'TIMED_OUT', connection: null });
  });

  it('that has ended is told at once to who subscribes afterwards', async () => {
    const id = await start(cases.typical);
    await collect(gateway.socket(), PingTaskCompletedDocument, { id });
    const before = polls();
    const [event] = await collect(gateway.socket(), PingTaskCompletedDocument, { id });
    expect(event?.pingTaskCompleted).toMatchObject({ status: 'COMPLETED' });
    expect(polls()).toBe(before);
  });

  it('goes on without subscribers, and a later query finds the result', async () => {
    const id = await start(cases.twoPhones);
    await until(async () => dataOf(await gateway.run(PingTaskDocument, { id })).pingTask?.status === 'COMPLETED');
    const { pingTask } = dataOf(await gateway.run(PingTaskDocument, { id }));
    expect(pingTask).toMatchObject({
      connection: expect.any(String),
      pings: 4,
      requestedBy: 'tester',
      completedAt: expect.any(String),
    });
  });

  it('with 50 subscribers has one poller, and all of them get the one event', async () => {
    const id = await start(cases.sharedPersonOne);
    const alone = await start(cases.sharedPersonTwo);
    const screens = Array.from({ length: 50 }, (_, index) => gateway.socket({ subject: `screen-${index}` }));
    const streams = screens.map((screen) => collect(screen, PingTaskCompletedDocument, { id }));
    const events = await Promise.all(streams);
    await collect(gateway.socket(), PingTaskCompletedDocument, { id: alone });
    expect(events.every((stream) => stream.length === 1)).toBe(true);
    const countOf = (task: string): number => {
      const taskId = Buffer.from(task, 'base64url').toString().split(':')[2] ?? '';
      return gateway.wispHub.calls.filter(({ path }) => path.includes(`/ping/${taskId}/`)).length;
    };
    expect(countOf(id)).toBeGreaterThan(0);
    expect(Math.abs(countOf(id) - countOf(alone))).toBeLessThanOrEqual(3);
  });

  it('of a client whose ping still runs joins it', async () => {
    const id = await start(cases.pingHangs, { pings: 2 });
    const { startPing } = dataOf(
      await gateway.run(StartPingDocument, { input: { clientId: clientId(cases.pingHangs) } }),
    );
    expect(startPing).toMatchObject({ __typename: 'StartPingSuccess', replayed: true, pingTask: { id } });
  });

  it('started by several at once without keys is one ping that all of them join', async () => {
    const row = gateway.wispHub.clients[70] ?? cases.typical;
    const ids = await Promise.all([1, 2, 3].map(() => start(row)));
    expect(new Set(ids).size).toBe(1);
    expect(gateway.wispHub.effects.pings).toHaveLength(1);
  });

  it('that another start has in flight is sent by the next once that one was refused', async () => {
    gateway.wispHub.fault({
      route: 'POST /api/v1/{service_id}/ping/',
      times: 1,
      fault: { kind: 'answer', when: 'before', status: 401, body: '{"detail":"x"}' },
    });
    const ids = await Promise.all([start(cases.free), start(cases.free)]);
    expect(new Set(ids).size).toBe(1);
    expect(gateway.wispHub.effects.pings).toHaveLength(1);
  });

  it('with one idempotency key is started once', async () => {
    const input = { idempotencyKey: 'ping-1' };
    const first = await start(cases.sharedPersonThree, input);
    await collect(gateway.socket(), PingTaskCompletedDocument, { id: first });
    expect(await start(cases.sharedPersonThree, input)).toBe(first);
    expect(gateway.wispHub.effects.pings).toHaveLength(1);
  });

  it.each([0, -1, 21, 1_000_000_000])('of %d echo requests is InvalidInput, and none is sent', async (pings) => {
    const { startPing } = dataOf(
      await gateway.run(StartPingDocument, { input: { clientId: clientId(cases.typical), pings } }),
    );
    expect(startPing).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: ['pings'] }] });
    expect(gateway.wispHub.effects.pings).toEqual([]);
  });

  it('of an unknown client is ClientNotFound; refused by the back end it is BackendRefused; unclear it is OutcomeUnknown', async () => {
    const ping = async (id: string) =>
      dataOf(await gateway.run(StartPingDocument, { input: { clientId: id } })).startPing;
    expect((await ping(encodeId('Client', 'WISPHUB', 999_999))).__typename).toBe('ClientNotFound');
    gateway.wispHub.fault({
      route: 'POST /api/v1/{service_id}/ping/',
      times: 1,
      fault: { kind: 'answer', when: 'before', status: 422, body: '{"detail":"x"}' },
    });
    expect((await ping(clientId(cases.free))).__typename).toBe('BackendRefused');
    gateway.wispHub.fault({
      route: 'POST /api/v1/{service_id}/ping/',
      times: 1,
      fault: { kind: 'reset', when: 'after' },
    });
    expect((await ping(clientId(cases.free))).__typename).toBe('OutcomeUnknown');
  });
});

describe('an operator', () => {
  it('sees the pending tasks that match, then every change, and nothing of other zones', async () => {
    const own = await startTestGateway({
      wispHub: { pingMs: 60_000 },
      pingTimings: { ...quickPings, deadline: 20_000 },
    });
    const zoneId = cases.sharedPersonFour.zona?.id ?? 0;
    const other = own.wispHub.clients.find(
      ({ zona, id_servicio }) => zona !== null && zona.id !== zoneId && id_servicio > 1100,
    );
    if (other === undefined) throw new Error('no client of another zone');
    for (const row of [other, cases.sharedPersonFour]) {
      dataOf(await own.run(StartPingDocument, { input: { clientId: clientId(row) } }));
    }
    const seen: string[] = [];
    const events = own.socket().iterate<{ pingTaskChanged: { serviceId: number; status: string } }>({
      query: PingTaskChangedDocument.text,
      variables: { filter: { zoneId } },
    });
    for await (const { data } of events) {
      seen.push(`${data?.pingTaskChanged.serviceId} ${data?.pingTaskChanged.status}`);
      if (data?.pingTaskChanged.status !== 'PENDING') break;
      own.wispHub.advance(60);
    }
    const service = cases.sharedPersonFour.id_servicio;
    expect(seen).toEqual([`${service} PENDING`, `${service} COMPLETED`]);
    await own.close();
  });

  it('lists tasks newest first, by filter and page', async () => {
    const ids = [];
    for (const row of gateway.wispHub.clients.slice(60, 63)) ids.push(await start(row, {}));
    const { pingTasks } = dataOf(
      await gateway.run(PingTasksDocument, {
        first: 2,
        filter: { clientIds: gateway.wispHub.clients.slice(60, 63).map(clientId) },
      }),
    );
    expect(pingTasks).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(pingTasks.nodes.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const { pingTasks: rest } = dataOf(
      await gateway.run(PingTasksDocument, {
        first: 2,
        after: pingTasks.pageInfo.endCursor,
        filter: { clientIds: gateway.wispHub.clients.slice(60, 63).map(clientId) },
      }),
    );
    expect(rest.nodes.map(({ id }) => id)).toEqual([ids[0]]);
  });

  it('is told that a task is not known', async () => {
    const id = encodeId('PingTask', 'WISPHUB', 'no-such-task');
    expect(dataOf(await gateway.run(PingTaskDocument, { id })).pingTask).toBeNull();
    const socket = gateway.socket();
    const failure = await new Promise<readonly { extensions?: Record<string, unknown> }[]>((resolve) => {
      socket.subscribe(
        { query: PingTaskCompletedDocument.text, variables: { id } },
        { next: () => undefined, complete: () => undefined, error: (error) => resolve(error as never) },
      );
    });
    expect(failure).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('needs the scope', async () => {
    const answer = await gateway.run(PingTasksDocument, { first: 1 }, { scopes: ['clients:read'] });
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });
});
