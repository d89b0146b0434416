import { describe, expect, it } from 'vitest';
import type { SuricataSettings } from '../../../src/backends/wispro/index.js';
import { readPromise } from '../../../src/backends/wispro/payment-promise.js';
import { readAnswer } from '../../../src/backends/wispro/protocol/answer.js';
import {
  afterEffect,
  type WisproSettings as EmulatorSettings,
  wisproCases,
  wisproFaults,
} from '../../../src/emulator/wispro/index.js';
import type { Contract } from '../../../src/model/contract.js';
import { BadUserInput } from '../../../src/model/errors.js';
import { toRecord } from '../../domain/client-record.js';
import { growthOf } from '../../growth.js';
import { failure, useWispro } from './harness.js';

const wispro = useWispro();
const { suspended } = wisproCases;
const contractId = suspended.contracts.disabled;
const contract = { contractId, publicId: 15005 } as Contract;
const day = '2025-03-12';

const targetOf = (asked: Contract) => ({ client: toRecord(1), contract: asked });

function promise(settings: Partial<SuricataSettings> = {}, asked = contract, budgetMs?: number) {
  const { promises } = wispro.connect(settings);
  if (promises === undefined) throw new Error('no promises');
  return promises.create(targetOf(asked), day, wispro.call(budgetMs));
}

type Shape = EmulatorSettings['promiseShape'];

describe('a promise to pay', () => {
  it('is recorded once, for the contract of a real record, and seen there', async () => {
    const client = await wispro.get('DNI', suspended.dni);
    const [found] = client.contracts;
    expect(await promise({}, found)).toEqual({
      kind: 'done',
      value: { reference: '70000000-0000-4000-8000-000000000001', validUntil: day },
    });
    expect(wispro.emulator.promises).toMatchObject([{ contractId, validUntil: day }]);
    expect(await wispro.get('DNI', suspended.dni)).toMatchObject({ status: 'ACTIVE' });
  });

  it.each<[Shape, boolean]>([
    ['envelope', true],
    ['array', true],
    ['bare', true],
    ['envelope201', true],
    ['dateTime', true],
    ['compactDate', true],
    ['successTrue', false],
    ['okTrue', false],
    ['createdTrue', false],
    ['exitoTrue', false],
    ['text', false],
    ['message', false],
    ['mensaje', false],
    ['apiMessage', false],
    ['suricata', false],
  ])('answered as %s is done (with a reference: %j)', async (promiseShape = 'envelope', hasReference) => {
    wispro.emulator.settings({ promiseShape });
    const reference = hasReference ? '70000000-0000-4000-8000-000000000001' : null;
    expect(await promise()).toEqual({ kind: 'done', value: { reference, validUntil: day } });
  });

  it('holds as long as the back end says', async () => {
    wispro.emulator.settings({ promiseShape: 'shortened' });
    expect(await promise()).toMatchObject({ kind: 'done', value: { validUntil: '2025-03-11' } });
  });

  it.each(['unknownObject', 'emptyObject', 'emptyData', 'null', 'empty', 'plainText'] as Shape[])(
    'answered as %s may have been recorded',
    async (promiseShape = 'null') => {
      wispro.emulator.settings({ promiseShape });
      expect(await promise()).toEqual({ kind: 'unknown' });
      expect(wispro.emulator.promises).toHaveLength(1);
    },
  );

  it.each([
    'refusedEnvelope',
    'refusedSuccess',
    'refusedOk',
    'refusedMessage',
    'refusedError',
    'refusedSuricata',
  ] as Shape[])('answered as %s is refused', async (promiseShape = 'refusedOk') => {
    wispro.emulator.settings({ promiseShape });
    expect(await promise()).toEqual({ kind: 'refused' });
    expect(wispro.emulator.promises).toEqual([]);
  });

  it('for an active service may be refused, and for an unknown contract is not found', async () => {
    wispro.emulator.settings({ refuseIfActive: true });
    const active = { contractId: wisproCases.paidAndPending.contracts.enabled } as Contract;
    expect(await promise({}, active)).toEqual({ kind: 'refused' });
    const unknown = { contractId: 'c0000000-0000-4000-8000-999999999999' } as Contract;
    expect(await promise({}, unknown)).toEqual({ kind: 'not-found' });
  });

  it('is made for the one key that the installation names, never for the other', async () => {
    expect(await promise({ promiseKey: 'public_id' })).toEqual({ kind: 'not-found' });
    expect(wispro.emulator.calls).toHaveLength(1);
    wispro.emulator.settings({ promiseKey: 'public_id' });
    expect(await promise({ promiseKey: 'public_id' })).toMatchObject({ kind: 'done' });
    const error = await failure(promise({ promiseKey: 'public_id' }, { contractId, publicId: null } as Contract));
    expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: false, mayHaveArrived: false });
    expect(wispro.emulator.calls).toHaveLength(2);
  });

  it('is not sent for a day or a contract that cannot be', async () => {
    for (const until of ['2025-02-30', '12/03/2025', '']) {
      await expect(wispro.wispro.promises?.create(targetOf(contract), until, wispro.call())).rejects.toBeInstanceOf(
        BadUserInput,
      );
    }
    await expect(promise({}, { contractId: '1&fecha=2' } as Contract)).rejects.toBeInstanceOf(BadUserInput);
    expect(wispro.emulator.calls).toEqual([]);
  });
});

describe('a promise whose answer is lost', () => {
  it.each([
    ['a reset', { kind: 'reset', when: 'after' }],
    ['half an answer', { kind: 'cut' }],
    ['silence', { kind: 'hang', when: 'after' }],
    ['a page of HTML under 500', afterEffect(wisproFaults.htmlError)],
    ['nothing under 200', afterEffect(wisproFaults.empty)],
    ['a PHP warning before it', wisproFaults.phpWarning],
    ['two documents', wisproFaults.concatenated],
    ['Wispro’s own 500', afterEffect(wisproFaults.envelope500)],
    ['a redirect', afterEffect(wisproFaults.redirectElsewhere('http://127.0.0.1:9/'))],
  ] as const)('to %s is unknown, and sent once', async (_, fault) => {
    wispro.emulator.fault({ route: 'pp', fault });
    expect(await promise({}, contract, 400)).toEqual({ kind: 'unknown' });
    expect(wispro.emulator.promises).toHaveLength(1);
    expect(wispro.emulator.calls).toHaveLength(1);
  });

  it('goes over a connection of its own', async () => {
    const { clients, promises } = wispro.connect();
    await clients.find({ kind: 'DNI', value: suspended.dni }, wispro.call());
    await promises?.create(targetOf(contract), day, wispro.call());
    await clients.find({ kind: 'DNI', value: suspended.dni }, wispro.call());
    const [before, own, after] = wispro.emulator.calls.map(({ socket }) => socket);
    expect(before).toBe(after);
    expect(own).not.toBe(before);
  });
});

describe('a promise that was turned away', () => {
  it.each([
    [wisproFaults.envelope401, 'UPSTREAM_AUTH_FAILED'],
    [wisproFaults.envelope402, 'UPSTREAM_UNAVAILABLE'],
    [wisproFaults.rateLimited('5'), 'UPSTREAM_RATE_LIMITED'],
  ] as const)('is an error, because nothing was done (%#)', async (fault, code) => {
    wispro.emulator.fault({ route: 'pp', fault });
    expect(await failure(promise())).toMatchObject({ code, mayHaveArrived: false });
    expect(wispro.emulator.promises).toEqual([]);
  });

  it.each(['error-token', 'envelope401', 'http401'] as const)('for its token, said as %s', async (badToken) => {
    wispro.emulator.settings({ badToken });
    expect(await failure(promise({ token: 'wrong' }))).toMatchObject({
      code: 'UPSTREAM_AUTH_FAILED',
      retryable: false,
      mayHaveArrived: false,
    });
  });

  it('for want of a connection', async () => {
    const error = await failure(promise({ baseUrl: 'http://127.0.0.1:9' }));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
  });
});

describe('the reading of an answer', () => {
  const outcome = (body: unknown, status = 200) => {
    const reading = readAnswer({ status, headers: {}, body: JSON.stringify(body) }, ['data', 'id', 'success', 'ok']);
    return readPromise(reading, contract, day).kind;
  };

  it.each([
    { id: 7, valid_until: '20250312' },
    { id: 7, contract_id: contractId },
    { id: 7, contract_id: 15005 },
    { status: 201, data: { lo: 'que sea' } },
    { status: '200', data: [{ id: 7 }], errors: {} },
    { success: true, message: 'OK' },
    'La promesa de pago ha sido generada',
    { message: 'Promesa registrada, conexión rehabilitada' },
    { message: 'Payment promise created' },
  ])('%j is done', (body) => {
    expect(outcome(body)).toBe('done');
  });

  it.each([
    { success: false },
    { message: 'Fecha inválida' },
    { mensaje: 'El contrato no existe' },
    { error: 'La promesa no se permite' },
    { status: 422, message: 'x' },
    { status: 412, message: 'x' },
  ])('%j is refused', (body) => {
    expect(outcome(body)).toBe('refused');
  });

  it.each([
    { id: 7 },
    { status: 200, data: null },
    { status: 200 },
    { success: 'quizás' },
    { message: 'Recibido' },
    { message: 'Promesa no creada' },
    { message: 'Unsuccessful' },
    { message: 'Ya tiene una promesa registrada' },
    { success: true, error: 'no se pudo' },
    { success: false, message: 'Promesa registrada' },
    { message: 'cURL error 28: Operation timed out' },
    { error: 'Error de conexión con Wispro' },
    { error: { message: 'Connection reset by peer' } },
    { id: 7, valid_until: day, contract_id: 'c0000000-0000-4000-8000-000000000099' },
    { status: 409, message: 'x' },
  ])('%j is unclear', (body) => {
    const read = () => outcome(body);
    if (body.status === 409) expect(read).toThrow(expect.objectContaining({ mayHaveArrived: true }));
    else expect(read()).toBe('unknown');
  });

  it('a 404 is a contract that is not there, wherever it stands', () => {
    expect(outcome({ status: 404, meta: {}, message: 'Record not found', errors: {} })).toBe('not-found');
    expect(outcome({ status: 404, message: 'Record not found' }, 404)).toBe('not-found');
  });
});

it('one word as often as it fits an answer is read in a time in proportion, and is no promise', () => {
  const read = (count: number) => {
    const body = { message: 'promesa '.repeat(count) };
    return readPromise({ kind: 'body', body }, contract, day);
  };
  expect(read(40_000)).toEqual({ kind: 'unknown' });
  expect(growthOf(read, 40_000)).toBeLessThan(2.5);
}, 120_000);
