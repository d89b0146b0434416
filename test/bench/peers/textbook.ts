import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AugmentedRequest, RESTDataSource } from '@apollo/datasource-rest';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import DataLoader from 'dataloader';
import express from 'express';
import { serveControl } from '../process/control.js';
import { authenticate, type Caller, requireScope } from './caller.js';
import { type ClientArguments, type PageArguments, typeDefs } from './graph.js';
import { createMemory } from './memory.js';
import { createSession, type Session } from './session.js';
import { readSetting } from './setting.js';
import * as theirs from './subscriber.js';

/** The REST API as Apollo's documentation builds it: one instance for each operation. */
class WispHubApi extends RESTDataSource {
  override baseURL = `${setting.backendUrl}/api/v1/`;
  readonly plans = new DataLoader<string, theirs.Plan>(async (names) => {
    const plans = await memory.remember('plans', () => this.#plans());
    return names.map((name) => theirs.findPlan(plans, name));
  });
  readonly client = new DataLoader<number, theirs.Client | null>((serviceIds) =>
    Promise.all(serviceIds.map((serviceId) => memory.remember(`client:${serviceId}`, () => this.#client(serviceId)))),
  );
  readonly #session: Session;

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  override async willSendRequest(_path: string, request: AugmentedRequest): Promise<void> {
    request.headers.authorization = `Bearer ${await this.#session.token()}`;
  }

  clients(): Promise<theirs.Clients> {
    return memory.remember('clients', async () => theirs.toClients(await this.get('clients/')));
  }

  async #client(serviceId: number): Promise<theirs.Client | null> {
    return theirs.toClientOrNull(await this.get(`clients/by-service-id/${serviceId}`));
  }

  async #plans(): Promise<theirs.Plans> {
    return theirs.toPlans(await this.get('internet-plans/'));
  }
}

interface Context {
  readonly caller: Caller;
  readonly dataSources: { readonly wispHub: WispHubApi };
}

const resolvers = {
  Query: {
    client: (_: unknown, { by }: ClientArguments, { caller, dataSources }: Context) => {
      requireScope(caller, 'clients:read');
      return dataSources.wispHub.client.load(by.serviceId);
    },
    clients: async (_: unknown, { first }: PageArguments, { caller, dataSources }: Context) => {
      requireScope(caller, 'clients:read');
      const clients = await dataSources.wispHub.clients();
      return { totalCount: clients.length, nodes: clients.slice(0, first) };
    },
  },
  Client: {
    plan: ({ planName }: theirs.Client, _: unknown, { dataSources }: Context) =>
      planName === null ? null : dataSources.wispHub.plans.load(planName),
  },
};

const setting = readSetting();
const session = createSession(setting);
const memory = createMemory();
const app = express();
const httpServer = createServer(app);
const apollo = new ApolloServer<Context>({
  typeDefs,
  resolvers,
  plugins: [ApolloServerPluginDrainHttpServer({ httpServer })],
});
await apollo.start();
app.use(
  '/graphql',
  express.json(),
  expressMiddleware(apollo, {
    context: async ({ req }) => ({
      caller: authenticate(req.headers.authorization, setting),
      dataSources: { wispHub: new WispHubApi(session) },
    }),
  }),
);
httpServer.listen(0, '127.0.0.1', () => {
  serveControl(`http://127.0.0.1:${(httpServer.address() as AddressInfo).port}/graphql`);
});
