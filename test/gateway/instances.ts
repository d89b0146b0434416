import { createRedis } from '../../src/store/redis/client.js';
import type { RedisServer } from '../store/redis-server.js';
import { type Answer, codesOf, startTestGateway, type TestGateway } from './gateway.js';

type Options = NonNullable<Parameters<typeof startTestGateway>[0]>;

/** Two gateways over one Redis and the back ends of the first. */
export interface Instances {
  readonly one: TestGateway;
  readonly other: TestGateway;
  /** Another one beside them. */
  start(options?: Pick<Options, 'reach'>): Promise<TestGateway>;
  close(): Promise<void>;
}

/** Begins with an empty Redis. @param reachOther where the second finds a back end. Default: at its own address. */
export async function startInstances(
  redis: Pick<RedisServer, 'url'>,
  options: Options = {},
  reachOther: Options['reach'] = async (url) => url,
): Promise<Instances> {
  await forgetAll(redis);
  const shared = { storeTimeoutMs: 5_000, ...options, environment: { REDIS_URL: redis.url, ...options.environment } };
  const one = await startTestGateway(shared);
  const started: TestGateway[] = [];
  const start: Instances['start'] = async ({ reach = async (url: string) => url } = {}) => {
    const gateway = await startTestGateway({ ...shared, reach: (_, backend) => reach(one[backend].url, backend) });
    started.push(gateway);
    return gateway;
  };
  return {
    one,
    other: await start({ reach: reachOther }),
    start,
    close: async () => {
      for (const gateway of [...started, one]) await gateway.close();
    },
  };
}

async function forgetAll({ url }: Pick<RedisServer, 'url'>): Promise<void> {
  const redis = createRedis(url, { kind: 'requests', timeoutMs: 5_000 }, () => undefined);
  await redis.connect();
  await redis.flushall();
  redis.disconnect();
}

/** Sends something again as long as the store does not answer in time, which on a busy machine it may not: nothing was done. */
export async function insist<Data>(send: () => Promise<Answer<Data>>): Promise<Answer<Data>> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const answer = await send();
    if (!codesOf(answer).includes('SERVICE_UNAVAILABLE') || performance.now() > deadline) return answer;
  }
}
