import DataLoader from 'dataloader';
import type { Call } from '../http/call.js';
import type { ClientKey, ClientRecord } from '../model/client.js';
import type { ClientCache } from './client-cache.js';

export type ClientLoader = DataLoader<ClientKey, ClientRecord | null, string>;

/**
 * Looks clients of one back end up, for one operation: each key once, and the same record under all its keys.
 * @param show what own writes make of a record.
 */
export function createClientLoader(
  cache: ClientCache,
  show: (record: ClientRecord) => ClientRecord,
  call: Call,
): ClientLoader {
  const loader: ClientLoader = new DataLoader(
    async (keys) => {
      const answers = await cache.findMany(keys, call);
      return answers.map((answer) => {
        if (answer === null || answer instanceof Error) return answer;
        const shown = show(answer);
        loader.prime(shown.key, shown);
        return shown;
      });
    },
    { cacheKeyFn: ({ kind, value }) => `${kind}:${value}` },
  );
  return loader;
}
