import { type GraphQLError, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWispHub } from '../../../src/backends/wisphub/index.js';
import { createWispro } from '../../../src/backends/wispro/index.js';
import { Operation } from '../../../src/domain/operation.js';
import { createServices, type Services } from '../../../src/domain/services.js';
import type { EmulatedAnswer } from '../../../src/emulator/message.js';
import { createRandom, type Random } from '../../../src/emulator/random.js';
import { startWispHub, type WispHubEmulator } from '../../../src/emulator/wisphub/index.js';
import { startWispro, type WisproEmulator, wisproToken } from '../../../src/emulator/wispro/index.js';
import { scopes } from '../../../src/model/caller.js';
import { createSchema } from '../../../src/schema/index.js';
import { createExecutor } from '../../../src/server/execution/executor.js';
import { createRequest } from '../../../src/server/http/request.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import { createRandomGraph, graphValues, graphVariables } from './random-graph.js';
import { randomOperation } from './random-operation.js';
import { values, without } from './random-value.js';

const seed = Number(process.env.SEED ?? 7);
const operations = Number(process.env.OPERATIONS ?? 2_000);
const timeoutMs = 60_000 + operations * 30;

const schema = createSchema();
const locality = { country: 'CO', currency: 'COP', timeZone: 'America/Bogota', phoneCountry: 'CO' } as const;
const caller = { subject: 'tester', scopes: new Set(scopes), expiresAt: new Date(2_000_000_000_000) };

describe('a compiled operation', () => {
  let wispHub: WispHubEmulator;
  let wispro: WisproEmulator;
  let services: Services;

  beforeAll(async () => {
    wispHub = await startWispHub({ subscribers: 120 });
    wispro = await startWispro({ subscribers: 50 });
    // A failure is not kept, so it could end differently for the two: the one plan that makes the back end fail is not found instead.
    const notFound = JSON.stringify({
      ok: true,
      type: 'info',
      action: 'internet_plan_not_found',
      data: null,
      message: null,
      meta: null,
    });
    const mend = (answer: EmulatedAnswer) =>
      answer.status === 500 ? { ...answer, status: 200, body: notFound } : answer;
    wispHub.fault({ route: '/internet-plans/{plan_id}', fault: { kind: 'rewrite', rewrite: mend } });
    const minutes = { fresh: 600_000, revalidate: 600_000, ifError: 0, absent: 600_000 };
    const lifetimes = {
      client: minutes,
      clientList: minutes,
      plan: minutes,
      ticketSubject: minutes,
      ticket: minutes,
      zone: minutes,
      invoice: minutes,
      payment: minutes,
    };
    const backends = [
      createWispHub({
        baseUrl: wispHub.url,
        dialect: 'v1',
        maxTicketsPerZone: 3,
        promisePolicy: { maxDays: 15, onlySuspended: true },
        credentials: { username: 'gateway', password: 'wisphub-planted-password' },
        locality,
      }),
      createWispro({
        suricata: { baseUrl: wispro.url, token: wisproToken, promiseKey: 'id' },
        locality,
        promisePolicy: { maxDays: 15, onlySuspended: true },
      }),
    ];
    services = createServices(backends, createMemoryStore(), { lifetimes });
  });

  afterAll(async () => {
    services.close();
    for (const backend of services.backends) backend.close();
    await wispHub.close();
    await wispro.close();
  });

  it(
    `answers as graphql-js does (${operations} random operations of the gateway's graph, seed ${seed})`,
    async () => {
      const random = createRandom(seed);
      const ask = createAsk(schema);
      let withErrors = 0;
      let withData = 0;
      for (let index = 0; index < operations; index += 1) {
        const options = { values, without, maxDepth: random.int(1, 4), conditions: random.pick([0, 0.3]) };
        const text = randomOperation(schema, random, options);
        const answer = await ask(text, randomConditions(random), () =>
          createRequest((who, call) => new Operation(services, who, call), caller, 'test'),
        );
        if (!answer.includes('"nulls":[]')) withErrors += 1;
        if (answer.includes('"data":{')) withData += 1;
      }
      expect(withErrors).toBeGreaterThan(operations / 20);
      expect(withData).toBeGreaterThan(operations / 3);
    },
    timeoutMs,
  );
});

describe('a compiled operation of a graph with interfaces, unions, lists of lists and errors', () => {
  const graph = createRandomGraph();

  it(
    `answers as graphql-js does (${operations} random operations, seed ${seed})`,
    async () => {
      const random = createRandom(seed);
      const ask = createAsk(graph);
      const types = Object.fromEntries(Object.entries(graphVariables).map(([name, { type }]) => [name, type]));
      for (let index = 0; index < operations; index += 1) {
        const text = randomOperation(graph, random, {
          values: graphValues,
          variables: types,
          without: new Set(),
          maxDepth: random.int(1, 4),
          conditions: random.pick([0, 0.3]),
        });
        const given = Object.entries(graphVariables).flatMap(([name, { values: some }]) =>
          random.chance(0.3) ? [] : [[name, random.chance(0.2) ? null : random.pick(some)]],
        );
        await ask(text, { ...randomConditions(random), ...Object.fromEntries(given) });
      }
    },
    timeoutMs,
  );
});

/** Absent, null, true or false; where null cannot be, seldom. */
function randomConditions(random: Random): Readonly<Record<string, boolean | null>> {
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => {
    const isRisked = 'de'.includes(name) ? random.chance(0.5) : random.chance(0.03);
    return [name, isRisked ? random.pick([null, undefined]) : random.chance(0.5)];
  });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** Asks both ways, and fails where the answers differ. @returns the answer. */
function createAsk(asked: GraphQLSchema) {
  const executors = [createExecutor(asked, 'compiled'), createExecutor(asked, 'reference')];
  return async (
    text: string,
    variables: Readonly<Record<string, unknown>>,
    createContext: () => { readonly partialErrors: Outcome['partialErrors'] } = () => ({ partialErrors: [] }),
  ): Promise<string> => {
    const document = parse(text);
    expect([text, validate(asked, document).map(({ message }) => message)]).toEqual([text, []]);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    const [compiled = '', reference = ''] = await Promise.all(
      executors.map(async (executor) => {
        const contextValue = createContext();
        const result = await executor({ runnable: { document, operation }, variables, contextValue });
        return JSON.stringify(completed({ ...result, partialErrors: contextValue.partialErrors }));
      }),
    );
    if (compiled !== reference)
      expect({ text, variables, answer: JSON.parse(compiled) }).toEqual({
        text,
        variables,
        answer: JSON.parse(reference),
      });
    return compiled;
  };
}

interface Outcome {
  readonly data?: unknown;
  readonly errors?: readonly Fault[] | undefined;
  readonly partialErrors: readonly Fault[];
}

type Fault = Pick<GraphQLError, 'message'> & Partial<Pick<GraphQLError, 'path' | 'locations'>>;

/**
 * What of an outcome the specification settles: the data, and for each null that an error has made, that there is one, which, and the
 * places in the document. Where an error takes a whole object away, those of its other fields may be told or not (GraphQL, 6.4.4).
 */
function completed({ data, errors = [], partialErrors }: Outcome) {
  const nulls = new Map<string, string[]>();
  for (const { message, path, locations } of [...errors, ...partialErrors]) {
    const place = nullAt(data, path ?? []);
    const isThere = (path ?? []).length + 1 === place.split('.').length;
    const fault = isThere ? `${worded(message)} ${JSON.stringify(locations)}` : 'an error below';
    nulls.set(place, [...(nulls.get(place) ?? []), fault]);
  }
  return { data, nulls: [...nulls].map(([place, faults]) => [place, [...new Set(faults)].sort()[0]]).sort() };
}

/** The compiler names a field once for each time that it is selected: `Cat.(lives,lives)`. No caller reads it. */
function worded(message: string): string {
  return message.replace(/\.\((\w+)(?:,\1)+\)/, '.$1');
}

/** The place on an error's path where the data ends. */
function nullAt(data: unknown, path: readonly (string | number)[]): string {
  let value = data;
  const place: (string | number)[] = ['data'];
  for (const step of path) {
    if (value === null || value === undefined) break;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
    place.push(step);
  }
  return place.join('.');
}
