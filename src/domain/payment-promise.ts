import type { PromiseTarget } from '../backends/backend.js';
import type { BackendName, Locality } from '../model/backend.js';
import { countBusinessDays, loadCalendar } from '../model/business-day.js';
import { dayIn, daysBetween } from '../model/calendar.js';
import { BadUserInput, NotSupported, UpstreamError } from '../model/errors.js';
import { decodeId, encodeId } from '../model/id.js';
import { clientIdForm } from '../model/input-form.js';
import type { PromisePolicy, PromiseReceipt } from '../model/payment-promise.js';
import type { PromiseRefusal } from '../model/problem.js';
import type { UpstreamCall } from '../upstream/call.js';
import type { Clients } from './client.js';
import type { PromiseClue } from './outcomes/proof.js';
import { type OwnedPart, partsOf } from './part.js';
import type { Services } from './services.js';
import { isIdempotencyKey, type WriteResult, type Writes } from './writes/write.js';

export interface PromiseRequest {
  /** Global id of the contract, or of the client where the back end has no contracts; one of them. */
  readonly contractId?: string | undefined;
  readonly clientId?: string | undefined;
  /** Last day of the promise, YYYY-MM-DD. */
  readonly validUntil: string;
  readonly idempotencyKey: string;
  /** Send it although an earlier one of unknown outcome may have been recorded. */
  readonly force: boolean;
}

export interface PaymentPromise {
  readonly reference: string | null;
  /** Global id of what is promised for: a contract, or a client where there are no contracts. */
  readonly targetId: string;
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

/** What is promised for, by its id. */
interface Target {
  readonly id: string;
  readonly backend: BackendName;
  readonly clientKey: string;
  /** Null: the promise is for the client. */
  readonly contractKey: string | null;
}

/**
 * Promises to pay, which restore a suspended service for some days. No back end has a key, a list or a cancellation for them (Wispro
 * contract section 6, cloud contract 3.4, native contract 2.15): one is sent at most once for a contract or client and a day.
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

  /**
   * @throws {BadUserInput} an id that is no contract's or client's, or of the kind that its back end does not promise for.
   * @throws {UpstreamError} nothing was sent. @throws {NotSupported} no back end takes promises.
   */
  async create(request: PromiseRequest): Promise<CreatePaymentPromiseResult> {
    const { validUntil, idempotencyKey, force } = request;
    if (partsOf(this.#services.backends, 'promises').length === 0) throw new NotSupported();
    const target = readTarget(request);
    const { backend, part } = this.#takerOf(target);
    if (!isIdempotencyKey(idempotencyKey)) {
      return { kind: 'invalid', fields: [{ path: ['idempotencyKey'], kind: 'malformed' }] };
    }
    const clientId = encodeId('Client', backend.name, target.clientKey);
    const today = dayIn(backend.locality.timeZone, new Date());
    const daysLeft = daysBetween(today, validUntil);
    let found: PromiseTarget | undefined;
    const result = await this.#writes.once<PaymentPromise, PromiseNotAllowed>({
      operation: 'createPaymentPromise',
      backend: backend.name,
      key: idempotencyKey,
      input: [target.id, validUntil],
      clientId,
      content: {
        parts: [target.contractKey ?? clientId, validUntil],
        sameForMs: Math.max(1, daysLeft + 1) * dayMs,
        force: force ? 'unknown' : 'nothing',
      },
      clue: (): PromiseClue => ({ targetId: target.id, validUntil }),
      check: async () => {
        if (daysLeft < 0) return notAllowed('DATE_IN_PAST');
        if (await isTooFar(today, validUntil, part.policy, backend.locality)) return notAllowed('DATE_TOO_FAR');
        found = await this.#readFresh(clientId, target);
        return found === undefined ? { kind: 'not-found' } : null;
      },
      send: async () => {
        if (found === undefined) return { kind: 'not-found' };
        const { status } = found.contract ?? found.client;
        if (part.policy.onlySuspended && status !== 'SUSPENDED') return notAllowed('SERVICE_ACTIVE');
        const outcome = await part.create(found, validUntil, this.#call);
        if (outcome.kind === 'nothing-to-pay') return notAllowed('NOTHING_TO_PAY');
        if (outcome.kind !== 'done') return outcome;
        const value = toPromise(outcome.value, target.id);
        await this.#remember(value, clientId);
        return { kind: 'done', value };
      },
    });
    return result.kind === 'duplicate' ? notAllowed('ALREADY_PROMISED') : result;
  }

  /** The furthest day that a promise for a contract or client may have, YYYY-MM-DD. Null: its back end takes none. */
  async latestDay(targetId: string): Promise<string | null> {
    const name = decodeId(targetId)?.backend;
    const taker = partsOf(this.#services.backends, 'promises').find(({ backend }) => backend.name === name);
    if (taker === undefined) return null;
    const { locality } = taker.backend;
    const today = dayIn(locality.timeZone, new Date());
    let latest = today;
    for (;;) {
      const next = new Date(Date.parse(`${latest}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
      if (await isTooFar(today, next, taker.part.policy, locality)) return latest;
      latest = next;
    }
  }

  /** It is recorded: that it cannot be remembered must not make it look as if it were not. */
  async #remember({ targetId, validUntil }: PaymentPromise, clientId: string): Promise<void> {
    const recorded = { id: `${targetId}:${validUntil}`, clientId, validUntil };
    await this.#services.store.promises.put(recorded, [`client:${clientId}`]).catch(() => undefined);
  }

  /** @throws {BadUserInput} the back end of the id takes no promises, or none for such a thing. */
  #takerOf({ backend, contractKey }: Target): OwnedPart<'promises'> {
    const taker = partsOf(this.#services.backends, 'promises').find((each) => each.backend.name === backend);
    const isContract = contractKey !== null;
    if (taker === undefined || (taker.part.promisesFor === 'contract') !== isContract) {
      throw new BadUserInput(isContract ? 'input.contractId' : 'input.clientId', {
        expected: isContract
          ? 'the id of a contract of a back end that takes promises'
          : 'the id of a contract instead',
      });
    }
    return taker;
  }

  /** As it is now: an answer from before the last payment would switch nothing on. A failure here sent no promise. */
  async #readFresh(clientId: string, { contractKey }: Target): Promise<PromiseTarget | undefined> {
    const client = await this.#clients.freshById(clientId).catch((error) => {
      throw error instanceof UpstreamError ? error.asNotSent() : error;
    });
    if (client === null) return undefined;
    if (contractKey === null) return { client, contract: null };
    const contract = client.contracts.find(({ contractId }) => contractId === contractKey);
    return contract === undefined ? undefined : { client, contract };
  }
}

async function isTooFar(today: string, day: string, policy: PromisePolicy, { country }: Locality): Promise<boolean> {
  const { maxDays, countsBusinessDays = false } = policy;
  if (!countsBusinessDays) return daysBetween(today, day) > maxDays;
  return countBusinessDays(today, day, await loadCalendar(country), maxDays) > maxDays;
}

function readTarget({ contractId, clientId }: PromiseRequest): Target {
  const id = contractId ?? clientId;
  if (id === undefined || (contractId !== undefined && clientId !== undefined))
    throw new BadUserInput('input', { expected: 'one of contractId, clientId' });
  const type = contractId === undefined ? 'Client' : 'Contract';
  const node = decodeId(id);
  const [clientKey, contractKey] = node?.type === type ? node.key : [];
  if (node === null || clientKey === undefined || (contractKey === undefined) === (type === 'Contract')) {
    throw type === 'Contract'
      ? new BadUserInput('input.contractId', { expected: 'the id of a contract' })
      : new BadUserInput('input.clientId', { expected: clientIdForm });
  }
  return { id, backend: node.backend, clientKey, contractKey: contractKey ?? null };
}

function notAllowed(reason: PromiseRefusal): PromiseNotAllowed {
  return { kind: 'not-allowed', reason };
}

function toPromise({ reference, validUntil }: PromiseReceipt, targetId: string): PaymentPromise {
  return { reference, targetId, validUntil, createdAt: new Date().toISOString() };
}
