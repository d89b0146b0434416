import { checkAnswers, compare, standingOf, teachFloor, warmContenders, warmUp } from '../comparison.js';
import type { Effort } from '../effort.js';
import { atLeast, atMost, type Row, type RowResult } from '../row.js';
import { inWorld, type World } from '../world.js';
import { oneClient } from './operation.js';

/** One client by service id, everything warm. */
export const oneWarm: Row = {
  name: 'one-warm',
  measure: (effort) => inWorld(effort.subscribers, (world) => measureOneWarm(world, effort)),
};

export async function measureOneWarm(world: World, effort: Effort): Promise<RowResult> {
  const bodies = world.backend.clients.slice(0, effort.warmClients).map(oneClient);
  await teachFloor(world, bodies, await checkAnswers(world, bodies));
  const contenders = warmContenders(world, bodies);
  await warmUp(world, contenders, effort);
  const standings = await compare(
    world,
    contenders,
    { connections: effort.connections, ...effort.turn },
    effort.rounds,
  );
  const own = standingOf(standings, 'gateway');
  const times = (name: 'mercurius' | 'textbook') => 1 / standingOf(standings, name).relative;
  return {
    row: 'one-warm',
    work: `one client by service id, 6 fields, data warm; ${effort.connections} connections`,
    standings,
    findings: [],
    goals: [
      atLeast('>= mercurius', times('mercurius'), 1, ' x'),
      atLeast('>= 3 x textbook', times('textbook'), 3, ' x'),
      atMost('processor time <= 2.5 x floor', own.cpuMicros / standingOf(standings, 'floor').cpuMicros, 2.5, ' x'),
    ],
  };
}
