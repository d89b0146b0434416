import type { NativeEcho, NativeTask } from './native/ping.js';

/** The `ping-N` echoes of a result; undefined when the router answered with an error text in place of an item. */
export function readEchoes(result: NativeTask['result']): readonly NativeEcho[] | undefined {
  const echoes: NativeEcho[] = [];
  for (const item of result ?? []) {
    if (typeof item === 'string') return undefined;
    for (const [key, echo] of Object.entries(item)) {
      if (key.startsWith('ping-') && key !== 'ping-exitoso' && typeof echo !== 'string') echoes.push(echo);
    }
  }
  return echoes;
}

/** Received by sent, the measure of v1 and early v2 (contract 1.9); undefined when nothing was sent. */
export function receivedRatio(echoes: readonly NativeEcho[]): number | undefined {
  const sum = (key: 'sent' | 'received'): number =>
    echoes.reduce((total, echo) => total + Number.parseInt(echo[key], 10), 0);
  return sum('sent') === 0 ? undefined : sum('received') / sum('sent');
}
