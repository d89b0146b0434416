import { setTimeout } from 'node:timers/promises';

/** Awaits a promise that may never resolve; a late result is dropped. @throws {Error} it did not resolve in time. */
export async function withTimeout<Value>(ms: number, awaited: Promise<Value>): Promise<Value> {
  const limit = new AbortController();
  const late = setTimeout(ms, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`no answer within ${ms} ms`);
  });
  try {
    return await Promise.race([awaited, late]);
  } finally {
    limit.abort();
    for (const rest of [awaited, late]) rest.catch(() => undefined);
  }
}
