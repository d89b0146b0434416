import type { EmulatedAnswer } from '../message.js';
import { json } from '../message.js';
import { createId } from './fixtures/identifier.js';
import { type EmulatedPromise, stateOf, type WisproInstance } from './fixtures/instance.js';
import type { Contract } from './fixtures/subscriber.js';
import type { ChosenSettings } from './settings.js';
import { dayBefore, readCompactDay, toLocalInstant } from './wire/calendar.js';
import { emptyAnswer, recordBody, refuse, suricataStatus } from './wire/envelope.js';

type PromiseShape = ChosenSettings['promiseShape'];
type Refusal = Extract<PromiseShape, `refused${string}`>;

/** `GET /api/pp`: writes. Every call that is not refused adds a promise, the same one as often as it is asked for (W1, W7). */
export function answerPaymentPromise(instance: WisproInstance, query: URLSearchParams): EmulatedAnswer {
  const validUntil = readCompactDay(query.get('fecha') ?? '');
  if (validUntil === undefined) return refuse(400, { valid_until: 'is not a valid date' });
  const contract = findContract(instance, query.get('codcli') ?? '');
  if (contract === undefined) return refuse(404);
  if (instance.settings.refuseIfActive && stateOf(instance, contract) !== 'disabled') return refuse(412);
  const shape = instance.settings.promiseShape;
  if (isRefusal(shape)) return refusals[shape]();
  return accepted[shape](record(instance, contract, shape === 'shortened' ? dayBefore(validUntil) : validUntil));
}

function findContract(instance: WisproInstance, text: string): Contract | undefined {
  const key = instance.settings.promiseKey;
  const matches = ({ id, publicId }: Contract): boolean => (key === 'id' ? id : String(publicId)) === text;
  for (const { contracts } of instance.subscribers) {
    const found = contracts.find(matches);
    if (found !== undefined) return found;
  }
  return undefined;
}

function record(instance: WisproInstance, contract: Contract, validUntil: string): EmulatedPromise {
  const promise: EmulatedPromise = {
    id: createId('promise', instance.promises.length + 1),
    contractId: contract.id,
    validUntil,
    createdAt: toLocalInstant(instance.now()),
  };
  instance.promises.push(promise);
  return promise;
}

function write(promise: EmulatedPromise, validUntil = promise.validUntil) {
  return {
    id: promise.id,
    valid_until: validUntil,
    contract_id: promise.contractId,
    created_at: promise.createdAt,
    updated_at: promise.createdAt,
  };
}

function envelope(data: unknown, status = 200): EmulatedAnswer {
  return json(200, recordBody('payment_promise', data, status));
}

/** The promise is recorded in each of these, whether or not anybody can tell from the answer. */
const accepted: Readonly<Record<Exclude<PromiseShape, Refusal>, (promise: EmulatedPromise) => EmulatedAnswer>> = {
  envelope: (promise) => envelope(write(promise)),
  array: (promise) => envelope([write(promise)]),
  bare: (promise) => json(200, write(promise)),
  envelope201: (promise) => envelope(write(promise), 201),
  dateTime: (promise) => envelope(write(promise, `${promise.validUntil}T00:00:00.000-03:00`)),
  compactDate: (promise) => envelope(write(promise, promise.validUntil.replaceAll('-', ''))),
  shortened: (promise) => envelope(write(promise)),
  successTrue: () => json(200, { success: true }),
  okTrue: () => json(200, { ok: true }),
  createdTrue: () => json(200, { created: true }),
  exitoTrue: () => json(200, { exito: true }),
  text: () => json(200, 'Promesa de pago registrada'),
  message: () => json(200, { message: 'La promesa de pago fue creada' }),
  mensaje: () => json(200, { mensaje: 'Promesa generada con éxito' }),
  apiMessage: () => json(200, { api_status: '200', api_message: 'exitoso' }),
  suricata: () => json(200, suricataStatus('200', 'exitoso')),
  unknownObject: () => json(200, { resultado: 7 }),
  emptyObject: () => json(200, {}),
  emptyData: () => envelope([]),
  null: () => json(200, null),
  empty: emptyAnswer,
  plainText: () => ({ status: 200, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: 'OK' }),
};

const refusals: Readonly<Record<Refusal, () => EmulatedAnswer>> = {
  refusedEnvelope: () => refuse(400, { valid_until: 'is too far in the future' }),
  refusedSuccess: () => json(200, { success: false }),
  refusedOk: () => json(200, { ok: false }),
  refusedMessage: () => json(200, { message: 'El contrato ya tiene una promesa de pago' }),
  refusedError: () => json(200, { error: 'No se permite otra promesa este mes' }),
  refusedSuricata: () => json(200, suricataStatus('400', 'no se puede crear la promesa')),
};

function isRefusal(shape: PromiseShape): shape is Refusal {
  return shape in refusals;
}
