import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Operation } from '../../src/domain/operation.js';
import { createServices } from '../../src/domain/services.js';
import { BadUserInput, UpstreamError } from '../../src/model/errors.js';
import { encodeId } from '../../src/model/id.js';
import type { PromisePolicy } from '../../src/model/payment-promise.js';
import type { ServiceStatus } from '../../src/model/service-status.js';
import { createMemoryStore } from '../../src/store/memory/memory.js';
import { backgroundCall } from '../../src/upstream/call.js';
import { toCaller } from './caller.js';
import { toBackend } from './client-backend.js';
import { toRecord } from './client-record.js';

const timeZone = 'America/Argentina/Buenos_Aires';
const policy = { maxDays: 10, onlySuspended: true };
const contractId = encodeId('Contract', 'WISPRO', '7', 'c1');

// It is still the tenth where the ISP is.
beforeEach(() => vi.useFakeTimers({ now: new Date('2026-03-11T02:30:00Z'), toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

function start(state: ServiceStatus | Error | null = 'SUSPENDED', rules: Partial<PromisePolicy> = {}) {
  const sent: string[] = [];
  const find = async () => {
    if (state instanceof Error) throw state;
    const contracts = state === null ? [] : [{ contractId: 'c1', status: state }];
    return { ...toRecord(7), backend: 'WISPRO', id: encodeId('Client', 'WISPRO', 7), contracts } as never;
  };
  const backend = toBackend({
    ...{ name: 'WISPRO', locality: { country: 'AR', currency: 'ARS', timeZone, phoneCountry: 'AR' } },
    ...{ clients: { keyKinds: ['SERVICE_ID'], find }, contracts: true },
    promises: {
      policy: { ...policy, ...rules },
      promisesFor: 'contract',
      create: async ({ contract }, validUntil) => {
        sent.push(`${contract?.contractId} ${validUntil}`);
        return { kind: 'done', value: { reference: 'r1', validUntil } };
      },
    },
  });
  const services = createServices([backend], createMemoryStore());
  let keys = 0;
  const promise = (validUntil: string, changes: object = {}) => {
    const operation = new Operation(services, toCaller(), backgroundCall());
    keys += 1;
    const request = { contractId, validUntil, idempotencyKey: `k-${keys}-abcdefgh`, force: false, ...changes };
    return operation.paymentPromises.create(request);
  };
  return { sent, promise };
}

describe('a promise to pay', () => {
  it.each([
    ['2026-03-09', { kind: 'not-allowed', reason: 'DATE_IN_PAST' }],
    ['2026-03-10', { kind: 'done' }],
    ['2026-03-20', { kind: 'done' }],
    ['2026-03-21', { kind: 'not-allowed', reason: 'DATE_TOO_FAR' }],
  ])('until %s is counted in days of the ISP’s calendar: %j', async (validUntil, result) => {
    const { sent, promise } = start();
    expect(await promise(validUntil)).toMatchObject(result);
    expect(sent).toEqual(result.kind === 'done' ? [`c1 ${validUntil}`] : []);
  });

  it.each([
    // The 23rd and 24th of March are a Monday and a holiday.
    ['2026-03-23', { kind: 'done' }],
    ['2026-03-24', { kind: 'done' }],
    ['2026-03-25', { kind: 'done' }],
    ['2026-03-26', { kind: 'not-allowed', reason: 'DATE_TOO_FAR' }],
    ['2026-03-09', { kind: 'not-allowed', reason: 'DATE_IN_PAST' }],
    ['9999-12-31', { kind: 'not-allowed', reason: 'DATE_TOO_FAR' }],
  ])(
    'until %s, ten business days at most, is counted by the holidays of the country: %j',
    async (validUntil, result) => {
      const { sent, promise } = start('SUSPENDED', { countsBusinessDays: true });
      expect(await promise(validUntil)).toMatchObject(result);
      expect(sent).toEqual(result.kind === 'done' ? [`c1 ${validUntil}`] : []);
    },
  );

  it('of the same day is sent once for a contract, whatever its key, until the day is over', async () => {
    const { sent, promise } = start();
    expect(await promise('2026-03-10')).toEqual({
      ...{ kind: 'done', isReplay: false },
      value: { reference: 'r1', targetId: contractId, validUntil: '2026-03-10', createdAt: '2026-03-11T02:30:00.000Z' },
    });
    expect(await promise('2026-03-10', { force: true })).toEqual({ kind: 'not-allowed', reason: 'ALREADY_PROMISED' });
    expect(await promise('2026-03-11')).toMatchObject({ kind: 'done' });
    expect(sent).toEqual(['c1 2026-03-10', 'c1 2026-03-11']);
  });

  it('is for a suspended service, by the contract as it is now', async () => {
    expect(await start('ACTIVE').promise('2026-03-12')).toEqual({
      ...{ kind: 'not-allowed', reason: 'SERVICE_ACTIVE' },
    });
    expect(await start(null).promise('2026-03-12')).toEqual({ kind: 'not-found' });
  });

  it('of a contract that cannot be read is not sent, and says that', async () => {
    const { sent, promise } = start(new UpstreamError('UPSTREAM_TIMEOUT', 'WISPRO'));
    const error = await promise('2026-03-12').catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', mayHaveArrived: false });
    expect(sent).toEqual([]);
  });

  it('names what is malformed', async () => {
    const { promise } = start();
    expect(await promise('2026-03-12', { idempotencyKey: '' })).toEqual({
      ...{ kind: 'invalid', fields: [{ path: ['idempotencyKey'], kind: 'malformed' }] },
    });
    await expect(promise('2026-03-12', { contractId: encodeId('Client', 'WISPRO', 7) })).rejects.toThrow(BadUserInput);
    await expect(promise('2026-03-12', { contractId: 'x' })).rejects.toThrow(BadUserInput);
  });
});
