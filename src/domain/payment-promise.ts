import type { Locality } from '../model/backend.js';
import { countBusinessDays, loadCalendar } from '../model/business-day.js';
import { dayIn, daysBetween } from '../model/calendar.js';
import type { Contract } from '../model/contract.js';
import { BadUserInput, UpstreamError } from '../model/errors.js';
import { decodeId, encodeId } from '../model/id.js';
import type { PromisePolicy, PromiseReceipt } from '../model/payment-promise.js';
import type { PromiseRefusal } from '../model/problem.js';
import type { UpstreamCall } from '../upstream/call.js';
import type { Clients } from './client.js';
import { partOf } from './part.js';
import type { Services } from './services.js';
import { isIdempotencyKey, type WriteResult, type Writes } from './writes/write.js';

export interface PromiseRequest {
  readonly contractId: string;
  /** Last day of the promise, YYYY-MM-DD. */
  readonly validUntil: string;
  readonly idempotencyKey: string;
  /** Send it although an earlier one of unknown outcome may have been recorded. */
  readonly force: boolean;
}

export interface PaymentPromise {
  readonly reference: string | null;
  /** Global id of the contract that is promised for. */
  readonly contractId: string;
  readonly validUntil: string;
  /** RFC 3339. */
  readonly createdAt: string;
}

export interface PromiseNotAllowed {
  readonly kind: 'not-allowed';
  readonly reason: PromiseRefusal;
}

export type CreatePaymentPromiseResult = WriteResult<PaymentPromise, PromiseNotAllowed>;

const dayMs = 86_400_000;

/**
 * Promises to pay, which restore a suspended service for some days. The back end's endpoint is a GET that writes, without a key, a list or
 * a cancellation (Wispro contract section 6): it is called at most once for a contract and a day.
 */
export class PaymentPromises {
  readonly #services: Services;
  readonly #clients: Clients;
  readonly #writes: Writes;
  readonly #call: UpstreamCall;

  constructor(services: Services, clients: Clients, writes: Writes, call: UpstreamCall) {
    this.#services = services;
    this.#clients = clients;
    this.#writes = writes;
    this.#call = call;
  }

  /** @throws {BadUserInput} an id that is no contract's. @throws {UpstreamError} nothing was sent. */
  async create(request: PromiseRequest): Promise<CreatePaymentPromiseResult> {
    const { contractId, validUntil, idempotencyKey, force } = request;
    const { backend, part } = partOf(this.#services.backends, 'promises');
    const { clientKey, contractKey } = readContractId(contractId);
    if (!isIdempotencyKey(idempotencyKey)) {
      return { kind: 'invalid', fields: [{ path: ['idempotencyKey'], kind: 'malformed' }] };
    }
    const clientId = encodeId('Client', backend.name, clientKey);
    const today = dayIn(backend.locality.timeZone, new Date());
    const daysLeft = daysBetween(today, validUntil);
    let contract: Contract | undefined;
    const result = await this.#writes.once<PaymentPromise, PromiseNotAllowed>({
      operation: 'createPaymentPromise',
      backend: backend.name,
      key: idempotencyKey,
      input: [contractId, validUntil],
      clientId,
      content: {
        parts: [contractKey, validUntil],
        sameForMs: Math.max(1, daysLeft + 1) * dayMs,
        force: force ? 'unknown' : 'nothing',
      },
      check: async () => {
        if (daysLeft < 0) return notAllowed('DATE_IN_PAST');
        if (await isTooFar(today, validUntil, part.policy, backend.locality)) return notAllowed('DATE_TOO_FAR');
        contract = await this.#readFresh(clientId, contractKey);
        if (contract === undefined) return { kind: 'not-found' };
        return null;
      },
      send: async () => {
        if (contract === undefined) return { kind: 'not-found' };
        if (part.policy.onlySuspended && contract.status !== 'SUSPENDED') return notAllowed('SERVICE_ACTIVE');
        const outcome = await part.create(contract, validUntil, this.#call);
        return outcome.kind === 'done' ? { kind: 'done', value: toPromise(outcome.value, contractId) } : outcome;
      },
    });
    return result.kind === 'duplicate' ? notAllowed('ALREADY_PROMISED') : result;
  }

  /** As it is now: an answer from before the last payment would switch nothing on. A failure here sent no promise. */
  async #readFresh(clientId: string, contractKey: string): Promise<Contract | undefined> {
    const client = await this.#clients.freshById(clientId).catch((error) => {
      throw error instanceof UpstreamError ? error.asNotSent() : error;
    });
    return client?.contracts.find(({ contractId }) => contractId === contractKey);
  }
}

async function isTooFar(today: string, day: string, policy: PromisePolicy, { country }: Locality): Promise<boolean> {
  const { maxDays, countsBusinessDays = false } = policy;
  if (!countsBusinessDays) return daysBetween(today, day) > maxDays;
  return countBusinessDays(today, day, await loadCalendar(country), maxDays) > maxDays;
}

function readContractId(id: string): { readonly clientKey: string; readonly contractKey: string } {
  const node = decodeId(id);
  const [clientKey, contractKey] = node?.type === 'Contract' ? node.key : [];
  if (clientKey === undefined || contractKey === undefined)
    throw new BadUserInput('input.contractId', { expected: 'the id of a contract' });
  return { clientKey, contractKey };
}

function notAllowed(reason: PromiseRefusal): PromiseNotAllowed {
  return { kind: 'not-allowed', reason };
}

function toPromise({ reference, validUntil }: PromiseReceipt, contractId: string): PaymentPromise {
  return { reference, contractId, validUntil, createdAt: new Date().toISOString() };
}
