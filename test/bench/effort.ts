/** How much is done. Every row reads what concerns it. */
export interface Effort {
  /** How often everybody has a turn. */
  readonly rounds: number;
  /** Of one turn on warm data: so long, or so many requests. */
  readonly turn: { readonly durationMs: number } | { readonly amount: number };
  /** Requests to each before the first turn: code that has not run hot costs several times as much. */
  readonly warmUp: number;
  readonly connections: number;
  /** How many clients the back end has. */
  readonly subscribers: number;
  /** Clients that are asked for in turn where the data is warm. */
  readonly warmClients: number;
  readonly cold: {
    /** Requests of one turn, each for another client. */
    readonly amount: number;
    readonly connections: number;
    readonly latencyMs: number;
    /** Enough for another client each time, one turn beforehand included. */
    readonly subscribers: number;
  };
  /** Callers of one key at once. */
  readonly callers: number;
  readonly subscribe: { readonly tasks: number; readonly subscriptionsPerTask: number };
  /** Clients held warm. */
  readonly held: number;
  /** ISPs of one process. */
  readonly tenants: number;
  /** For which they are looked at. */
  readonly idleSeconds: number;
  readonly scale: { readonly durationMs: number };
  readonly stall: {
    /** Reads of one turn, each of another client, and how many of them are under way. */
    readonly amount: number;
    readonly connections: number;
    readonly latencyMs: number;
  };
  readonly adapt: {
    /** Of a turn, of which throughput is measured. */
    readonly turnMs: number;
    /** Turns with all workers, and then with some of them lost. */
    readonly turns: number;
    readonly connections: number;
    readonly latencyMs: number;
    readonly workers: number;
    readonly workersLeft: number;
  };
}

/** What the figures come from. */
export const wholeEffort: Effort = {
  rounds: 5,
  turn: { durationMs: 1_500 },
  warmUp: 4_000,
  connections: 32,
  subscribers: 2_000,
  warmClients: 100,
  cold: { amount: 700, connections: 64, latencyMs: 20, subscribers: 5_000 },
  callers: 1_000,
  subscribe: { tasks: 1_000, subscriptionsPerTask: 10 },
  held: 50_000,
  tenants: 200,
  idleSeconds: 10,
  scale: { durationMs: 3_000 },
  stall: { amount: 240, connections: 3, latencyMs: 100 },
  adapt: { turnMs: 2_000, turns: 6, connections: 128, latencyMs: 250, workers: 64, workersLeft: 12 },
};

/** Enough to see that everything runs and agrees. */
export const smokeEffort: Effort = {
  rounds: 1,
  turn: { amount: 16 },
  warmUp: 0,
  connections: 4,
  subscribers: 300,
  warmClients: 8,
  cold: { amount: 16, connections: 4, latencyMs: 5, subscribers: 300 },
  callers: 20,
  subscribe: { tasks: 4, subscriptionsPerTask: 3 },
  held: 300,
  tenants: 3,
  idleSeconds: 0.1,
  scale: { durationMs: 100 },
  stall: { amount: 24, connections: 3, latencyMs: 5 },
  adapt: { turnMs: 200, turns: 1, connections: 16, latencyMs: 5, workers: 8, workersLeft: 4 },
};
