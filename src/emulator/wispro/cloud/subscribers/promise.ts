import type { EmulatedAnswer, EmulatedRequest } from '../../../message.js';
import { json } from '../../../message.js';
import type { Row } from '../../fixtures/absence.js';
import { createId } from '../../fixtures/identifier.js';
import type { EmulatedPromise } from '../../fixtures/instance.js';
import { toLocalInstant } from '../../wire/calendar.js';
import type { CloudInstance } from '../state/instance.js';
import type { OwnedContract } from '../state/seed.js';
import { htmlPage, localeOf, record, refuse } from '../wire/envelope.js';
import { readJson } from '../wire/json.js';
import { page } from '../wire/page.js';
import { findContract, serviceState } from './contract.js';

/** `POST /contracts/{uuid}/payment_promises`, JSON (cloud contract 3.4, T9); each accepted one is one more (T10). */
export function createPromise(instance: CloudInstance, request: EmulatedRequest, id: string): EmulatedAnswer {
  const owned = findContract(instance, id);
  if (owned === undefined) return refuse({ status: 404 }, localeOf(request.query));
  const day = readDay(request.body);
  if (day === null) return refuseField(instance, request, { valid_until: 'is not a valid date' });
  const refusal = whyNot(instance, owned, day);
  if (refusal !== null && instance.settings.promiseRefusal !== 'never') {
    return refusals[instance.settings.promiseRefusal](instance, request, refusal);
  }
  const promise: EmulatedPromise = {
    id: createId('promise', instance.state.promises.length + 1),
    contractId: owned.contract.id,
    validUntil: day,
    createdAt: toLocalInstant(instance.now()),
  };
  instance.state.promises.push(promise);
  instance.state.writes.push({ kind: 'promise', id: promise.id });
  return record('payment_promise', writePromise(promise), instance.settings.recordAs);
}

/** `GET` of the same path, of which there is no evidence. */
export function listPromises(instance: CloudInstance, { query }: EmulatedRequest, id: string): EmulatedAnswer {
  const contract = findContract(instance, id)?.contract;
  const items = instance.state.promises.filter(({ contractId }) => contractId === contract?.id);
  const list = { object: 'payment_promise', filters: {}, write: writePromise } as const;
  const answers: Readonly<Record<CloudInstance['settings']['promiseList'], () => EmulatedAnswer>> = {
    http404: () => htmlPage(404, 'Not Found'),
    lists: () => page(instance, query, { ...list, items }),
    empty: () => page(instance, query, { ...list, items: [] }),
    http405: () => htmlPage(405, 'Method Not Allowed'),
  };
  return answers[instance.settings.promiseList]();
}

function writePromise(promise: EmulatedPromise): Row {
  return {
    id: promise.id,
    valid_until: promise.validUntil,
    contract_id: promise.contractId,
    created_at: promise.createdAt,
    updated_at: promise.createdAt,
  };
}

type Reasons = Readonly<Record<string, string>>;

/** Reasons against a promise, all of them assumed. */
function whyNot(instance: CloudInstance, owned: OwnedContract, day: string): Reasons | null {
  const { promises } = instance.state;
  const today = instance.today();
  if (day < today) return { valid_until: 'must be in the future' };
  const hasOne = promises.some(({ contractId, validUntil }) => contractId === owned.contract.id && validUntil >= today);
  if (hasOne) return { base: 'has an active payment promise' };
  return serviceState(instance, owned) === 'disabled' ? null : { base: 'contract is not disabled' };
}

const refusals = {
  envelope400: refuseField,
  envelope412: (_: CloudInstance, { query }: EmulatedRequest) => refuse({ status: 412 }, localeOf(query)),
  http422: (_: CloudInstance, __: EmulatedRequest, errors: Reasons) => json(422, { errors }),
} as const;

function refuseField({ settings }: CloudInstance, { query }: EmulatedRequest, errors: Reasons): EmulatedAnswer {
  return refuse({ status: 400, errors }, localeOf(query), settings.reasonsAs);
}

function readDay(body: string): string | null {
  const day = readJson(body).valid_until;
  const isDay = typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  return isDay ? day : null;
}
