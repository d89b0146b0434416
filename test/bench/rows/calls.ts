import { type Backend, startBackend } from '../back-end.js';
import type { Effort } from '../effort.js';
import { ask, askData, startGateway } from '../gateway.js';
import type { Calls } from '../process/emulator.js';
import { atMost, type Goal, type Row, type RowResult } from '../row.js';
import { oneClient, onePage } from './operation.js';

/** Back-end calls, counted by the back ends. There is no clock in it. */
export const calls: Row = { name: 'calls', measure: measureCalls };

/** Something to ask of a gateway that has just started, and what it may cost. */
interface Case {
  run(url: string, clients: Backend['clients']): Promise<unknown>;
  classify(calls: Calls): readonly Goal[];
}

async function measureCalls(effort: Effort): Promise<RowResult> {
  const backend = await startBackend(effort.subscribers);
  const cases = createCases(effort);
  const gateways = await Promise.all(cases.map(() => startGateway(backend, { core: 'any' })));
  try {
    const goals: Goal[] = [];
    for (const [index, { run, classify }] of cases.entries()) {
      const { mark } = await backend.calls();
      await run(gateways[index]?.url ?? '', backend.clients);
      goals.push(...classify(await backend.calls(mark)));
    }
    return {
      row: 'calls',
      work: 'back-end calls of a gateway that knows nothing yet',
      standings: [],
      findings: [],
      goals,
    };
  } finally {
    await Promise.all([...gateways, backend].map((child) => child.stop()));
  }
}

function createCases({ callers }: Effort): readonly Case[] {
  return [
    {
      run: (url, clients) => {
        const ids = clients.slice(0, manyIds).map(({ serviceId }) => toId(serviceId));
        return askData(url, twoFields, { one: ids.slice(0, 100), other: ids.slice(100) });
      },
      classify: (calls) => [countAll(`${manyIds} clients by id in one operation: 1 or 2`, calls, 2)],
    },
    {
      run: (url) => ask(url, onePage(50)),
      classify: (calls) => [countAll('50 clients with plan: 2', calls, 2)],
    },
    {
      run: (url, [somebody]) => {
        const body = oneClient({ serviceId: somebody?.serviceId ?? 0 });
        return Promise.all(Array.from({ length: callers }, () => ask(url, body)));
      },
      classify: (calls) => [
        countAll(`${callers} callers of one key at once: 1`, calls, 1),
        atMost('Wispro fields not selected: 0 Wispro calls', calls.wispro, 0),
      ],
    },
  ];
}

function countAll(goal: string, { total, wispHub }: Calls, most: number): Goal {
  const { figure, isMet } = atMost(goal, total, most);
  const endpoints = Object.entries(wispHub).map(([endpoint, times]) => `${times} x ${endpoint}`);
  return { goal, figure: `${figure} (${endpoints.join(', ')})`, isMet };
}

/** About as many as the limit of an operation's cost lets it ask for (`server/execution/operation-guard.ts`). */
const manyIds = 190;

/** The graph takes 100 ids at once; both fields are of one operation. */
const twoFields = `query Two($one: [ID!]!, $other: [ID!]!) {
  one: nodes(ids: $one) { ... on Client { name } }
  other: nodes(ids: $other) { ... on Client { name } }
}`;

function toId(serviceId: number): string {
  return Buffer.from(`Client:WISPHUB:${serviceId}`).toString('base64url');
}
