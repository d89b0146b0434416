import { readConfig } from '../../../src/config/config.js';
import { type LifetimeTable, lifetimes } from '../../../src/domain/cache/lifetime.js';
import { startGateway } from '../../../src/main.js';
import { serveControl } from './control.js';

/** As long as the peers keep what they were answered (`peers/memory.ts`). */
const warm = { fresh: 600_000, revalidate: 600_000 };

function keepWarm(): LifetimeTable {
  const entries = Object.entries(lifetimes).map(([name, lifetime]) => [name, { ...lifetime, ...warm }]);
  return Object.fromEntries(entries) as LifetimeTable;
}

const { url } = await startGateway(
  readConfig(process.env),
  process.env.BENCH_KEEP_WARM === undefined ? {} : { lifetimes: keepWarm() },
);
serveControl(`${url}/graphql`);
