import { join } from 'node:path';
import { defaultTenant } from '../model/tenant.js';
import { createMemoryStore } from './memory/memory.js';
import type { OutboxLimits } from './outbox/outbox.js';
import type { Store } from './store.js';

/** Location of the state that outlives a request: at most one of the two. */
export interface StoreSettings {
  /** Shared by any number of instances. */
  readonly redisUrl: string | null;
  /** Replicas of Redis that must hold a write before it is sent. Null: one, once any has been seen. */
  readonly redisReplicas: number | null;
  /** On this machine, over restarts of one instance. */
  readonly dataDir: string | null;
  /** Default: `defaultOutboxLimits`. */
  readonly outbox?: OutboxLimits | undefined;
  /** Milliseconds that a command waits for Redis. Default 100. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Opens Redis, LMDB or, with neither configured, a store in this process, which a restart empties.
 * @param onError called for each connection error, which requests meet as `ServiceUnavailable`.
 * @throws {Error} Redis refuses the credentials. A Redis that does not answer is no error.
 * @throws {DirectoryError} the directory cannot be written, is a file, or is held by another process.
 */
export async function createStore(settings: StoreSettings, onError?: (error: Error) => void): Promise<Store> {
  const { redisUrl, redisReplicas, dataDir, timeoutMs, outbox: outboxLimits } = settings;
  // Loaded where they are used: each takes longer to load than the rest of the floor.
  if (redisUrl !== null) {
    const { createRedisStore } = await import('./redis/redis.js');
    return createRedisStore({
      ...{ url: redisUrl, replicas: redisReplicas, outboxLimits },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(onError === undefined ? {} : { onError }),
    });
  }
  if (dataDir !== null) {
    const [{ createLmdbStore }, { holdDirectory }] = await Promise.all([
      import('./lmdb/lmdb.js'),
      import('./lmdb/directory.js'),
    ]);
    const release = await holdDirectory(dataDir);
    try {
      const store = createLmdbStore({ directory: dataDir, outboxLimits });
      return { ...store, close: () => store.close().finally(release) };
    } catch (error) {
      await release();
      throw error;
    }
  }
  return createMemoryStore({ outboxLimits });
}

/** Stores of the ISPs of a process: no key, folder, topic or queue of one is another's. */
export interface Stores {
  /** @param tenant a DNS label. `default` has the keys and the folder of a gateway for one ISP. */
  open(tenant: string, outbox?: OutboxLimits): Promise<Store>;
  /** After every store of it. */
  close(): void;
}

/**
 * @param onError called for each connection error.
 * @throws {Error} Redis refuses the credentials.
 */
export async function createStores(settings: StoreSettings, onError?: (error: Error) => void): Promise<Stores> {
  const { redisUrl, dataDir } = settings;
  if (redisUrl === null) {
    return {
      open: (tenant, outbox) =>
        createStore(
          {
            ...settings,
            outbox,
            dataDir: dataDir === null || tenant === defaultTenant ? dataDir : join(dataDir, 'tenants', tenant),
          },
          onError,
        ),
      close: () => undefined,
    };
  }
  const [{ openRedis }, { createRedisStore }] = await Promise.all([
    import('./redis/client.js'),
    import('./redis/redis.js'),
  ]);
  const { redisReplicas: replicas, timeoutMs } = settings;
  const shared = await openRedis({ url: redisUrl, replicas, timeoutMs, onError });
  return {
    open: (tenant, outboxLimits) =>
      createRedisStore(
        { url: redisUrl, outboxLimits, ...(tenant === defaultTenant ? {} : { prefix: `{isp-gateway:${tenant}}` }) },
        shared,
      ),
    close: () => shared.close(),
  };
}
