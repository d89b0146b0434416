import { noopObserver } from '../../../src/domain/observer.js';
import type { OpenWrites } from '../../../src/domain/outcomes/open-writes.js';
import type { Prover } from '../../../src/domain/outcomes/proof.js';
import { type WriteResult, Writes } from '../../../src/domain/writes/write.js';
import type { Random } from '../../../src/emulator/random.js';
import { UpstreamError } from '../../../src/model/errors.js';
import type { AbsenceRule, WriteOutcome } from '../../../src/model/write.js';
import type { WriteRecord } from '../../../src/model/write-record.js';
import type { Store } from '../../../src/store/store.js';
import type { Host } from './shared-store.js';
import type { VirtualTime } from './virtual-time.js';

/** What a caller wants done, once, however often it is asked for. */
interface Job {
  readonly key: string;
  readonly clientId: string;
  readonly subject: string;
}

interface Attempt {
  readonly job: Job;
  readonly reference: string;
  /** It was found that it has not happened. */
  isRuledOut: boolean;
}

interface Effect {
  readonly job: Job;
  readonly reference: string;
  readonly ticketId: number;
  readonly at: number;
}

/** One instance's part of the ledger. */
export interface LedgerHost extends Host {
  readonly store: Store;
  readonly openWrites: OpenWrites;
}

/** A request that stalls lands within 190 s, of which the rule leaves a margin. */
const rule: AbsenceRule = { afterMs: 200_000, apartMs: 60_000 };
const longestWriteMs = 15_000;
/** The same content is the same write for so long after its answer; what stalled may land so much later than the answer was lost. */
const sameForMs = 600_000;
const contentMs = sameForMs - 190_000 - longestWriteMs;

/** Writes of callers, the back end that carries them out, and whether they are told of it truly. */
export class LedgerPart {
  readonly faults: string[] = [];
  readonly #effects: Effect[] = [];
  readonly #byKey = new Map<string, Effect[]>();
  readonly #byReference = new Map<string, Effect>();
  readonly #attempts: Attempt[] = [];
  #jobs = 0;
  readonly tally = { writes: 0, effects: 0, settled: 0, doubted: 0 };

  constructor(
    readonly time: VirtualTime,
    readonly random: Random,
    store: Store,
    readonly ruleOfAbsence: AbsenceRule = rule,
  ) {
    store.events.subscribe('write-outcome', (record) => this.#judge(record));
  }

  /** A caller asks, and again under the same key as long as it is not told how it ended. @param pickHost one that is alive. */
  begin(pickHost: () => LedgerHost): void {
    this.#jobs += 1;
    const twins = this.random.chance(0.2) ? this.#jobs - this.random.int(1, 3) : this.#jobs;
    const job = { key: `key-${this.#jobs}`, clientId: `client-${twins}`, subject: 'No Tiene Internet' };
    let asks = 0;
    const ask = (): void => {
      asks += 1;
      const again = (): void => {
        if (asks < 8) this.time.plan(this.random.int(500, 240_000), ask);
      };
      this.#ask(job, pickHost()).then(
        (result) => (this.#isOpen(job, result) ? again() : undefined),
        (error) => (error instanceof Error && 'code' in error ? again() : this.faults.push(`fault: ${error}`)),
      );
      // Who has lost the connection asks elsewhere, perhaps while the first still works.
      if (this.random.chance(0.15)) this.time.plan(this.random.int(0, 3_000), again);
    };
    ask();
  }

  readonly prover: Prover = {
    look: async ({ reference, clientId }) => {
      await this.#pause(2_000);
      if (this.random.chance(0.1)) throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB');
      const effect = this.#byReference.get(reference);
      if (effect?.job.clientId !== clientId) return { kind: 'absent', rule: this.ruleOfAbsence };
      return { kind: 'found', value: { ticketId: effect.ticketId } };
    },
  };

  #ask(job: Job, host: LedgerHost): Promise<WriteResult<{ readonly ticketId: number }>> {
    this.tally.writes += 1;
    const caller = { subject: 'bot', scopes: new Set<never>(), expiresAt: new Date() };
    return new Writes(host.store.idempotency, caller, noopObserver, host.openWrites).once({
      ...{ operation: 'createTicket', backend: 'WISPHUB', key: job.key, clientId: job.clientId },
      input: [job.clientId, job.subject],
      content: { parts: [job.clientId, job.subject], sameForMs, force: 'nothing' },
      clue: () => null,
      send: (reference) => this.#send({ job, reference, isRuledOut: false }),
    });
  }

  async #send(attempt: Attempt): Promise<WriteOutcome<{ readonly ticketId: number }>> {
    this.#attempts.push(attempt);
    const kind = this.random.next();
    await this.#pause(1_500);
    if (kind < 0.05) return { kind: 'refused' };
    if (kind < 0.1) throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB', { mayHaveArrived: false });
    if (kind < 0.2) {
      const lateMs = this.random.int(0, 190_000);
      this.time.plan(longestWriteMs + lateMs, () => this.#land(attempt));
      return this.#lose();
    }
    if (kind < 0.3) return this.random.chance(0.5) ? this.#lose() : { kind: 'unknown' };
    const ticketId = this.#land(attempt);
    if (kind < 0.45) return this.random.chance(0.5) ? this.#lose() : { kind: 'unknown' };
    await this.#pause(1_500);
    return { kind: 'done', value: { ticketId } };
  }

  async #lose(): Promise<never> {
    await this.#pause(longestWriteMs, longestWriteMs);
    throw new UpstreamError('UPSTREAM_TIMEOUT', 'WISPHUB', { mayHaveArrived: true });
  }

  #land({ job, reference, isRuledOut }: Attempt): number {
    const { now } = this.time;
    const effect = { job, reference, ticketId: this.#effects.push({} as Effect), at: now };
    this.#effects[effect.ticketId - 1] = effect;
    this.tally.effects += 1;
    const ofKey = this.#byKey.get(job.key) ?? [];
    this.#byKey.set(job.key, [...ofKey, effect]);
    if (ofKey.length > 0) this.faults.push(`double effect under ${job.key}`);
    if (isRuledOut) this.faults.push(`false not-done: ${job.key} landed after it`);
    for (const other of this.#effects.slice(-200)) {
      const isSame = other !== effect && other.job.clientId === job.clientId && other.job.subject === job.subject;
      if (isSame && now - other.at < contentMs) this.faults.push(`double effect of one content: ${job.key}`);
    }
    this.#byReference.set(reference, effect);
    return effect.ticketId;
  }

  /** @returns whether the caller is not told how it ended. */
  #isOpen(job: Job, result: WriteResult<{ readonly ticketId: number }>): boolean {
    switch (result.kind) {
      case 'done':
      case 'duplicate': {
        const effect = this.#effects[result.value.ticketId - 1];
        const isTheirs = result.kind === 'done' ? effect?.job.key === job.key : effect?.job.clientId === job.clientId;
        if (!isTheirs) this.faults.push(`false done: ${job.key}`);
        return false;
      }
      case 'refused':
        if (this.#byKey.has(job.key)) this.faults.push(`false refusal: ${job.key}`);
        return false;
      case 'key-reused':
        this.faults.push(`no other input was given under ${job.key}`);
        return false;
      default:
        return true;
    }
  }

  #judge({ state, reference }: WriteRecord): void {
    const hasHappened = this.#byReference.has(reference);
    if (state === 'UNKNOWN') this.tally.doubted += 1;
    if (state !== 'DONE' && state !== 'NOT_DONE') return;
    this.tally.settled += 1;
    if (state === 'DONE' && !hasHappened) this.faults.push(`false done: settled ${reference}`);
    if (state === 'NOT_DONE' && hasHappened) this.faults.push(`false not-done: settled ${reference}`);
    if (state === 'NOT_DONE')
      for (const attempt of this.#attempts) if (attempt.reference === reference) attempt.isRuledOut = true;
  }

  #pause(mostMs: number, leastMs = 10): Promise<void> {
    return new Promise((resolve) => void this.time.plan(this.random.int(leastMs, mostMs), resolve));
  }
}
