/** What a process is told to do, and what it answers. */
export interface Order {
  readonly id: number;
  readonly job: string;
  readonly input: unknown;
}

export type Report = { readonly url: string } | Answer;

export type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly error: string });

/** A process's own accounting since it began, all of its threads. */
export interface Usage {
  readonly cpuMicros: number;
  readonly residentBytes: number;
  /** What is alive, on the heap and beside it: after a collection where the process may collect. */
  readonly liveBytes: number;
}

/** What a process can be asked for, by name. An input is what the harness sent: each job knows its own. */
export type Jobs = Readonly<Record<string, (input: never) => unknown>>;

/** Makes this process one that the harness started: it says where it listens, does what it is asked, and ends with the harness. */
export function serveControl(url: string, jobs: Jobs = {}): void {
  const known: Jobs = { ...jobs, usage };
  process.on('message', (order: Order) => void answer(known, order));
  process.on('disconnect', () => process.exit(0));
  notify({ url });
}

async function answer(jobs: Jobs, { id, job, input }: Order): Promise<void> {
  try {
    const run = jobs[job];
    if (run === undefined) throw new Error(`there is no job ${job}`);
    notify({ id, value: await run(input as never) });
  } catch (error) {
    notify({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function usage(): Usage {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { cpuMicros: user + system, residentBytes: rss, liveBytes: heapUsed + external };
}

function notify(report: Report): void {
  process.send?.(report);
}
