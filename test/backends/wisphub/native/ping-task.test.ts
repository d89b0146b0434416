import { describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../../../src/emulator/wisphub/index.js';
import { backgroundCall } from '../../../../src/upstream/call.js';
import { part, useWispHub } from '../harness.js';

const hub = useWispHub('native');
const pings = () => part(hub.wispHub, 'pings');

async function ping(row: { readonly id_servicio: number }) {
  const started = await pings().start(row.id_servicio, 4, backgroundCall());
  if (started.kind !== 'done') throw new Error(started.kind);
  hub.emulator.advance(3);
  return pings().read(started.value, backgroundCall());
}

const unknown = { kind: 'completed', connection: 'UNKNOWN', message: null };
const completed = (connection: string, packetLoss: number, latencyMs: number | null) => ({
  ...{ kind: 'completed', connection, message: null, packetLoss, latencyMs },
});
const failed = { kind: 'failed', message: null };
const pending = { kind: 'pending' };

const echo = (facts: object = {}) => ({ host: '172.16.1.2', sent: '1', received: '1', ...facts });
const counted = { 'ping-exitoso': '1 de 1' };
const lost = { received: '0', status: 'timeout' };

describe('a ping of the native API', () => {
  it.each([
    ['pingStable', completed('STABLE', 0, 1.3)],
    ['pingIntermittent', completed('INTERMITTENT', 50, 1.3)],
    ['pingNoInternet', completed('NO_INTERNET', 100, null)],
    ['pingAntennaOnly', completed('ANTENNA_ONLY', 100, null)],
    ['pingFails', failed],
    ['pingEmpty', unknown],
    ['pingBroken', failed],
    ['pingHangs', pending],
  ] as const)('of %s is %j', async (name, reading) => {
    expect(await ping(cases[name])).toEqual(reading);
  });

  it('of a router that refuses failed, and says nothing of the line', async () => {
    hub.emulator.settings({ routerRefuses: true });
    expect(await ping(cases.pingStable)).toEqual(failed);
  });

  it.each([
    ['SUCCESS', 'Error "failure"', failed],
    ['SUCCESS', null, unknown],
    [
      'SUCCESS',
      [
        ...[echo({ time: '1s2ms' }), echo({ time: '900us' }), echo(), echo(lost)].map((each, at) => ({
          [`ping-${at}`]: each,
        })),
        counted,
      ],
      completed('INTERMITTENT', 25, 501.5),
    ],
    [
      'SUCCESS',
      [{ 'ping-1': echo({ status: 'Network is down', received: '0' }) }, counted],
      completed('NO_INTERNET', 100, null),
    ],
    ['SUCCESS', [{ 'ping-1': echo({ sent: 1, received: 1, time: 12 }) }, counted], completed('STABLE', 0, null)],
    [
      'SUCCESS',
      [{ 'ping-1': echo({ host: '203.0.113.10', time: '9ms' }) }, counted],
      completed('ANTENNA_ONLY', 100, null),
    ],
    ['SUCCESS', [{ 'ping-1': echo() }], unknown],
    ['RETRY', null, pending],
    ['REVOKED', null, failed],
    ['a new word', [], pending],
  ] as const)('that ends in %j with %j is %j', async (status, result, reading) => {
    for (const body of [{ task: { status, result } }, { status, result }]) {
      hub.emulator.clearFaults();
      hub.answer('GET /api/tasks/', 200, body);
      expect(await pings().read('task', backgroundCall())).toEqual(reading);
    }
  });

  it('of a task that is not known is pending: the deadline decides', async () => {
    expect(await pings().read('none', backgroundCall())).toEqual(pending);
  });

  it('of a client that there is not is not found, and of too many echoes is refused', async () => {
    expect(await pings().start(999_999, 4, backgroundCall())).toEqual({ kind: 'not-found' });
    expect(await pings().start(1021, 99, backgroundCall())).toEqual({ kind: 'refused' });
  });
});
