import { loadCalendar } from '../../model/business-day.js';
import { toDay } from '../../model/calendar.js';
import type { Contract } from '../../model/contract.js';
import { BadUserInput, UpstreamError } from '../../model/errors.js';
import type { PromiseReceipt } from '../../model/payment-promise.js';
import type { WriteOutcome } from '../../model/write.js';
import type { PromisePort } from '../backend.js';
import { isEmpty, isRow, type Reading, type Row, readMessage } from './protocol/answer.js';
import { defineEndpoint, type Session } from './protocol/session.js';
import { keyPattern, toInteger, toLocalDay, toText } from './protocol/value.js';
import type { SharedSettings, SuricataSettings } from './settings.js';

const pp = defineEndpoint('/api/pp', ['data', 'id', 'success', 'ok', 'created', 'exito']);

const createdText = /exitos|success|created/i;
const createdPromiseText = /cread|registrad|generad/i;
const refusedText = /ya (?:existe|tiene)|no (?:puede|permite|existe)|inv[aá]lid|error/i;

/** Beside these, a word of success is none: `no creada`, `unsuccessful`. */
const deniedText = /\bnot?\b|unsuccess|fail|fall[oó]|error/i;

/** Failures between Suricata and Wispro, which are no refusals: the promise may have been recorded all the same. */
const brokenText = /time[ds]?[ -]?out|curl|conexi[oó]n|connection|server error|error del servidor|exception/i;

/** The one route that writes (contract section 6). */
export function createPromises(
  session: Session,
  {
    promiseKey,
    promisePolicy,
    locality,
  }: Pick<SuricataSettings, 'promiseKey'> & Pick<SharedSettings, 'promisePolicy' | 'locality'>,
): PromisePort {
  // At the start, which is the time for what takes half a second. A failure shows at the first promise.
  if (promisePolicy.countsBusinessDays === true) loadCalendar(locality.country).catch(() => undefined);
  return {
    policy: promisePolicy,
    promisesFor: 'contract',
    create: async ({ contract }, validUntil, call) => {
      if (contract === null) throw new BadUserInput('contractId');
      const day = toDay(validUntil);
      if (day === null) throw new BadUserInput('validUntil');
      const query = { codcli: toContractKey(contract, promiseKey), fecha: day.replaceAll('-', '') };
      try {
        return readPromise(await session.write(pp, query, call), contract, day);
      } catch (error) {
        if (error instanceof UpstreamError && error.mayHaveArrived) return { kind: 'unknown' };
        throw error;
      }
    },
  };
}

/** Outcome of a promise (contract 6.2). Two contradicting signs count as none. */
export function readPromise(reading: Reading, contract: Contract, day: string): WriteOutcome<PromiseReceipt> {
  if (reading.kind === 'not-found') return { kind: 'not-found' };
  if (reading.kind === 'refused') return refuse(reading.message);
  const { body } = reading;
  const record = toRecord(body);
  const message = typeof body === 'string' ? body : isRow(body) ? readMessage(body) : '';
  const isCreated = showsCreated(body, record, message);
  const isRefused = showsRefused(body, message);
  if (isCreated === isRefused || isOfAnother(record, contract)) return { kind: 'unknown' };
  if (isRefused) return refuse(message);
  return {
    kind: 'done',
    value: { reference: toText(record.id), validUntil: toLocalDay(record.valid_until) ?? day },
  };
}

function refuse(message: string): WriteOutcome<PromiseReceipt> {
  return { kind: brokenText.test(message) ? 'unknown' : 'refused' };
}

/** Never one key and then the other: the wrong one could be somebody else's contract (contract W4). */
function toContractKey(contract: Contract, promiseKey: SuricataSettings['promiseKey']): string {
  const key = promiseKey === 'id' ? contract.contractId : contract.publicId;
  if (key === null) {
    const cause = new Error('contract without public_id');
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'WISPRO', { retryable: false, mayHaveArrived: false, cause });
  }
  if (!keyPattern.test(String(key))) throw new BadUserInput('contractId');
  return String(key);
}

/** Wispro answers the promise, or a list with it alone, bare or under `data` (contract W2). */
function toRecord(body: unknown): Row {
  const data = isRow(body) && !isEmpty(body.data) ? body.data : body;
  const record: unknown = Array.isArray(data) ? data[0] : data;
  return isRow(record) ? record : {};
}

function isOfAnother(record: Row, contract: Contract): boolean {
  const id = toText(record.contract_id);
  return id !== null && id !== contract.contractId && id !== String(contract.publicId);
}

function showsCreated(body: unknown, record: Row, message: string): boolean {
  if (!isEmpty(record.id) && (!isEmpty(record.valid_until) || !isEmpty(record.contract_id))) return true;
  if (saysCreated(message) && !deniedText.test(message)) return true;
  if (!isRow(body)) return false;
  const status = toInteger(body.status);
  if ((status === 200 || status === 201) && !isEmpty(body.data)) return true;
  return [body.success, body.ok, body.created, body.exito].includes(true);
}

/** Two patterns one after the other read a text once; one that looks for both from every place reads it as often as it has places. */
function saysCreated(message: string): boolean {
  const at = message.search(/promesa/i);
  return createdText.test(message) || (at !== -1 && createdPromiseText.test(message.slice(at)));
}

function showsRefused(body: unknown, message: string): boolean {
  const isFlagged = isRow(body) && (body.success === false || body.ok === false);
  const hasError = isRow(body) && ['error', 'errors', 'mensaje_error'].some((name) => !isEmpty(body[name]));
  return isFlagged || hasError || refusedText.test(message);
}
