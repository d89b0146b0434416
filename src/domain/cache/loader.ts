import DataLoader from 'dataloader';
import type { UpstreamCall } from '../../upstream/call.js';

/** Loads the keys of a batch. For each its value, or why there is none. */
export type LoadBatch<Key, Value> = (keys: readonly Key[], call: UpstreamCall) => Promise<readonly (Value | Error)[]>;

/** Loader of one operation. A batch has no resolver of its own as parent, so its call carries the operation's trace. */
export function createLoader<Key, Value, CacheKey = Key>(
  name: string,
  call: UpstreamCall,
  load: LoadBatch<Key, Value>,
  cacheKeyFn?: (key: Key) => CacheKey,
): DataLoader<Key, Value, CacheKey> {
  const { trace } = call;
  const traced = async (keys: readonly Key[]): Promise<readonly (Value | Error)[]> => {
    const batch = trace?.beginBatch(name, keys.length);
    try {
      return await load(keys, batch === undefined ? call : { ...call, trace: batch.trace });
    } finally {
      batch?.end();
    }
  };
  return new DataLoader(
    trace === undefined ? (keys) => load(keys, call) : traced,
    cacheKeyFn === undefined ? {} : { cacheKeyFn },
  );
}
