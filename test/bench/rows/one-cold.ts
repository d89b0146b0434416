import { checkAnswers, compare, standingOf, toRequest } from '../comparison.js';
import type { Effort } from '../effort.js';
import { atLeast, atMost, type Row, type RowResult } from '../row.js';
import { inWorld, subjectNames, type World } from '../world.js';
import { askBackEnd } from './back-end-request.js';
import { oneClient } from './operation.js';

/** Distinct clients that nobody has asked for, from a slow back end. */
export const oneCold: Row = {
  name: 'one-cold',
  measure: (effort) => inWorld(effort.subscribers, (world) => measureOneCold(world, effort)),
};

/** How many clients are asked for beforehand, to see that answers agree and to run hot. */
const known = 32;

export async function measureOneCold(world: World, effort: Effort): Promise<RowResult> {
  const { amount, connections, latencyMs } = effort.cold;
  const { backEnd, subjects } = world;
  await checkAnswers(world, backEnd.clients.slice(-known).map(oneClient));
  const sets = Array.from({ length: effort.rounds }, (_, round) =>
    backEnd.clients.slice(round * amount, (round + 1) * amount),
  );
  if (sets.at(-1)?.length !== amount) throw new Error('there are too few clients for so many turns');
  const direct = await askBackEnd(backEnd);
  const contenders = [
    ...subjectNames.map((name) => ({
      name,
      child: subjects[name],
      requests: (round: number) => (sets[round] ?? []).map((client) => toRequest(oneClient(client))),
    })),
    { name: 'back end', child: backEnd, requests: (round: number) => (sets[round] ?? []).map(direct) },
  ];
  await backEnd.setLatency(latencyMs);
  const standings = await compare(world, contenders, { connections, amount }, effort.rounds);
  await backEnd.setLatency(0);
  const own = standingOf(standings, 'gateway');
  const behind = standingOf(standings, 'back end');
  return {
    row: 'one-cold',
    work: `distinct clients, nothing cached, the back end answers in ${latencyMs} ms, ${connections} at once`,
    standings,
    findings: [],
    goals: [
      atMost('p50 <= back end + 2 ms', own.p50Ms - behind.p50Ms, 2, ' ms'),
      atMost('p99 <= back end + 15 ms', own.p99Ms - behind.p99Ms, 15, ' ms'),
      atLeast('>= textbook in throughput', 1 / standingOf(standings, 'textbook').relative, 1, ' x'),
    ],
  };
}
