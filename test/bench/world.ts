import { type Backend, startBackend } from './back-end.js';
import { environmentFor, startGateway } from './gateway.js';
import { type Child, startChild } from './process/child.js';

export const peerNames = ['textbook', 'mercurius', 'yoga'] as const;

/** Those who answer GraphQL from the same back end. */
export const subjectNames = ['gateway', ...peerNames] as const;

export type SubjectName = (typeof subjectNames)[number];

/** Everything that a comparison needs, each in a process of its own. */
export interface World {
  readonly backend: Backend;
  readonly load: Child;
  readonly subjects: Readonly<Record<SubjectName, Child>>;
  readonly floor: Child;
  stop(): Promise<void>;
}

export async function startWorld(subscribers: number): Promise<World> {
  const backend = await startBackend(subscribers);
  const options = { core: 'measured', environment: environmentFor(backend) } as const;
  const [load, gateway, textbook, mercurius, yoga, floor] = await Promise.all([
    startChild('process/load', { core: 'other' }),
    startGateway(backend, { environment: { BENCH_KEEP_WARM: 'yes' } }),
    startChild('peers/textbook', options),
    startChild('peers/mercurius', options),
    startChild('peers/yoga', options),
    startChild('peers/floor', options),
  ]);
  const children = [load, gateway, textbook, mercurius, yoga, floor];
  return {
    backend,
    load,
    subjects: { gateway, textbook, mercurius, yoga },
    floor,
    stop: async () => {
      await Promise.all([...children, backend].map((child) => child.stop()));
    },
  };
}

/** A world for as long as something runs. */
export async function inWorld<Value>(subscribers: number, run: (world: World) => Promise<Value>): Promise<Value> {
  const world = await startWorld(subscribers);
  try {
    return await run(world);
  } finally {
    await world.stop();
  }
}
