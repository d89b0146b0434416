import { describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../../src/emulator/wisphub/index.js';
import { BadUserInput } from '../../../src/model/errors.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { dialects, failure, type Harness, part, routesOf, useWispHub } from './harness.js';

const startPing = (hub: Harness, serviceId: number) => part(hub.wispHub, 'pings').start(serviceId, 4, backgroundCall());
const read = (hub: Harness, taskId: string) => part(hub.wispHub, 'pings').read(taskId, backgroundCall());

async function start(hub: Harness, row: { readonly id_servicio: number }): Promise<string> {
  const outcome = await startPing(hub, row.id_servicio);
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  return outcome.value;
}

/** What a ping of the client comes to in the end. */
async function ping(hub: Harness, row: { readonly id_servicio: number }) {
  const taskId = await start(hub, row);
  hub.emulator.advance(3);
  return read(hub, taskId);
}

const completed = (connection: string, message: string | null = null) => ({ kind: 'completed', connection, message });
const failed = { kind: 'failed', message: null };
const pending = { kind: 'pending' };

const sentences = {
  stable: 'Client device has an active connection.',
  antennaOnly: 'Customer device is unreachable, but the main antenna has connection.',
  none: 'No connection to the customer device or the antenna.',
} as const;

describe.each(dialects)('a ping in %s', (dialect) => {
  const hub = useWispHub(dialect);

  it('is started once, and pending until it ends, which is no failure of the back end', async () => {
    const taskId = await start(hub, cases.pingStable);
    expect(hub.emulator.effects.pings).toEqual([{ serviceId: 1021, pings: 4, taskId }]);
    expect(await read(hub, taskId)).toEqual(pending);
    expect(hub.wispHub.status().state).toBe('UP');
    hub.emulator.advance(3);
    expect(await read(hub, taskId)).toMatchObject({ kind: 'completed', connection: 'STABLE' });
    expect(await read(hub, await start(hub, cases.pingHangs))).toEqual(pending);
  });

  it.each([
    ['a reset', { kind: 'reset', when: 'after' }],
    ['a failure', { kind: 'answer', when: 'after', status: 500, body: '' }],
    ['a task without a name', { kind: 'answer', when: 'after', status: 200, body: '{"task_id":"../clients/"}' }],
  ] as const)('after %s is unknown', async (_, fault) => {
    hub.emulator.fault({ route: routesOf(dialect).ping, fault });
    expect(await startPing(hub, 1021)).toEqual({ kind: 'unknown' });
    expect(hub.emulator.effects.pings).toHaveLength(1);
  });

  it('that is refused whole, unread, is refused', async () => {
    hub.answer(routesOf(dialect).ping, 422, { detail: 'x' });
    expect(await startPing(hub, 1021)).toEqual({ kind: 'refused' });
  });

  it.each(['..', '../clients/', 'a/b', '%2e%2e', '', 'x'.repeat(65)])(
    'of task %j is refused, and nothing at all is asked',
    async (taskId) => {
      await expect(read(hub, taskId)).rejects.toThrow(BadUserInput);
      expect(hub.emulator.calls).toEqual([]);
    },
  );

  it('says nothing when the back end is out of reach', async () => {
    hub.answer('GET ', 502, '<html>');
    expect((await failure(read(hub, 'task'))).code).toBe('UPSTREAM_UNAVAILABLE');
  });
});

describe('a ping in v1', () => {
  const hub = useWispHub('v1');

  it.each([
    ['pingStable', completed('STABLE')],
    ['pingIntermittent', completed('INTERMITTENT')],
    ['pingNoInternet', completed('NO_INTERNET')],
    ['pingAntennaOnly', completed('NO_INTERNET')],
    ['pingFails', failed],
    ['pingEmpty', failed],
    ['pingBroken', pending],
  ] as const)('of %s is %j', async (name, reading) => {
    expect(await ping(hub, cases[name])).toEqual(reading);
  });

  it('that is not started is unknown: v1 says so of a failure after it too', async () => {
    expect(await startPing(hub, 999_999)).toEqual({ kind: 'unknown' });
  });
});

describe('a ping in v2', () => {
  const hub = useWispHub('v2');

  it.each([
    ['pingStable', completed('STABLE', sentences.stable)],
    ['pingIntermittent', completed('STABLE', sentences.stable)],
    ['pingNoInternet', completed('NO_INTERNET', sentences.none)],
    ['pingAntennaOnly', completed('ANTENNA_ONLY', sentences.antennaOnly)],
    ['pingFails', failed],
    ['pingEmpty', failed],
    ['pingBroken', failed],
  ] as const)('of %s is %j', async (name, reading) => {
    expect(await ping(hub, cases[name])).toEqual(reading);
  });

  it('that is not started is unknown: it says the same when the connection was lost', async () => {
    expect(await startPing(hub, 999_999)).toEqual({ kind: 'unknown' });
    expect(hub.wispHub.status().state).toBe('UP');
  });

  it('goes on through an outage of the native system', async () => {
    const taskId = await start(hub, cases.pingStable);
    hub.emulator.settings({ nativeDown: true });
    hub.emulator.advance(3);
    expect(await read(hub, taskId)).toEqual(pending);
    hub.emulator.settings({ nativeDown: false });
    expect(await read(hub, taskId)).toMatchObject({ kind: 'completed' });
  });

  it.each([
    ['MikroTik interface error.', failed],
    ['Unexpected task status: FAILURE.', failed],
    ['Unexpected task status: STARTED.', pending],
    ['Invalid task format.', failed],
    ['No ping result data.', failed],
    ['No valid ping items found.', failed],
    ['Ping API error.', pending],
    ['Invalid JSON response.', pending],
    ['Something new', pending],
  ])('that it refuses to tell of with %j is %j', async (detail, reading) => {
    hub.answer('/ping/{task_id}/', 400, { detail });
    expect(await read(hub, 'task')).toEqual(reading);
  });

  it('passes on no sentence but its own', async () => {
    hub.answer('/ping/{task_id}/', 200, { status: 'stable', message: 'http://10.0.0.1/?token=abc' });
    expect(await read(hub, 'task')).toEqual(completed('STABLE'));
  });

  it('with a verdict that is not known is an error', async () => {
    hub.answer('/ping/{task_id}/', 200, { status: 'constructor', message: '' });
    expect((await failure(read(hub, 'task'))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('is a failure of the back end when v2 answers 500, which means pending in v1 alone', async () => {
    hub.answer('/ping/{task_id}/', 500, { detail: 'Ocurrió un error interno en el servidor.' });
    expect((await failure(read(hub, 'task'))).code).toBe('UPSTREAM_UNAVAILABLE');
  });
});

describe('a ping in mid-v2', () => {
  const hub = useWispHub('mid-v2');

  it.each([
    ['pingStable', completed('STABLE')],
    ['pingNoInternet', completed('NO_INTERNET')],
    ['pingAntennaOnly', completed('ANTENNA_ONLY')],
    ['pingFails', failed],
    ['pingHangs', pending],
  ] as const)('of %s is %j', async (name, reading) => {
    expect(await ping(hub, cases[name])).toEqual(reading);
  });
});

describe('a ping in early v2', () => {
  const hub = useWispHub('early-v2');

  it.each([
    ['pingStable', completed('STABLE')],
    ['pingIntermittent', completed('INTERMITTENT')],
    ['pingNoInternet', completed('NO_INTERNET')],
    ['pingFails', failed],
    ['pingHangs', pending],
  ] as const)('of %s is %j', async (name, reading) => {
    expect(await ping(hub, cases[name])).toEqual(reading);
  });
});
