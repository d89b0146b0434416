import pLimit from 'p-limit';

/** Half of the places that a back end has for reads: one operation must not take them all, nor wait for room that it took itself. */
const atOnce = 16;

/** A DataLoader's batch, where one key's failure is that key's alone. At most 16 keys are loaded at once. */
export function loadEach<Key, Value>(
  keys: readonly Key[],
  load: (key: Key) => Promise<Value>,
): Promise<readonly (Value | Error)[]> {
  // Most batches have one key, which needs no queue.
  const limit = keys.length > atOnce ? pLimit(atOnce) : (run: () => Promise<Value>) => run();
  return Promise.all(
    keys.map(async (key) => {
      try {
        return await limit(() => load(key));
      } catch (error) {
        return error instanceof Error ? error : new Error('failed', { cause: error });
      }
    }),
  );
}
