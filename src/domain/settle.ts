/** A DataLoader's batch, where one key's failure is that key's alone. */
export function settleAll<Key, Value>(
  keys: readonly Key[],
  load: (key: Key) => Promise<Value>,
): Promise<readonly (Value | Error)[]> {
  return Promise.all(
    keys.map(async (key) => {
      try {
        return await load(key);
      } catch (error) {
        return error instanceof Error ? error : new Error('failed', { cause: error });
      }
    }),
  );
}
