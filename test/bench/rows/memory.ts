import { type Backend, startBackend } from '../back-end.js';
import type { Effort } from '../effort.js';
import { ask, askData, startGateway } from '../gateway.js';
import type { Child } from '../process/child.js';
import { atMost, type Row, type RowResult, show } from '../row.js';
import { oneClient, onePage } from './operation.js';

/** What it takes to hold everybody. */
export const memory: Row = {
  name: 'memory',
  measure: async (effort) => {
    const backend = await startBackend(effort.held);
    const gateway = await startGateway(backend, { flags: ['--expose-gc'] });
    try {
      return await measureMemory(effort, backend, gateway);
    } finally {
      await Promise.all([gateway.stop(), backend.stop()]);
    }
  },
};

/** Clients asked for one by one, to see whether they are held. */
const probes = 20;

async function measureMemory({ held }: Effort, backend: Backend, gateway: Child): Promise<RowResult> {
  await askData(gateway.url, '{ plans { name } }');
  const before = await gateway.usage();
  await ask(gateway.url, onePage(100));
  const after = await gateway.usage();
  const { mark } = await backend.calls();
  await ask(gateway.url, onePage(50));
  const page = await backend.calls(mark);
  for (const client of backend.clients.slice(-probes)) await ask(gateway.url, oneClient(client));
  const single = await backend.calls(page.mark);
  const perClient = (bytes: number) => bytes / held / 1_024;
  return {
    row: 'memory',
    work: `${held} clients held, after the list was read once`,
    standings: [],
    findings: [
      {
        what: 'resident memory per client',
        value: `${show(perClient(after.residentBytes - before.residentBytes))} KB`,
      },
      { what: 'back-end calls for a page of those held', value: show(page.total) },
      { what: `back-end calls for ${probes} of them by id`, value: show(single.total) },
    ],
    goals: [
      atMost('live memory <= 1.5 KB a client', perClient(after.liveBytes - before.liveBytes), 1.5, ' KB'),
      atMost('they are held: a page of them costs no call', page.total, 0),
    ],
  };
}
