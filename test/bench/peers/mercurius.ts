import Fastify, { type FastifyRequest } from 'fastify';
import mercurius, { type MercuriusContext } from 'mercurius';
import { Pool } from 'undici';
import { serveControl } from '../process/control.js';
import { authenticate, type Caller, requireScope } from './caller.js';
import { type ClientArguments, type PageArguments, typeDefs } from './graph.js';
import { createMemory } from './memory.js';
import { createSession } from './session.js';
import { readSetting } from './setting.js';
import * as theirs from './subscriber.js';

declare module 'mercurius' {
  interface MercuriusContext {
    readonly caller: Caller;
  }
}

const setting = readSetting();
const session = createSession(setting);
const memory = createMemory();
const backend = new Pool(setting.backendUrl, { connections: 64 });

async function get<Data>(path: string): Promise<theirs.Envelope<Data>> {
  const authorization = `Bearer ${await session.token()}`;
  const { statusCode, body } = await backend.request({ method: 'GET', path, headers: { authorization } });
  const answer = (await body.json()) as theirs.Envelope<Data>;
  if (statusCode !== 200) throw new Error(`the back end answered ${statusCode}`);
  return answer;
}

const { readClient, readClients, readPlans } = theirs.createReads(get);

const resolvers = {
  Query: {
    client: (_: unknown, { by }: ClientArguments, { caller }: MercuriusContext) => {
      requireScope(caller, 'clients:read');
      return memory.remember(`client:${by.serviceId}`, () => readClient(by.serviceId));
    },
    clients: async (_: unknown, { first }: PageArguments, { caller }: MercuriusContext) => {
      requireScope(caller, 'clients:read');
      const clients = await memory.remember('clients', readClients);
      return { totalCount: clients.length, nodes: clients.slice(0, first) };
    },
  },
};

const loaders = {
  Client: {
    plan: async (queries: readonly { readonly obj: theirs.Client }[]) => {
      const plans = await memory.remember('plans', readPlans);
      return queries.map(({ obj: { planName } }) => (planName === null ? null : theirs.findPlan(plans, planName)));
    },
  },
};

const app = Fastify();
app.register(mercurius, {
  schema: typeDefs,
  resolvers,
  loaders,
  jit: 1,
  graphiql: false,
  context: (request: FastifyRequest) => ({ caller: authenticate(request.headers.authorization, setting) }),
});
serveControl(`${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`);
