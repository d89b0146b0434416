import { readFileSync } from 'node:fs';
import { type Child, startChild } from './child-process.js';
import { until } from './subject.js';

/** What writers are told of a key in the end. */
type Reported = 'done' | 'unknown';

export interface KillRun {
  /** How the writers open their store, and where effects are recorded: settings of `child/writer.mjs`. */
  readonly settings: { readonly effects: string } & object;
  readonly keys: number;
  readonly writers: number;
  readonly kills: number;
  /** Another thing to kill, after every fifth kill of a writer. */
  readonly disturb?: () => Promise<void>;
}

export interface KillResult {
  readonly kills: number;
  readonly disturbances: number;
  readonly seconds: number;
  readonly unknown: number;
  /** Keys whose effects are not as told: more than one, or none of what was done. */
  readonly violations: readonly string[];
}

/** Keys under way at once. */
const window = 64;

/** Writes each key until it is done or nobody knows, over writers that are killed and started again all along. */
export async function runKills({ settings, keys, writers, kills, disturb }: KillRun): Promise<KillResult> {
  const start = performance.now();
  const reported = new Map<string, Reported>();
  const waiting = Array.from({ length: keys }, (_, index) => `key-${index}`);
  /** By writer. */
  const underWay: Set<string>[] = [];
  const children: Child[] = [];

  const give = (writer: number): void => {
    const mine = underWay[writer];
    while (mine !== undefined && mine.size < window / writers) {
      const key = waiting.shift();
      if (key === undefined) return;
      mine.add(key);
      children[writer]?.send({ key });
    }
  };
  const startWriter = async (writer: number): Promise<void> => {
    const mine = new Set<string>();
    const child = await startChild('writer.mjs', settings);
    child.onMessage((message) => {
      const { key, reported: answer } = message as { readonly key: string; readonly reported: string };
      if (!mine.delete(key)) return;
      if (answer === 'done' || answer === 'unknown') reported.set(key, answer);
      else waiting.push(key);
      give(writer);
    });
    underWay[writer] = mine;
    children[writer] = child;
    give(writer);
  };
  const killWriter = async (writer: number): Promise<void> => {
    await children[writer]?.kill();
    // The caller hears nothing, and asks again.
    for (const key of underWay[writer] ?? []) waiting.push(key);
    underWay[writer]?.clear();
    await startWriter(writer);
  };

  await Promise.all(Array.from({ length: writers }, (_, writer) => startWriter(writer)));
  let disturbances = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    const enough = Math.floor((keys * kill) / (kills + 1));
    await until(() => reported.size >= enough, 60_000);
    await killWriter(kill % writers);
    if (disturb !== undefined && kill % 5 === 0) {
      await disturb();
      disturbances += 1;
    }
  }
  await until(() => reported.size === keys, 60_000);
  await Promise.all(children.map((child) => child.kill()));
  const unknown = [...reported.values()].filter((answer) => answer === 'unknown').length;
  const seconds = (performance.now() - start) / 1_000;
  return { kills, disturbances, seconds, unknown, violations: findViolations(reported, settings.effects) };
}

function findViolations(reported: ReadonlyMap<string, Reported>, effects: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const key of readFileSync(effects, 'utf8').trim().split('\n')) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...reported].flatMap(([key, answer]) => {
    const count = counts.get(key) ?? 0;
    const isAsReported = answer === 'done' ? count === 1 : count <= 1;
    return isAsReported ? [] : [`${key} was told ${answer} and happened ${count} times`];
  });
}
