import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PingTaskCompletedDocument, StartPingDocument } from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import type { WispHubChanges } from '../../src/emulator/wisphub/settings.js';
import { type Answer, codesOf, dataOf, type TestGateway } from './gateway.js';
import { idOf, startNative, writesOf } from './native.js';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startNative({ pingTimings: { firstPoll: 20, maxPause: 60, deadline: 1_500 } });
});
afterEach(async () => {
  expect(gateway.wispHub.effects.violations).toEqual([]);
  await gateway.close();
});

interface Started {
  readonly startPing: { readonly __typename: string; readonly pingTask?: { readonly id: string } };
}

const start = (row: { readonly id_servicio: number } = cases.pingStable, input: object = {}) =>
  gateway.run(StartPingDocument, { input: { clientId: idOf(row), ...input } }) as Promise<Answer<Started>>;

async function finish(answer: Answer<Started>): Promise<object> {
  const { startPing } = dataOf(answer);
  const id = startPing.pingTask?.id ?? '';
  const events = gateway.socket().iterate({ query: PingTaskCompletedDocument.text, variables: { id } });
  for await (const { data } of events) if (data) return (data as { pingTaskCompleted: object }).pingTaskCompleted;
  throw new Error(startPing.__typename);
}

const pings = () => gateway.wispHub.effects.pings;
const posts = () => writesOf(gateway).length;

describe("an assumed point of pings by WispHub's own API", () => {
  it.each(['oneToTen', 'threeToTen', 'free', 'clamped'])('A-15 %s: the usual number is taken', async (pingCount) => {
    gateway.wispHub.settings({ pingCount });
    expect(await finish(await start())).toMatchObject({ status: 'COMPLETED', connection: 'STABLE' });
    expect(pings()).toHaveLength(1);
  });

  it.each([
    ['taken', 'StartPingSuccess', 2],
    ['refused', 'BackendRefused', 1],
  ])('A-16 %s: a ping while another runs is %s', async (pingAgain, name, started) => {
    gateway.wispHub.settings({ pingAgain });
    expect(dataOf(await start(cases.pingHangs)).startPing.__typename).toBe('StartPingSuccess');
    expect(dataOf(await start()).startPing.__typename).toBe(name);
    expect([posts(), pings().length]).toEqual([2, started]);
  });

  it('A-16 http429: a ping while another runs is an error that may be tried again', async () => {
    gateway.wispHub.settings({ pingAgain: 'http429' });
    await start(cases.pingHangs);
    const answer = await start();
    expect(codesOf(answer)).toEqual(['UPSTREAM_RATE_LIMITED']);
    expect(answer.errors[0]?.extensions).toMatchObject({ retryable: true });
    expect(pings()).toHaveLength(1);
  });

  it.each(['http404', 'pending'])('A-17 %s, A-18: one whose result is gone is TIMED_OUT', async (unknownTask) => {
    gateway.wispHub.settings({ unknownTask, resultLife: 'minutes' });
    const started = await start(cases.pingHangs);
    gateway.wispHub.advance(200);
    expect(await finish(started)).toMatchObject({ status: 'TIMED_OUT', connection: null });
    expect(posts()).toBe(1);
  });

  it.each<[WispHubChanges, { readonly id_servicio: number }, string]>([
    [{ echoes: 'null' }, cases.pingStable, 'UNKNOWN'],
    [{ echoes: 'none' }, cases.pingStable, 'UNKNOWN'],
    [{ echoes: 'uncounted' }, cases.pingStable, 'UNKNOWN'],
    [{ echoes: 'uncounted' }, cases.pingNoInternet, 'UNKNOWN'],
    // By those that came.
    [{ echoes: 'fewer' }, cases.pingStable, 'STABLE'],
    [{ echoes: 'fewer' }, cases.pingNoInternet, 'NO_INTERNET'],
  ])('A-19 %j: a ping that ends so is of no guess', async (settings, row, connection) => {
    gateway.wispHub.settings(settings);
    expect(await finish(await start(row))).toMatchObject({ status: 'COMPLETED', connection });
  });
});

describe("a trap of pings by WispHub's own API", () => {
  it('T22: the error of a router says nothing of the line, in each of its forms', async () => {
    expect(await finish(await start(cases.pingBroken))).toMatchObject({ status: 'FAILED', connection: null });
    gateway.wispHub.settings({ routerRefuses: true });
    expect(await finish(await start())).toMatchObject({ status: 'FAILED', connection: null });
  });

  it('T23: another machine that says "host unreachable" is no success', async () => {
    const { connection } = (await finish(await start(cases.pingAntennaOnly))) as { readonly connection: string };
    expect(connection).toBe('ANTENNA_ONLY');
  });

  it('T24: none is an ARP ping, which the router would fail', async () => {
    expect(await finish(await start(cases.pingStable))).toMatchObject({ connection: 'STABLE' });
  });
});
