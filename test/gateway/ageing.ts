import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type LifetimeTable, lifetimes } from '../../src/domain/cache/lifetime.js';
import { createTime } from '../domain/time.js';
import { type Answer, callsDuring, startTestGateway, type TestGateway } from './gateway.js';

/** A gateway that keeps answers, in front of WispHub alone, whose time is moved on instead of waited for. */
export interface AgeingGateway {
  readonly gateway: TestGateway;
  /** Moves the time of the gateway and of the back end on. */
  advance(seconds: number): void;
  /** Sends a document on behalf of another caller each time. */
  send<Data>(query: string, variables?: unknown): Promise<Answer<Data>>;
  /** The back-end calls that something costs, without the dialect's prefix. */
  costOf(run: () => Promise<unknown>): Promise<readonly string[]>;
}

/** One per suite; each test begins an hour after the one before, with the back end as new. */
export function useAgeingGateway(
  options: Pick<NonNullable<Parameters<typeof startTestGateway>[0]>, 'wispHub' | 'backends'> & {
    readonly lifetimes?: LifetimeTable;
  } = {},
): AgeingGateway {
  const time = createTime();
  let gateway: TestGateway;
  let callers = 0;
  const isV2 = options.wispHub?.dialect === 'v2';
  beforeAll(async () => {
    gateway = await startTestGateway({
      backends: ['wispHub'],
      lifetimes,
      ...options,
      clock: time.clock,
      ...(isV2 ? { environment: { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' } } : {}),
    });
  });
  beforeEach(() => {
    gateway.wispHub.reset();
    time.advance(3_600_000);
  });
  afterAll(() => gateway.close());
  return {
    get gateway() {
      return gateway;
    },
    send: (query, variables) => {
      callers += 1;
      return gateway.send(query, variables, { subject: `caller ${callers}` });
    },
    advance: (seconds) => {
      time.advance(seconds * 1_000);
      gateway.wispHub.advance(seconds);
    },
    costOf: async (run) => {
      const { calls } = await callsDuring(gateway, run);
      return calls.map((route) => route.replace(/ \/api(\/v1)?/, ' '));
    },
  };
}
