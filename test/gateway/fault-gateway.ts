import { expect, it } from 'vitest';
import { CreatePaymentPromiseDocument, UpdateClientDocument } from '../../src/client/generated/operations.js';
import type { RunningEmulator } from '../../src/emulator/server.js';
import { dayIn } from '../../src/model/calendar.js';
import { encodeId } from '../../src/model/id.js';
import { startProxy, type TcpProxy } from '../proxy.js';
import { type Answer, type BackendName, codesOf, startTestGateway, type TestGateway } from './gateway.js';

/** A back end as the fault suite sees it, with a network in between that can be spoilt. */
export interface Side {
  readonly backend: 'WISPHUB' | 'WISPRO';
  readonly emulator: RunningEmulator;
  readonly proxy: TcpProxy;
  /** The routes of its read and its write, as its call log names them. */
  readonly readRoute: string;
  readonly writeRoute: string;
  /** A field that asks it one thing, each time another. */
  field(): string;
  /** Sends a write under a key, and says what came of it: a type of result, or the code of an error. */
  write(key: string): Promise<string>;
  /** How many writes it has carried out. */
  effects(): number;
}

export interface FaultGateway extends TestGateway {
  readonly sides: Readonly<Record<BackendName, Side>>;
}

type Options = Parameters<typeof startTestGateway>[0];

/** A gateway that knows its back ends already, and reaches them through proxies. */
export async function startFaultGateway(options: Options = {}): Promise<FaultGateway> {
  const proxies = new Map<BackendName, TcpProxy>();
  const gateway = await startTestGateway({
    ...options,
    // One caller asks without a pause until a back end is well again: what a minute allows must not stop it.
    environment: { WISPRO_PROMISE_ONLY_SUSPENDED: 'false', COST_PER_MINUTE: '10000000', ...options.environment },
    reach: async (url, name) => {
      const proxy = await startProxy(url);
      proxies.set(name, proxy);
      return proxy.url;
    },
  });
  const proxyOf = (name: BackendName): TcpProxy => {
    const proxy = proxies.get(name);
    if (proxy === undefined) throw new Error(`no proxy of ${name}`);
    return proxy;
  };
  const sides = {
    wispHub: createWispHubSide(gateway, proxyOf('wispHub')),
    wispro: createWisproSide(gateway, proxyOf('wispro')),
  };
  // Login and the question for the dialect are over before anything goes wrong.
  await gateway.send(`{ a: ${sides.wispHub.field()} b: ${sides.wispro.field()} }`);
  return {
    ...gateway,
    sides,
    close: async () => {
      await gateway.close();
      for (const proxy of proxies.values()) await proxy.close();
    },
  };
}

function createWispHubSide(gateway: TestGateway, proxy: TcpProxy): Side {
  const nextId = inTurn(gateway.wispHub.clients.map(({ id_servicio }) => id_servicio).filter((id) => id > 1_100));
  const byKey = new Map<string, object>();
  return {
    backend: 'WISPHUB',
    emulator: gateway.wispHub,
    proxy,
    readRoute: 'GET /api/v1/clients/by-service-id/{service_id}',
    writeRoute: 'PUT /api/v1/clients/{service_id}',
    field: () => `client(by: {serviceId: ${nextId()}}) { name }`,
    write: async (key) => {
      const input = byKey.get(key) ?? { clientId: encodeId('Client', 'WISPHUB', nextId()), document: '52999888' };
      byKey.set(key, input);
      const answer = await gateway.run(UpdateClientDocument, { input: { ...input, idempotencyKey: key } as never });
      return outcomeOf(answer, answer.data?.updateClient.__typename);
    },
    effects: () => gateway.wispHub.effects.updates.length,
  };
}

function createWisproSide(gateway: TestGateway, proxy: TcpProxy): Side {
  const generated = gateway.wispro.clients.slice(-50);
  const nextCod = inTurn(generated.map(({ cod }) => cod));
  const nextContract = inTurn(
    generated.flatMap(({ id, contracts }) => contracts.map((own) => encodeId('Contract', 'WISPRO', id, own.id))),
  );
  const validUntil = dayIn('America/Argentina/Buenos_Aires', new Date(Date.now() + 3 * 86_400_000));
  const byKey = new Map<string, string>();
  return {
    backend: 'WISPRO',
    emulator: gateway.wispro,
    proxy,
    readRoute: 'GET /api/data',
    writeRoute: 'GET /api/pp',
    field: () => `client(by: {wispro: {type: COD, value: "${nextCod()}"}}) { name }`,
    write: async (key) => {
      const contractId = byKey.get(key) ?? nextContract();
      byKey.set(key, contractId);
      const input = { contractId, validUntil, idempotencyKey: key } as never;
      const answer = await gateway.run(CreatePaymentPromiseDocument, { input });
      return outcomeOf(answer, answer.data?.createPaymentPromise.__typename);
    },
    effects: () => gateway.wispro.promises.length,
  };
}

function outcomeOf(answer: Answer<unknown>, typename: string | undefined): string {
  return typename ?? codesOf(answer).join();
}

/** Each call gives the next, and after the last the first again. */
function inTurn<Value>(values: readonly Value[]): () => Value {
  let taken = 0;
  return () => {
    const value = values[taken++ % values.length];
    if (value === undefined) throw new Error('nothing to take');
    return value;
  };
}

/** How often a back end was asked at a route, by its call log. */
export function countCalls({ emulator }: Side, route: string): number {
  return emulator.calls.filter((call) => call.route === route).length;
}

/** Asks one thing of one back end. @returns `ok`, or the error's code. */
export async function ask(gateway: TestGateway, side: Side): Promise<string> {
  const answer = await gateway.send(`{ ${side.field()} }`);
  return answer.errors.length === 0 ? 'ok' : codesOf(answer).join();
}

/**
 * Asks both back ends in one operation, and expects that what is wrong with one does not spoil the other.
 * @returns the codes of the one.
 */
export async function askBoth(gateway: TestGateway, side: Side, healthy: Side): Promise<readonly string[]> {
  const answer = await gateway.send<Record<string, { name: string } | null>>(
    `{ spoilt: ${side.field()} healthy: ${healthy.field()} }`,
  );
  expect(answer.status).toBe(200);
  expect(answer.data?.healthy?.name).toEqual(expect.any(String));
  if (answer.errors.length > 0) {
    expect(answer.data?.spoilt).toBeNull();
    expect(answer.errors).toMatchObject([{ path: ['spoilt'], extensions: { backend: side.backend } }]);
  }
  return codesOf(answer);
}

type Row = (gateway: FaultGateway, side: Side, healthy: Side) => Promise<void>;

const names = ['wispHub', 'wispro'] as const satisfies readonly BackendName[];
const other = { wispHub: 'wispro', wispro: 'wispHub' } as const;

/** One row of the table, over each back end in turn while the other is well. Each has a gateway of its own, with the real limits. */
export function row(title: string, run: Row, options: Options = {}): void {
  it.concurrent.each(names)(
    `${title} (%s)`,
    async (name) => {
      const gateway = await startFaultGateway(options);
      try {
        await run(gateway, gateway.sides[name], gateway.sides[other[name]]);
      } finally {
        await gateway.close();
      }
    },
    120_000,
  );
}
