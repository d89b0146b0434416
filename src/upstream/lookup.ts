import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Callback = Parameters<LookupFunction>[2];

/**
 * Joins the look-ups of one name that run at once. The system's look-up blocks one of the process's four pool threads for as long as
 * the name server is silent: a hundred calls to a host whose name server is dead would otherwise stop every file, every decompression
 * and the other back ends' look-ups.
 */
export function createLookup(lookup: LookupFunction = systemLookup): LookupFunction {
  const running = new Map<string, Callback[]>();
  return (hostname, options, callback) => {
    const key = JSON.stringify([hostname, options.family, options.hints, options.all, options.order]);
    const waiting = running.get(key);
    if (waiting !== undefined) {
      waiting.push(callback);
      return;
    }
    const callbacks = [callback];
    running.set(key, callbacks);
    lookup(hostname, options, (...answer) => {
      running.delete(key);
      for (const each of callbacks) each(...answer);
    });
  };
}
