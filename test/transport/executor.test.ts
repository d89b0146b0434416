import { Kind, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWispHub } from '../../src/backends/wisphub/index.js';
import { createWispro } from '../../src/backends/wispro/index.js';
import { Operation } from '../../src/domain/operation.js';
import { createServices, type Services } from '../../src/domain/services.js';
import { createRandom } from '../../src/emulator/random.js';
import type { EmulatedAnswer } from '../../src/emulator/server.js';
import { startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { startWispro, type WisproEmulator, wisproToken } from '../../src/emulator/wispro/index.js';
import { scopes } from '../../src/model/caller.js';
import { createSchema } from '../../src/schema/index.js';
import { createMemoryStore } from '../../src/store/memory.js';
import { createExecutor } from '../../src/transport/executor.js';
import { createRequest } from '../../src/transport/request.js';
import { randomOperation } from './random-operation.js';
import { values, without } from './random-value.js';

const seed = Number(process.env.SEED ?? 7);
const operations = 10_000;

const schema = createSchema();
const locality = { currency: 'COP', timeZone: 'America/Bogota', phoneCountry: 'CO' };
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
    };
    const backEnds = [
      createWispHub({
        baseUrl: wispHub.url,
        dialect: 'v1',
        credentials: { username: 'gateway', password: 'wisphub-planted-password' },
        locality,
      }),
      createWispro({
        baseUrl: wispro.url,
        token: wisproToken,
        locality,
        promiseKey: 'id',
        promisePolicy: { maxDays: 15, onlySuspended: true },
      }),
    ];
    services = createServices(backEnds, createMemoryStore(), { lifetimes });
  });

  afterAll(async () => {
    services.close();
    for (const backEnd of services.backEnds) backEnd.close();
    await wispHub.close();
    await wispro.close();
  });

  it(`answers as graphql-js does, errors and paths included (${operations} random operations, seed ${seed})`, async () => {
    const random = createRandom(seed);
    const executors = [createExecutor(schema, 'compiled'), createExecutor(schema, 'reference')];
    let withErrors = 0;
    let withData = 0;
    for (let index = 0; index < operations; index += 1) {
      const text = randomOperation(schema, random, { values, without, maxDepth: random.int(1, 4) });
      const document = parse(text);
      expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
      const [operation] = document.definitions;
      if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
      const runnable = { document, operation };
      const variables = { yes: true, no: false };
      const [compiled, reference] = await Promise.all(
        executors.map(async (executor) => {
          const contextValue = createRequest((who, call) => new Operation(services, who, call), caller, 'test');
          const result = await executor({ runnable, variables, contextValue });
          return JSON.stringify(settled({ ...result, reported: contextValue.reported }));
        }),
      );
      if (compiled !== reference)
        expect({ text, answer: JSON.parse(compiled ?? '') }).toEqual({ text, answer: JSON.parse(reference ?? '') });
      if (!compiled?.includes('"nulls":[]')) withErrors += 1;
      if (compiled?.includes('"data":{')) withData += 1;
    }
    expect(withErrors).toBeGreaterThan(operations / 20);
    expect(withData).toBeGreaterThan(operations / 2);
  }, 300_000);
});

interface Outcome {
  readonly data?: unknown;
  readonly errors?:
    | readonly { readonly message: string; readonly path?: readonly (string | number)[] | undefined }[]
    | undefined;
  readonly reported: readonly { readonly message: string; readonly path?: readonly (string | number)[] | undefined }[];
}

/**
 * What of an outcome the specification settles: the data, and for each null that an error has made, that there is one and which. Where
 * an error takes a whole object away, those of its other fields may be told or not (GraphQL, 6.4.4).
 */
function settled({ data, errors = [], reported }: Outcome) {
  const nulls = new Map<string, string[]>();
  for (const { message, path = [] } of [...errors, ...reported]) {
    const place = nullAt(data, path);
    nulls.set(place, [
      ...(nulls.get(place) ?? []),
      path.length === place.split('.').length ? message : 'an error below',
    ]);
  }
  return { data, nulls: [...nulls].map(([place, messages]) => [place, [...new Set(messages)].sort()[0]]).sort() };
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
