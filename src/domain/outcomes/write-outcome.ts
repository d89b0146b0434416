import type { Caller } from '../../model/caller.js';
import { BadUserInput } from '../../model/errors.js';
import { type Page, type PageRequest, toPage } from '../../model/page.js';
import type { WriteRecord } from '../../model/write-record.js';
import type { Clients } from '../client.js';
import { type LatestStream, latestPerKey } from '../ping/latest-stream.js';
import type { Services } from '../services.js';
import type { ClientAccess } from '../verification/assurance.js';

export interface Resolution {
  readonly reference: string;
  readonly outcome: 'DONE' | 'NOT_DONE';
  /** Up to 500 characters. */
  readonly note: string;
}

export const maxNote = 500;

const referenceForm = 'the reference of a write of unknown outcome that you may see';

/** How writes ended whose outcome was unknown. */
export class WriteOutcomes {
  readonly #services: Services;
  readonly #clients: Clients;
  readonly #access: ClientAccess;
  readonly #caller: Caller;

  constructor(services: Services, clients: Clients, access: ClientAccess, caller: Caller) {
    this.#services = services;
    this.#clients = clients;
    this.#access = access;
    this.#caller = caller;
  }

  /** The last one that the caller may see. Null: none. */
  async byReference(reference: string): Promise<WriteRecord | null> {
    if (!/^[0-9a-f]{8}$/.test(reference)) return null;
    const { openWrites, settledWrites } = this.#services.store;
    const list = `reference:${reference}`;
    // Settled last: one that moves meanwhile is then in one of them at least.
    const open = await openWrites.list(list);
    const settled = await settledWrites.list(list);
    const isSettled = new Set(settled.map(({ id }) => id));
    const records = [...settled, ...open.filter(({ id }) => !isSettled.has(id))].sort(latestFirst);
    for (const record of records) if (record.state !== 'SENT' && (await this.#maySee(record))) return record;
    return null;
  }

  /** The state as it is, then every change, until it is settled. @throws {BadUserInput} there is none that the caller may see. */
  async changes(reference: string): Promise<LatestStream<WriteRecord>> {
    let watched: string | undefined;
    const stream = latestPerKey<WriteRecord>(
      (push) =>
        this.#services.store.events.subscribe('write-outcome', (record) => record.id === watched && push(record)),
      ({ id }) => id,
    );
    const end = async (error: Error): Promise<never> => {
      await stream.return();
      throw error;
    };
    const first = await this.byReference(reference).catch(end);
    if (first === null) return end(new BadUserInput('reference', { expected: referenceForm }));
    watched = first.id;
    // What happened before it was watched.
    const current = await this.#current(first).catch(end);
    stream.seed([current]);
    return untilSettled(stream);
  }

  /** Newest first. */
  async unsettled(request: PageRequest): Promise<Page<WriteRecord>> {
    const open = (await this.#services.store.openWrites.list('all')).filter(({ state }) => state !== 'SENT');
    return toPage(open.sort(latestFirst), request, keyOf, (one, other) => (one < other ? 1 : one > other ? -1 : 0));
  }

  /** @throws {BadUserInput} it is not left to a person, or the note is too long. */
  async resolve({ reference, outcome, note }: Resolution): Promise<WriteRecord> {
    if (note.length > maxNote) throw new BadUserInput('input.note', { expected: `up to ${maxNote} characters` });
    const expected = 'the reference of a write in state PERSON';
    const record = await this.byReference(reference);
    if (record?.state !== 'PERSON') throw new BadUserInput('input.reference', { expected });
    // Should this instance die half-way, another brings the keys in line.
    const { id, requestedAt } = record;
    const { settlement, store } = this.#services;
    await store.writeSchedule.enqueue({ id, requestedAt }, resumeMs);
    const verdict = { state: outcome, by: this.#caller.subject, note };
    if (!(await settlement.settle(record, verdict))) throw new BadUserInput('input.reference', { expected });
    return (await store.settledWrites.get(id)) ?? record;
  }

  /** Words of the person who settled it. */
  noteOf({ note }: WriteRecord): string | null {
    const text = note === null ? null : this.#services.seal.open(note);
    return typeof text === 'string' ? text : null;
  }

  async #current(record: WriteRecord): Promise<WriteRecord> {
    const { openWrites, settledWrites } = this.#services.store;
    return (await settledWrites.get(record.id)) ?? (await openWrites.get(record.id)) ?? record;
  }

  async #maySee({ subject, clientId }: WriteRecord): Promise<boolean> {
    if (subject === this.#caller.subject || this.#caller.scopes.has('admin')) return true;
    return !this.#access.isEmpty && this.#access.coversId(clientId, (id) => this.#clients.byId(id));
  }
}

/** Milliseconds after which another instance finishes what a person has settled. */
const resumeMs = 5_000;

/** Ends with the first settled state. */
function untilSettled(stream: LatestStream<WriteRecord>): LatestStream<WriteRecord> {
  let isOver = false;
  return {
    ...stream,
    next: async () => {
      if (isOver) return stream.return();
      const read = await stream.next();
      isOver = read.done !== true && read.value.settledAt !== null;
      return read;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function keyOf({ requestedAt, id }: WriteRecord): string {
  return `${requestedAt} ${id}`;
}

function latestFirst(one: WriteRecord, other: WriteRecord): number {
  return keyOf(one) < keyOf(other) ? 1 : -1;
}
