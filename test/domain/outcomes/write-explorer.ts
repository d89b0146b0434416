import { createHash } from 'node:crypto';
import { complete, type IdempotencyRecord, markSent, reserve, stateOf } from '../../../src/store/idempotency-record.js';
import type { Completion, IdempotencyEntry } from '../../../src/store/idempotency-store.js';

/** Bounds of the search and the times of the model, in ticks. */
export interface Bounds {
  /** Ticks that may pass. */
  readonly ticks: number;
  /** Requests under the one key, at any instance. */
  readonly asks: number;
  readonly crashes: number;
  /** Instances that look for it at the same time. */
  readonly looks: 1 | 2;
  /** Within which a request that was sent lands, or never does. */
  readonly landing: number;
  /** From a lost answer to the look that may prove an absence. */
  readonly after: number;
  /** Between two looks that prove it. */
  readonly apart: number;
}

export const lease = 1;
const hold = 1_000;

/** A call of the ledger, with its answer: what every store must do likewise. */
export type LedgerCall =
  | { readonly call: 'reserve'; readonly owner: string; readonly answer: string }
  | { readonly call: 'markSent'; readonly owner: string; readonly answer: boolean }
  | { readonly call: 'complete'; readonly owner: string; readonly settlement: Completion['kind'] }
  | { readonly call: 'stateOf'; readonly owner: string; readonly answer: string }
  | { readonly call: 'tick' };

interface Sender {
  readonly at: 'idle' | 'reserved' | 'begun' | 'marked' | 'sent' | 'answered' | 'lost' | 'ending' | 'doubting';
  readonly owner: string;
  readonly markedAt: number;
}

interface Look {
  readonly at: 'look' | 'record' | 'add' | 'finish' | 'clear';
  readonly owner: string;
  readonly since: number;
  readonly verdict: 'DONE' | 'NOT_DONE';
}

interface Open {
  readonly state: 'SENT' | 'UNKNOWN';
  readonly doubtedAt: number;
  readonly absentAt: number | null;
}

/** One write under one key, two instances that send it and look for it, the ledger, and the back end. */
interface State {
  now: number;
  asks: number;
  crashes: number;
  ledger: IdempotencyRecord | null;
  open: Record<string, Open>;
  settled: Record<string, 'DONE' | 'NOT_DONE'>;
  /** Requests on their way, by when they were sent. */
  flying: Record<string, number>;
  landed: string[];
  senders: Sender[];
  looks: (Look | null)[];
}

/** A look that changes nothing may be taken for ever. */
const maxCalls = 40;

interface Step {
  readonly name: string;
  readonly next: State;
  readonly calls: readonly LedgerCall[];
}

const idle: Sender = { at: 'idle', owner: '', markedAt: 0 };

const start: State = {
  ...{ now: 0, asks: 0, crashes: 0, ledger: null, open: {}, settled: {}, flying: {}, landed: [] },
  ...{ senders: [idle, idle], looks: [null, null] },
};

export interface Exploration {
  readonly states: number;
  /** Steps of the longest way. */
  readonly depth: number;
  /** The way to the first state that must not be. Null: there is none. */
  readonly violation: readonly string[] | null;
  readonly settled: Readonly<Record<'DONE' | 'NOT_DONE', number>>;
}

interface Visit {
  readonly state: State;
  readonly from: Visit | null;
  readonly name: string;
  readonly depth: number;
}

/** Breadth first, over every order of every step. */
export function explore(bounds: Bounds): Exploration {
  const first: Visit = { state: start, from: null, name: '', depth: 0 };
  const seen = new Set([keyOf(start)]);
  const queue = [first];
  const settled = { DONE: 0, NOT_DONE: 0 };
  let depth = 0;
  for (const visit of queue) {
    depth = visit.depth;
    const { state } = visit;
    for (const verdict of Object.values(state.settled)) settled[verdict] += 1;
    if (isWrong(state)) return { states: seen.size, depth, violation: namesOf(visit), settled };
    for (const { name, next } of stepsOf(state, bounds)) {
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ state: next, from: visit, name, depth: visit.depth + 1 });
    }
  }
  return { states: seen.size, depth, violation: null, settled };
}

/** Ledger calls of one way through, with a step chosen at a time. */
export function wander(bounds: Bounds, choose: (count: number) => number): readonly LedgerCall[] {
  const calls: LedgerCall[] = [];
  let state = start;
  for (let steps = stepsOf(state, bounds); steps.length > 0; steps = stepsOf(state, bounds)) {
    const step = steps[choose(steps.length)];
    if (step === undefined) break;
    calls.push(...step.calls);
    state = step.next;
    if (calls.length > maxCalls) break;
  }
  return calls;
}

/** The same whichever of two instances alike is which. */
function keyOf({ senders, looks, ...state }: State): string {
  const instances = senders.map((sender, index) => JSON.stringify([sender, looks[index]])).sort();
  return createHash('sha1')
    .update(JSON.stringify([state, instances]))
    .digest('base64');
}

/** At most one effect; done only where there is one; not done only where there is none and none can come. */
function isWrong({ landed, settled, flying, ledger }: State): boolean {
  if (landed.length > 1) return true;
  if (ledger?.state === 'done' && !landed.includes(ledger.owner)) return true;
  return Object.entries(settled).some(([owner, verdict]) =>
    verdict === 'DONE' ? !landed.includes(owner) : landed.includes(owner) || owner in flying,
  );
}

function stepsOf(state: State, bounds: Bounds): readonly Step[] {
  const steps: Step[] = [];
  const take = (name: string, change: (next: State, calls: LedgerCall[]) => void): void => {
    const next = JSON.parse(JSON.stringify(state)) as State;
    const calls: LedgerCall[] = [];
    change(next, calls);
    steps.push({ name, next, calls });
  };
  if (state.now < bounds.ticks) take('tick', (next, calls) => tick(next, calls, bounds));
  for (const owner of Object.keys(state.flying)) {
    take(`${owner} lands`, (next) => {
      delete next.flying[owner];
      next.landed.push(owner);
    });
    take(`${owner} never lands`, (next) => void delete next.flying[owner]);
  }
  for (const instance of [0, 1]) {
    const sender = state.senders[instance] ?? idle;
    const look = state.looks[instance] ?? null;
    if (state.crashes < bounds.crashes && (sender.at !== 'idle' || look !== null)) {
      take(`${instance} crashes`, (next) => {
        next.crashes += 1;
        next.senders[instance] = idle;
        next.looks[instance] = null;
      });
    }
    for (const [name, change] of sendingSteps(state, sender, instance, bounds)) take(`${instance} ${name}`, change);
    for (const [name, change] of lookingSteps(state, look, instance, bounds)) take(`${instance} ${name}`, change);
  }
  return steps;
}

type Change = (next: State, calls: LedgerCall[]) => void;

function tick(next: State, calls: LedgerCall[], { landing }: Bounds): void {
  next.now += 1;
  calls.push({ call: 'tick' });
  for (const [owner, sentAt] of Object.entries(next.flying)) if (next.now - sentAt > landing) delete next.flying[owner];
}

/** As `Writes.once` does it. */
function sendingSteps(state: State, sender: Sender, instance: number, bounds: Bounds): readonly [string, Change][] {
  const { owner } = sender;
  const to = (next: State, at: Sender['at'], change: Partial<Sender> = {}): void => {
    next.senders[instance] = at === 'idle' ? idle : { ...sender, ...change, at };
  };
  switch (sender.at) {
    case 'idle': {
      if (state.asks === bounds.asks) return [];
      return [['asks', (next, calls) => ask(next, calls, instance)]];
    }
    case 'reserved':
      return [
        [
          'begins',
          (next) => {
            next.open[owner] = { state: 'SENT', doubtedAt: 0, absentAt: null };
            to(next, 'begun');
          },
        ],
      ];
    case 'begun':
      return [
        [
          'marks',
          (next, calls) => {
            const marked = markSent(next.ledger, owner, next.now);
            calls.push({ call: 'markSent', owner, answer: marked !== null });
            if (marked !== null) next.ledger = marked;
            to(next, marked === null ? 'ending' : 'marked', { markedAt: next.now });
          },
        ],
      ];
    case 'marked':
      // A sender that slept past its lease sends nothing.
      if (state.now > sender.markedAt + lease) {
        return [
          [
            'is late',
            (next, calls) => {
              settle(next, calls, owner, 'not-sent');
              to(next, 'ending');
            },
          ],
        ];
      }
      return [
        [
          'sends',
          (next) => {
            next.flying[owner] = next.now;
            to(next, 'sent');
          },
        ],
      ];
    case 'sent':
      return [
        ...(state.landed.includes(owner)
          ? ([['is answered', (next) => to(next, 'answered')]] as [string, Change][])
          : []),
        ['loses the answer', (next) => to(next, 'lost')],
      ];
    case 'answered':
      return [
        [
          'records it',
          (next, calls) => {
            settle(next, calls, owner, 'done');
            to(next, 'ending');
          },
        ],
      ];
    case 'lost':
      return [
        [
          'records the loss',
          (next, calls) => {
            settle(next, calls, owner, 'unknown');
            to(next, 'doubting');
          },
        ],
      ];
    case 'ending':
      return [
        [
          'ends',
          (next) => {
            delete next.open[owner];
            to(next, 'idle');
          },
        ],
      ];
    case 'doubting':
      return [
        [
          'doubts',
          (next) => {
            doubt(next, owner);
            to(next, 'idle');
          },
        ],
      ];
  }
}

function ask(next: State, calls: LedgerCall[], instance: number): void {
  next.asks += 1;
  const owner = `w${next.asks}`;
  const { decision, next: ledger } = reserve(entryOf(owner), next.ledger, next.now);
  calls.push({ call: 'reserve', owner, answer: decision.kind });
  if (ledger !== undefined) next.ledger = ledger;
  if (decision.kind === 'go') next.senders[instance] = { at: 'reserved', owner, markedAt: 0 };
}

export function entryOf(owner: string): IdempotencyEntry {
  return { key: 'key', fingerprint: 'input', reference: 'r', owner, leaseMs: lease, holdMs: hold };
}

/** As the reconciler and `createSettlement` do it. Both instances may look at once: a lease can be lost without a death. */
function lookingSteps(state: State, look: Look | null, instance: number, bounds: Bounds): readonly [string, Change][] {
  if (look === null) {
    if (state.looks.filter((each) => each !== null).length === bounds.looks) return [];
    return Object.entries(state.open).map(([owner, open]) => [
      open.state === 'SENT' ? `sweeps ${owner}` : `looks at ${owner}`,
      (next, calls) => (open.state === 'SENT' ? sweep(next, calls, owner) : beginLook(next, calls, owner, instance)),
    ]);
  }
  const { owner, verdict } = look;
  const to = (next: State, at: Look['at'] | null, change: Partial<Look> = {}): void => {
    next.looks[instance] = at === null ? null : { ...look, ...change, at };
  };
  switch (look.at) {
    case 'look':
      return [['reads', (next) => read(next, look, bounds, to)]];
    case 'record':
      return [
        [
          'records what it found',
          (next, calls) => {
            if (!(owner in next.open)) return to(next, null);
            settle(next, calls, owner, 'done');
            to(next, 'add');
          },
        ],
      ];
    case 'add':
      return [
        [
          `says ${verdict}`,
          (next) => {
            if (owner in next.settled || !(owner in next.open)) return to(next, null);
            next.settled[owner] = verdict;
            to(next, 'finish');
          },
        ],
      ];
    case 'finish':
      return [
        [
          'finishes',
          (next, calls) => {
            settle(next, calls, owner, next.settled[owner] === 'DONE' ? 'confirmed' : 'not-sent');
            to(next, 'clear');
          },
        ],
      ];
    case 'clear':
      return [
        [
          'clears',
          (next) => {
            delete next.open[owner];
            to(next, null);
          },
        ],
      ];
  }
}

function sweep(next: State, calls: LedgerCall[], owner: string): void {
  const state = stateOf(next.ledger, owner, next.now);
  calls.push({ call: 'stateOf', owner, answer: state });
  if (state === 'unknown') doubt(next, owner);
  else if (state !== 'in-flight') delete next.open[owner];
}

function beginLook(next: State, calls: LedgerCall[], owner: string, instance: number): void {
  const look = { owner, since: next.now, verdict: 'DONE' } as const;
  if (owner in next.settled) {
    next.looks[instance] = { ...look, at: 'finish' };
    return;
  }
  const state = stateOf(next.ledger, owner, next.now);
  calls.push({ call: 'stateOf', owner, answer: state });
  if (state === 'gone') delete next.open[owner];
  if (state === 'done') next.looks[instance] = { ...look, at: 'add' };
  if (state === 'unknown') next.looks[instance] = { ...look, at: 'look' };
}

function read(
  next: State,
  { owner, since }: Look,
  { after, apart }: Bounds,
  to: (next: State, at: Look['at'] | null, change?: Partial<Look>) => void,
): void {
  const open = next.open[owner];
  if (next.landed.includes(owner)) {
    to(next, 'record');
    return;
  }
  if (open === undefined) {
    to(next, null);
    return;
  }
  const isProof = open.absentAt !== null && since - open.doubtedAt >= after && since - open.absentAt >= apart;
  if (!isProof && open.absentAt === null) next.open[owner] = { ...open, absentAt: since };
  if (isProof) to(next, 'add', { verdict: 'NOT_DONE' });
  else to(next, null);
}

function doubt(next: State, owner: string): void {
  const open = next.open[owner];
  if (open?.state === 'SENT') next.open[owner] = { ...open, state: 'UNKNOWN', doubtedAt: next.now };
}

function settle(next: State, calls: LedgerCall[], owner: string, kind: Completion['kind']): void {
  calls.push({ call: 'complete', owner, settlement: kind });
  const kept = complete(next.ledger, owner, toCompletion(kind), next.now);
  if (kept !== undefined) next.ledger = kept;
}

export function toCompletion(kind: Completion['kind']): Completion {
  return kind === 'done' ? { kind, result: 1 } : { kind };
}

function namesOf(visit: Visit): readonly string[] {
  return visit.from === null ? [] : [...namesOf(visit.from), visit.name];
}
