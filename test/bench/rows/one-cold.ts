import { limits } from '../../../src/upstream/limits.js';
import { type Contender, checkAnswers, compare, standingOf, toRequest, warmUp } from '../comparison.js';
import type { Effort } from '../effort.js';
import type { Somebody } from '../process/emulator.js';
import { atLeast, atMost, type Finding, type Row, type RowResult, type Standing, show } from '../row.js';
import { inWorld, subjectNames, type World } from '../world.js';
import { askBackend } from './back-end-request.js';
import { oneClient } from './operation.js';

/** Distinct clients that nobody has asked for, from a slow back end. */
export const oneCold: Row = {
  name: 'one-cold',
  measure: (effort) => inWorld(effort.cold.subscribers, (world) => measureOneCold(world, effort)),
};

/** How many clients are asked for beforehand, to see that answers agree and to run hot. */
const knownCount = 32;

export async function measureOneCold(world: World, effort: Effort): Promise<RowResult> {
  const { amount, connections, latencyMs } = effort.cold;
  const { backend } = world;
  const known = backend.clients.slice(-knownCount);
  await checkAnswers(world, known.map(oneClient));
  await warmUp(world, await createContenders(world, () => known), effort);
  const sets = Array.from({ length: effort.rounds + 2 }, (_, round) =>
    backend.clients.slice(round * amount, (round + 1) * amount),
  );
  if (sets.at(-1)?.length !== amount) throw new Error('there are too few clients for so many turns');
  const contenders = await createContenders(world, (round) => sets[round] ?? []);
  const load = { connections, amount };
  await backend.setLatency(latencyMs);
  await compare(world, contenders, load, 1);
  const standings = await compare(world, contenders, load, effort.rounds, 1);
  const few = Math.min(connections, limits.bulkhead.read);
  const together = await compare(world, contenders, { connections: few, amount }, 1, effort.rounds + 1);
  await backend.setLatency(0);
  const own = standingOf(standings, 'gateway');
  const behind = standingOf(standings, 'back end');
  return {
    row: 'one-cold',
    work: `distinct clients, nothing cached, the back end answers in ${latencyMs} ms, ${connections} at once`,
    standings,
    findings: [findTogether(few, together)],
    goals: [
      atMost('p50 <= back end + 2 ms', own.p50Ms - behind.p50Ms, 2, ' ms'),
      atMost('p99 <= back end + 15 ms', own.p99Ms - behind.p99Ms, 15, ' ms'),
      atLeast('>= textbook in throughput', 1 / standingOf(standings, 'textbook').relative, 1, ' x'),
    ],
  };
}

/** As many callers as the gateway lets through to a back end at once: of more, the others wait for one more answer. */
function findTogether(callers: number, standings: readonly Standing[]): Finding {
  const [own, textbook, behind] = (['gateway', 'textbook', 'back end'] as const).map((name) => {
    const { p50Ms } = standingOf(standings, name);
    return show(p50Ms);
  });
  return {
    what: `p50 with ${callers} at once, nobody of whom waits for another`,
    value: `${own} ms; textbook ${textbook} ms, back end ${behind} ms`,
  };
}

async function createContenders(
  { backend, subjects }: World,
  clientsOf: (round: number) => readonly Somebody[],
): Promise<readonly Contender[]> {
  const direct = await askBackend(backend);
  return [
    ...subjectNames.map((name) => ({
      name,
      child: subjects[name],
      requests: (round: number) => clientsOf(round).map((client) => toRequest(oneClient(client))),
    })),
    { name: 'back end', child: backend, requests: (round: number) => clientsOf(round).map(direct) },
  ];
}
