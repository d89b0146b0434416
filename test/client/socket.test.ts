import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectionState, dataOf } from '../../src/client/index.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { quickPings, startTestGateway, type TestGateway, until } from '../gateway/gateway.js';
import { startProxy } from '../proxy.js';
import { collect, connect, type TestClient } from './harness.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ pingTimings: { ...quickPings, deadline: 60_000 } });
});

afterAll(() => gateway.close());

beforeEach(() => gateway.wispHub.reset());

async function startPing(client: TestClient, row: { readonly id_servicio: number }): Promise<string> {
  const input = { clientId: encodeId('Client', 'WISPHUB', row.id_servicio) };
  const { startPing } = dataOf(await client.startPing({ input }));
  if (startPing.__typename !== 'StartPingSuccess') throw new Error(startPing.__typename);
  return startPing.pingTask.id;
}

describe('a subscription', () => {
  it('gives its events and ends when there are no more', async () => {
    const client = connect(gateway);
    const id = await startPing(client, cases.pingStable);
    const events = await collect(client.pingTaskCompleted({ id }));
    expect(events).toMatchObject([{ kind: 'ok', data: { pingTaskCompleted: { id, connection: 'STABLE' } } }]);
    client.close();
  });

  it('of one’s own runs like the others', async () => {
    const client = connect(gateway);
    const id = await startPing(client, cases.pingStable);
    const text = 'subscription Own($id: ID!) { pingTaskCompleted(id: $id) { connection } }';
    const own: TypedDocumentNode<
      { readonly pingTaskCompleted: { readonly connection: string } },
      { readonly id: string }
    > = parse(text);
    const events = await collect(client.subscribe(own, { id }));
    expect(events.map((event) => dataOf(event).pingTaskCompleted.connection)).toEqual(['STABLE']);
    client.close();
  });

  it('that is refused says why and ends', async () => {
    const client = connect(gateway);
    const id = encodeId('PingTask', 'WISPHUB', 'no-such-task');
    expect(await collect(client.pingTaskCompleted({ id }))).toMatchObject([
      { kind: 'failed', errors: [{ code: 'BAD_USER_INPUT', requestId: expect.any(String) }] },
    ]);
    client.close();
  });

  it('goes on over a lost connection, and the client says when what it shows may be out of date', async () => {
    const proxy = await startProxy(gateway.url);
    const client = connect({ ...gateway, url: proxy.url });
    const states: ConnectionState[] = [];
    client.watchConnection((state) => states.push(state));
    const id = await startPing(client, cases.pingHangs);
    const events = client.pingTaskChanged({ filter: { status: ['PENDING'] } });
    expect((await events.next()).value).toMatchObject({ kind: 'ok', data: { pingTaskChanged: { id } } });
    await proxy.toxic({ kind: 'down' });
    await until(() => client.connection === 'lost');
    await proxy.clear();
    // Whoever subscribes is told of what is pending: so is the one who is back.
    expect((await events.next()).value).toMatchObject({ kind: 'ok', data: { pingTaskChanged: { id } } });
    expect(states).toEqual(['connecting', 'connected', 'lost', 'connected']);
    expect(await events.return?.()).toEqual({ done: true, value: undefined });
    client.close();
    await proxy.close();
  });

  it('ends at once when its signal is aborted, even while it waits', async () => {
    const client = connect(gateway);
    const leave = new AbortController();
    const id = await startPing(client, cases.pingHangs);
    const events = client.pingTaskCompleted({ id }, { signal: leave.signal });
    const waiting = events.next();
    await until(() => client.connection === 'connected');
    leave.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await collect(client.pingTaskCompleted({ id }, { signal: leave.signal }))).toEqual([]);
    client.close();
    await until(() => client.connection === 'idle');
  });

  it('ends at once when the client is closed, also while it is lost', async () => {
    const proxy = await startProxy(gateway.url);
    const client = connect({ ...gateway, url: proxy.url });
    const id = await startPing(client, cases.pingHangs);
    const waiting = client.pingTaskCompleted({ id }).next();
    await until(() => client.connection === 'connected');
    await proxy.toxic({ kind: 'down' });
    await until(() => client.connection === 'lost');
    client.close();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(client.connection).toBe('idle');
    await proxy.close();
  });

  it('with a token that is refused asks for another, and gives up when there is none', async () => {
    const tokens = ['no-token', gateway.token()];
    const renewing = connect(gateway, { token: () => tokens.shift() ?? '' });
    const id = encodeId('PingTask', 'WISPHUB', 'no-such-task');
    expect(await collect(renewing.pingTaskCompleted({ id }))).toMatchObject([{ errors: [{ code: 'BAD_USER_INPUT' }] }]);
    const stuck = connect(gateway, { token: 'no-token' });
    expect(await collect(stuck.pingTaskCompleted({ id }))).toMatchObject([
      { kind: 'failed', errors: [{ code: 'UNAUTHENTICATED' }] },
    ]);
    renewing.close();
  });
});
