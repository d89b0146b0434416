import { isDeepStrictEqual } from 'node:util';
import type { Effort } from './effort.js';
import { median, percentile } from './figures.js';
import { ask, headers } from './gateway.js';
import type { Child } from './process/child.js';
import type { LoadOrder, LoadRequest, LoadResult } from './process/load.js';
import type { Standing } from './row.js';
import { type SubjectName, subjectNames, type World } from './world.js';

/** Who is measured: the subjects, the floor, and for cold data the back end itself. */
export interface Contender {
  readonly name: string;
  readonly child: Pick<Child, 'url' | 'usage'>;
  /** The requests of a turn. */
  requests(turn: number): readonly LoadRequest[];
}

/** One contender's turn. */
interface Turn {
  readonly load: LoadResult;
  readonly cpuMicros: number;
  readonly calls: number;
}

export type Load = Pick<LoadOrder, 'connections' | 'amount' | 'durationMs'>;

/**
 * Asks every subject the same things and compares what they answer: a comparison of other things would say nothing.
 * @returns the gateway's answers.
 * @throws when two differ, or an answer has errors or no data.
 */
export async function checkAnswers(world: World, bodies: readonly string[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const body of bodies) {
    const texts = await Promise.all(subjectNames.map((name) => ask(world.subjects[name].url, body)));
    const [own = '', ...others] = texts;
    if (!hasData(own)) throw new Error(`the gateway answered ${own.slice(0, 500)} to ${body}`);
    for (const [index, other] of others.entries()) {
      if (isDeepStrictEqual(JSON.parse(other), JSON.parse(own))) continue;
      const what = `the gateway ${own.slice(0, 1_000)}, ${subjectNames[index + 1]} ${other.slice(0, 1_000)}`;
      throw new Error(`to ${body} they answered differently: ${what}`);
    }
    answers.push(own);
  }
  return answers;
}

/** Lets everybody have turns, one after the other and again: A B A B. */
export async function compare(
  world: World,
  contenders: readonly Contender[],
  load: Load,
  rounds: number,
  firstRound = 0,
): Promise<readonly Standing[]> {
  const turns = new Map<string, Turn[]>(contenders.map(({ name }) => [name, []]));
  for (let round = firstRound; round < firstRound + rounds; round += 1) {
    for (const contender of contenders) {
      const turn = await takeTurn(world, contender, load, round);
      turns.get(contender.name)?.push(turn);
    }
  }
  return toStandings(turns);
}

/** The same operations to everybody, over and over. */
export function warmContenders(world: World, bodies: readonly string[]): readonly Contender[] {
  const requests = bodies.map(toRequest);
  return [
    ...subjectNames.map((name) => ({ name, child: world.subjects[name], requests: () => requests })),
    { name: 'floor', child: world.floor, requests: () => requests },
  ];
}

/** Lets everybody run hot, so that no turn pays for compilation. */
export async function warmUp(world: World, contenders: readonly Contender[], effort: Effort): Promise<void> {
  if (effort.warmUp === 0) return;
  const load = { connections: effort.connections, amount: effort.warmUp };
  for (const contender of contenders) await takeTurn(world, contender, load, 0);
}

/** Teaches the floor what the gateway answered. */
export async function teachFloor(
  { floor }: World,
  bodies: readonly string[],
  answers: readonly string[],
): Promise<void> {
  for (const [index, body] of bodies.entries()) await floor.ask('learn', { body, answer: answers[index] });
}

export function toRequest(body: string): LoadRequest {
  return { method: 'POST', path: '/graphql', headers, body };
}

export function standingOf(standings: readonly Standing[], name: SubjectName | 'floor' | 'back end'): Standing {
  const standing = standings.find(({ subject }) => subject === name);
  if (standing === undefined) throw new Error(`${name} was not measured`);
  return standing;
}

async function takeTurn(world: World, contender: Contender, load: Load, round: number): Promise<Turn> {
  const { name, child } = contender;
  const before = { usage: await child.usage(), calls: await world.backend.calls() };
  const order: LoadOrder = { url: child.url, requests: contender.requests(round), ...load };
  const result = await world.load.ask<LoadResult>('load', order);
  const after = { usage: await child.usage(), calls: await world.backend.calls(before.calls.mark) };
  if (result.failures > 0) throw new Error(`${name} failed ${result.failures} times, once with ${result.failure}`);
  return {
    load: result,
    cpuMicros: (after.usage.cpuMicros - before.usage.cpuMicros) / result.count,
    calls: after.calls.total / result.count,
  };
}

function toStandings(turns: ReadonlyMap<string, readonly Turn[]>): readonly Standing[] {
  const standings = [...turns].map(([subject, taken]) => ({
    subject,
    operationsPerSecond: median(taken.map(({ load }) => (load.count / load.elapsedMs) * 1_000)),
    cpuMicros: median(taken.map(({ cpuMicros }) => cpuMicros)),
    p50Ms: median(taken.map(({ load }) => percentile(load.latencies, 0.5))),
    p99Ms: median(taken.map(({ load }) => percentile(load.latencies, 0.99))),
    callsPerOperation: median(taken.map(({ calls }) => calls)),
  }));
  const own = standings.find(({ subject }) => subject === 'gateway');
  return standings.map((standing) => ({
    ...standing,
    relative: standing.operationsPerSecond / (own?.operationsPerSecond ?? 1),
    relativeCpu: standing.cpuMicros / (own?.cpuMicros ?? 1),
  }));
}

function hasData(text: string): boolean {
  const { data, errors } = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown };
  const values = Object.values((data ?? {}) as Readonly<Record<string, unknown>>);
  return errors === undefined && values.length > 0 && !values.includes(null);
}
