import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { readConfig } from '../src/config/config.js';
import { startGateway } from '../src/main.js';
import { jwt } from './gateway/gateway.js';
import { canStartRedis, describeWith, startRedis } from './store/redis-server.js';
import { until } from './store/subject.js';

describeWith(canStartRedis(), 'a gateway that cannot start because its port is taken', () => {
  it('leaves no connection to Redis open, with which its process would not end', async () => {
    const redis = await startRedis();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const config = readConfig({
      PORT: String((other.address() as AddressInfo).port),
      WISPHUB_URL: 'http://127.0.0.1:9',
      WISPHUB_API_KEY: 'nobody-is-asked',
      JWT_SECRET: jwt.secret,
      REDIS_URL: redis.url,
    });
    await expect(startGateway(config)).rejects.toMatchObject({ code: 'EADDRINUSE' });

    const own = new Redis(redis.url);
    await until(
      async () =>
        String(await own.client('LIST'))
          .trim()
          .split('\n').length === 1,
    );
    own.disconnect();
    other.close();
    await redis.close();
  });
});
