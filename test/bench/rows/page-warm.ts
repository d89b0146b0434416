import { checkAnswers, compare, standingOf, teachFloor, warmContenders, warmUp } from '../comparison.js';
import type { Effort } from '../effort.js';
import { atLeast, type Row, type RowResult } from '../row.js';
import { inWorld, type World } from '../world.js';
import { onePage } from './operation.js';

/** A page of 50 clients with plan and zone, everything warm. */
export const pageWarm: Row = {
  name: 'page-warm',
  measure: (effort) => inWorld(effort.subscribers, (world) => measurePageWarm(world, effort)),
};

export async function measurePageWarm(world: World, effort: Effort): Promise<RowResult> {
  const bodies = [onePage(50)];
  await teachFloor(world, bodies, await checkAnswers(world, bodies));
  const contenders = warmContenders(world, bodies);
  await warmUp(world, contenders, effort);
  const standings = await compare(
    world,
    contenders,
    { connections: effort.connections, ...effort.turn },
    effort.rounds,
  );
  const times = (name: 'mercurius' | 'textbook') => 1 / standingOf(standings, name).relative;
  return {
    row: 'page-warm',
    work: `50 clients of ${effort.subscribers} with plan and zone id, data warm; ${effort.connections} connections`,
    standings,
    findings: [],
    goals: [
      atLeast('>= mercurius', times('mercurius'), 1, ' x'),
      atLeast('>= 5 x textbook', times('textbook'), 5, ' x'),
    ],
  };
}
