import { describe, expect, it } from 'vitest';
import type { ClientChange } from '../../../src/model/client.js';
import { BadUserInput } from '../../../src/model/errors.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { dialects, envelope, failure, type Harness, part, routesOf, useWispHub } from './harness.js';

const update = (hub: Harness, change: ClientChange, serviceId = 1001) =>
  part(hub.wispHub, 'clientUpdates').update(serviceId, change, backgroundCall());

describe.each(dialects)('a change of a client in %s', (dialect) => {
  const hub = useWispHub(dialect);

  it('is done once, with the phone as they store it, and no other field touched', async () => {
    expect(await update(hub, { phone: '+57 311 555 0101', document: '52999888' })).toEqual({
      kind: 'done',
      value: { phone: '3115550101', document: '52999888' },
    });
    expect(await update(hub, { document: '52999889' })).toEqual({ kind: 'done', value: { document: '52999889' } });
    expect(await update(hub, { phone: '3115550102' })).toEqual({ kind: 'done', value: { phone: '3115550102' } });
    expect(hub.emulator.effects.updates).toEqual([
      { serviceId: 1001, changes: { telefono: '3115550101', cedula: '52999888' } },
      { serviceId: 1001, changes: { cedula: '52999889' } },
      { serviceId: 1001, changes: { telefono: '3115550102' } },
    ]);
  });

  it.each([
    ['a reset before it', { kind: 'reset', when: 'before' }, 0],
    ['a reset after it', { kind: 'reset', when: 'after' }, 1],
    ['a failure after it', { kind: 'answer', when: 'after', status: 500, body: '' }, 1],
    ['half an answer', { kind: 'cut' }, 1],
    ['a page of a proxy', { kind: 'answer', when: 'before', status: 200, body: '<html>' }, 0],
    ['a success of somebody else', { kind: 'answer', when: 'before', status: 200, body: '{"success":true}' }, 0],
    ['no such page at a proxy', { kind: 'answer', when: 'before', status: 404, body: '<html>' }, 0],
  ] as const)('after %s is unknown, and not sent again', async (_, fault, effects) => {
    hub.emulator.fault({ route: routesOf(dialect).change, fault });
    expect(await update(hub, { document: '52999888' })).toEqual({ kind: 'unknown' });
    expect(hub.emulator.effects.updates).toHaveLength(effects);
    expect(hub.asked.filter((route) => route.startsWith(routesOf(dialect).change))).toHaveLength(1);
  });

  it('that is refused whole, unread, is refused', async () => {
    hub.answer(routesOf(dialect).change, 422, { detail: 'Error de validación: phone: Input should be a valid string' });
    expect(await update(hub, { document: '52999888' })).toEqual({ kind: 'refused' });
  });

  it('without credentials that do is an error: nothing was done', async () => {
    hub.answer(routesOf(dialect).change, 403, { detail: 'API Key inválida o ausente.' });
    expect(await failure(update(hub, { document: '52999888' }))).toMatchObject({
      code: 'UPSTREAM_AUTH_FAILED',
      mayHaveArrived: false,
    });
  });

  it('to a back end that nobody answers for is an error: nothing was sent', async () => {
    const unknownPerson = hub.connect({ baseUrl: 'http://127.0.0.1:1' });
    const change = part(unknownPerson, 'clientUpdates').update(1001, { document: '52999888' }, backgroundCall());
    expect(await failure(change)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
  });

  it.each([[{ phone: '..' }], [{ phone: '300123' }]])(
    'to %j is refused, and nothing at all is asked',
    async (change) => {
      await expect(update(hub, change)).rejects.toThrow(BadUserInput);
      expect(hub.emulator.calls).toEqual([]);
    },
  );
});

describe('a change that v1 calls failed', () => {
  const hub = useWispHub('v1');
  const failed = envelope('client_update_failed', null, false);

  it('is read back: applied is done, not applied may still be', async () => {
    hub.answer('PUT ', 200, failed, 'after');
    expect(await update(hub, { document: '52999888' })).toMatchObject({ kind: 'done' });
    hub.emulator.clearFaults();
    hub.answer('PUT ', 200, failed, 'before');
    expect(await update(hub, { document: '52999889' })).toEqual({ kind: 'unknown' });
  });

  it('is unknown when the client is not found either, which an outage looks like', async () => {
    hub.emulator.settings({ nativeDown: true });
    expect(await update(hub, { document: '52999888' })).toEqual({ kind: 'unknown' });
    hub.emulator.settings({ nativeDown: false });
    expect(await update(hub, { document: '52999888' }, 999_999)).toEqual({ kind: 'unknown' });
  });
});

describe('a change that v2 calls failed', () => {
  const hub = useWispHub('v2');

  it('is unknown, applied or not, and a look-up that is two minutes old is not asked', async () => {
    const failed = { detail: 'No se pudo actualizar el cliente. Verifique el ID.' };
    hub.answer('PUT ', 400, failed, 'after');
    expect(await update(hub, { document: '52999888' })).toEqual({ kind: 'unknown' });
    hub.emulator.clearFaults();
    expect(await update(hub, { document: '52999888' }, 999_999)).toEqual({ kind: 'unknown' });
    expect(hub.asked).toEqual(['PUT /api/clients/{service_id}', 'PUT /api/clients/{service_id}']);
    expect(hub.wispHub.status().state).toBe('UP');
  });
});
