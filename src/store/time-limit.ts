import { setTimeout } from 'node:timers/promises';

/** Waits for something that may never come. What comes later is nobody's. @throws {Error} it did not come in time. */
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
