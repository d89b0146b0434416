import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  CreateTicketDocument,
  RegisterPaymentDocument,
  WriteOutcomeDocument,
} from '../../src/client/generated/operations.js';
import { startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { type Compiled, compileSource } from '../store/child-process.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { until } from '../store/subject.js';
import { type Fleet, runAt, startFleet, tokenOf } from './fleet.js';
import { type GatewayProcess, isLong, startProcess } from './process.js';

/** Each ticket is asked for until it is answered; one answer in five is lost, before or after the ticket was opened. */
const run = isLong ? { tickets: 2_000, kills: 10 } : { tickets: 40, kills: 1 };

const inFlight = 6;

/** Results upon which the same request is sent again. */
const mayGoOn: ReadonlySet<string> = new Set(['OutcomeUnknown', 'IdempotencyConflict']);

/** A result of any kind. */
interface Created {
  readonly __typename: string;
  readonly reference?: string;
  readonly replayed?: boolean;
}

describeWith(canStartRedis(), 'gateways whose answers get lost, and that are killed', () => {
  let compiled: Compiled;
  let redis: RedisServer;
  let wispHub: WispHubEmulator;
  const token = tokenOf();

  const start = (): Promise<GatewayProcess> =>
    startProcess(
      compiled.directory,
      {
        REDIS_URL: redis.url,
        WISPHUB_URL: wispHub.url,
        WISPHUB_API_KEY: 'wisphub-planted-api-key',
        COST_PER_MINUTE: '10000000',
        WISPHUB_PAYMENT_METHOD: 'efectivo',
        WISPHUB_ZONE_TICKETS: '100',
      },
      // A machine that tests is a busy one.
      { reconcilerTimeScale: 0.02, storeTimeoutMs: 5_000 },
    );
  const create = async (gateway: Pick<GatewayProcess, 'url'>, id: number): Promise<Created | null> => {
    const variables = {
      input: {
        ...{ clientId: encodeId('Client', 'WISPHUB', id), subject: 'Internet Lento', description: 'x' },
        ...{ technicianId: 11, idempotencyKey: `lost-${id}` },
      },
    };
    const answer = await runAt(gateway, token)(CreateTicketDocument, variables).catch(() => null);
    return (answer?.data as { readonly createTicket?: Created } | null)?.createTicket ?? null;
  };

  beforeAll(async () => {
    compiled = await compileSource(['.']);
    redis = await startRedis();
  }, 120_000);

  afterAll(async () => {
    await redis.close();
    compiled.remove();
  });

  const open = (subscribers: number) => startWispHub({ lineage: 'native', subscribers });
  const ticketsOf = (id: number): number =>
    wispHub.effects.tickets.filter(({ id_servicio: service }) => service === id).length;

  const pay = async (gateway: Pick<GatewayProcess, 'url'>, id: number): Promise<Created | null> => {
    const input = { amount: '100.50', reference: `Bank-${id}`, idempotencyKey: `lost-${id}` };
    const invoiceId = encodeId('Invoice', 'WISPHUB', id, id * 10 + 1);
    const variables = { input: { ...input, invoiceId } };
    const answer = await runAt(gateway, token)(RegisterPaymentDocument, variables).catch(() => null);
    return (answer?.data as { readonly registerPayment?: Created } | null)?.registerPayment ?? null;
  };
  const paymentsOf = (id: number): number =>
    wispHub.effects.payments.filter(({ invoiceId }) => invoiceId === id * 10 + 1).length;

  it.each([
    ['ticket', 'POST /api/tickets', create, ticketsOf],
    ['payment', 'registrar-pago', pay, paymentsOf],
  ] as const)('find a %s whose sender was killed before its answer', { timeout: 180_000 }, async (...named) => {
    const [, route, send, countOf] = named;
    wispHub = await open(60);
    const [first, second] = await Promise.all([start(), start()]);
    const [row] = wispHub.clients.filter(
      ({ tecnico, zona, estado }) => tecnico !== null && zona !== null && estado === 'Suspendido',
    );
    const id = row?.id_servicio ?? 0;
    wispHub.fault({ route, times: 1, fault: { kind: 'hang', when: 'after' } });
    const lost = send(first, id);
    await until(() => countOf(id) === 1, 30_000);
    await first.kill();
    expect(await lost).toBeNull();
    let answer: Created | null = null;
    // Its lease is 20 s.
    await until(async () => {
      answer = await send(second, id);
      return answer?.__typename.endsWith('Success') === true;
    }, 120_000);
    expect(answer).toMatchObject({ replayed: true });
    expect(countOf(id)).toBe(1);
    await second.kill();
    await wispHub.close();
  });

  it('open each ticket once, and say of none that it is there when it is not', { timeout: 600_000 }, async () => {
    wispHub = await open(4 * run.tickets);
    const able = wispHub.clients.filter(({ tecnico, zona }) => tecnico !== null && zona !== null && zona.id > 11);
    const ids = able.slice(0, run.tickets).map(({ id_servicio: id }) => id);
    const fleet: Fleet = await startFleet(3, start);
    for (const [index] of ids.entries()) {
      if (index % 5 !== 0) continue;
      const when = index % 10 === 0 ? 'after' : 'before';
      wispHub.fault({ route: 'POST /api/tickets', skip: index, times: 1, fault: { kind: 'reset', when } });
    }
    const references = new Map<number, string>();
    const waiting = [...ids];
    const done: number[] = [];
    const work = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        await until(async () => {
          const created = await create(fleet.pick(), id);
          if (created?.__typename === 'CreateTicketSuccess') return true;
          if (created !== null && !mayGoOn.has(created.__typename)) throw new Error(created.__typename);
          if (created?.__typename === 'OutcomeUnknown') references.set(id, created.reference ?? '');
          return false;
        }, 300_000);
        done.push(id);
      }
    };
    const working = Promise.all(Array.from({ length: inFlight }, work));
    for (let kill = 1; kill <= run.kills; kill += 1) {
      await until(() => done.length >= (kill * ids.length) / (run.kills + 1), 300_000);
      await fleet.replace(kill % 3);
    }
    await working;
    expect(ids.filter((id) => ticketsOf(id) !== 1)).toEqual([]);
    expect(references.size).toBeGreaterThan(run.tickets / 20);
    // On a busy machine the store may not answer in time.
    for (const reference of references.values()) {
      await until(async () => {
        const { data } = await runAt(fleet.pick(), token)(WriteOutcomeDocument, { reference });
        const { writeOutcome } = data as { readonly writeOutcome: { readonly state: string } | null };
        return ['DONE', 'NOT_DONE'].includes(writeOutcome?.state ?? '');
      }, 20_000);
    }
    await fleet.close();
    await wispHub.close();
  });
});
