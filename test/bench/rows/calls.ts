import { type BackEnd, startBackEnd } from '../back-end.js';
import type { Effort } from '../effort.js';
import { ask, askData, startGateway } from '../gateway.js';
import type { Calls } from '../process/emulator.js';
import { atMost, type Goal, type Row, type RowResult } from '../row.js';
import { oneClient, onePage } from './operation.js';

/** Back-end calls, counted by the back ends. There is no clock in it. */
export const calls: Row = { name: 'calls', measure: measureCalls };

/** Something to ask of a gateway that has just started, and how many calls it may cost. */
interface Case {
  readonly goal: string;
  readonly most: number;
  run(url: string, clients: BackEnd['clients']): Promise<unknown>;
  count(calls: Calls): number;
}

async function measureCalls(effort: Effort): Promise<RowResult> {
  const backEnd = await startBackEnd(effort.subscribers);
  try {
    const goals: Goal[] = [];
    for (const each of createCases(effort)) goals.push(await countCalls(backEnd, each));
    return {
      row: 'calls',
      work: 'back-end calls of a gateway that knows nothing yet',
      standings: [],
      findings: [],
      goals,
    };
  } finally {
    await backEnd.stop();
  }
}

async function countCalls(backEnd: BackEnd, { goal, most, run, count }: Case): Promise<Goal> {
  const gateway = await startGateway(backEnd);
  try {
    const { mark } = await backEnd.calls();
    await run(gateway.url, backEnd.clients);
    const made = await backEnd.calls(mark);
    const { figure, isMet } = atMost(goal, count(made), most);
    const doors = Object.entries(made.wispHub).map(([door, times]) => `${times} x ${door}`);
    return { goal, figure: [figure, ...doors].join(', '), isMet };
  } finally {
    await gateway.stop();
  }
}

function createCases({ callers }: Effort): readonly Case[] {
  return [
    {
      goal: '200 clients by id in one operation: 1 or 2',
      most: 2,
      run: (url, clients) => {
        const ids = clients.slice(0, 200).map(({ serviceId }) => toId(serviceId));
        return askData(url, twoHundred, { one: ids.slice(0, 100), other: ids.slice(100) });
      },
      count: ({ total }) => total,
    },
    { goal: '50 clients with plan: 2', most: 2, run: (url) => ask(url, onePage(50)), count: ({ total }) => total },
    {
      goal: `${callers} callers of one key at once: 1`,
      most: 1,
      run: (url, [somebody]) => {
        const body = oneClient({ serviceId: somebody?.serviceId ?? 0 });
        return Promise.all(Array.from({ length: callers }, () => ask(url, body)));
      },
      count: ({ total }) => total,
    },
    {
      goal: 'Wispro fields not selected: 0 Wispro calls',
      most: 0,
      run: (url, [somebody]) => ask(url, oneClient({ serviceId: somebody?.serviceId ?? 0 })),
      count: ({ wispro }) => wispro,
    },
  ];
}

/** The graph takes 100 ids at once; both fields are of one operation. */
const twoHundred = `query Two($one: [ID!]!, $other: [ID!]!) {
  one: nodes(ids: $one) { ... on Client { name } }
  other: nodes(ids: $other) { ... on Client { name } }
}`;

function toId(serviceId: number): string {
  return Buffer.from(`Client:WISPHUB:${serviceId}`).toString('base64url');
}
