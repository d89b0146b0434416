import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import DataLoader from 'dataloader';
import { createSchema, createYoga } from 'graphql-yoga';
import { serveControl } from '../process/control.js';
import { authenticate, type Caller, requireScope } from './caller.js';
import { type ClientArguments, type PageArguments, typeDefs } from './graph.js';
import { createMemory } from './memory.js';
import { createSession } from './session.js';
import { readSetting } from './setting.js';
import * as theirs from './subscriber.js';

interface Context {
  readonly caller: Caller;
  readonly plans: DataLoader<string, theirs.Plan>;
}

const setting = readSetting();
const session = createSession(setting);
const memory = createMemory();

async function get<Data>(path: string): Promise<theirs.Envelope<Data>> {
  const authorization = `Bearer ${await session.token()}`;
  const response = await fetch(`${setting.backendUrl}${path}`, { headers: { authorization } });
  if (!response.ok) throw new Error(`the back end answered ${response.status}`);
  return (await response.json()) as theirs.Envelope<Data>;
}

const { readClient, readClients, readPlans } = theirs.createReads(get);

const resolvers = {
  Query: {
    client: (_: unknown, { by }: ClientArguments, { caller }: Context) => {
      requireScope(caller, 'clients:read');
      return memory.remember(`client:${by.serviceId}`, () => readClient(by.serviceId));
    },
    clients: async (_: unknown, { first }: PageArguments, { caller }: Context) => {
      requireScope(caller, 'clients:read');
      const clients = await memory.remember('clients', readClients);
      return { totalCount: clients.length, nodes: clients.slice(0, first) };
    },
  },
  Client: {
    plan: ({ planName }: theirs.Client, _: unknown, { plans }: Context) =>
      planName === null ? null : plans.load(planName),
  },
};

/** Parsed and validated documents are kept by default; answers are not, without the plug-in for it. */
const yoga = createYoga({
  schema: createSchema<Context>({ typeDefs, resolvers }),
  context: ({ request }) => ({
    caller: authenticate(request.headers.get('authorization'), setting),
    plans: new DataLoader<string, theirs.Plan>(async (names) => {
      const plans = await memory.remember('plans', readPlans);
      return names.map((name) => theirs.findPlan(plans, name));
    }),
  }),
  logging: false,
  graphiql: false,
  landingPage: false,
  multipart: false,
  cors: false,
});
const server = createServer(yoga);
server.listen(0, '127.0.0.1', () => {
  serveControl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
});
