import { outageScopes } from '../../../model/outage.js';
import type { Result } from './evidence.js';
import { holds, type Network, type NetworkPart } from './network.js';
import { neededTests, type OutageRule } from './rule.js';

/** Results of the clients of one element. */
export interface Count {
  readonly tested: number;
  readonly down: number;
  readonly up: number;
}

export type Results = ReadonlyMap<string, Result>;

/** @param since results before it do not count: an outage that has ended is not raised again by what it was raised by. */
export function countResults({ clientIds }: NetworkPart, results: Results, since = Number.NEGATIVE_INFINITY): Count {
  let [down, up] = [0, 0];
  for (const [clientId, { line, at }] of results) {
    if (at <= since || !clientIds.has(clientId)) continue;
    if (line === 'DOWN') down += 1;
    else up += 1;
  }
  return { tested: down + up, down, up };
}

/**
 * Elements whose outage the results show. Of two that have the same clients, or one that holds the other, the wider is named: with a
 * router all its towers are down. With equal clients it is the zone, which claims nothing about the cause.
 * @param isOpen whether an outage of an element is known already.
 * @param sinceOf time up to which results of an element are used up.
 */
export function findOutages(
  network: Network,
  results: Results,
  rule: OutageRule,
  isOpen: (key: string) => boolean = () => false,
  sinceOf: (key: string) => number | undefined = () => undefined,
): readonly string[] {
  const keys = new Set<string>();
  for (const [clientId, { line }] of results) {
    if (line === 'DOWN') for (const key of network.keysOf(clientId)) keys.add(key);
  }
  const shown = [...keys].filter((key) => isOpen(key) || isShown(network.parts.get(key), results, rule, sinceOf(key)));
  const named: { readonly key: string; readonly part: NetworkPart }[] = [];
  const candidates = shown.flatMap((key) => {
    const part = network.parts.get(key);
    return part === undefined ? [] : [{ key, part }];
  });
  for (const candidate of candidates.sort((one, other) => compareWidth(one.part, other.part))) {
    if (!named.some(({ part }) => holds(part, candidate.part))) named.push(candidate);
  }
  return named.map(({ key }) => key).filter((key) => !isOpen(key));
}

/** True when so many of those tested since the outage was raised answer that it is over. */
export function isOver({ tested, up }: Count, { minUp, upShare }: OutageRule): boolean {
  return up >= minUp && up >= tested * upShare;
}

function isShown(part: NetworkPart | undefined, results: Results, rule: OutageRule, since?: number): boolean {
  if (part === undefined) return false;
  const { tested, down } = countResults(part, results, since);
  if (tested < neededTests(part.clientIds.size, rule) || down < tested * rule.downShare) return false;
  let shown = 0;
  let [latestFirst, earliestLast] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const clients of part.cells.values()) {
    const span = findDownSpan(clients, results, rule, since);
    if (span === null && clients.length >= rule.minPart) return false;
    if (span === null) continue;
    shown += clients.length;
    latestFirst = Math.max(latestFirst, span.first);
    earliestLast = Math.min(earliestLast, span.last);
  }
  // One fault after another is no outage of what holds both.
  return shown >= part.clientIds.size * rule.downShare && latestFirst <= earliestLast;
}

/** Times between which clients of one zone, router and tower had no connection. Null: it is not shown. */
function findDownSpan(
  clients: readonly string[],
  results: Results,
  { downShare, minPartDown }: OutageRule,
  since = Number.NEGATIVE_INFINITY,
): { readonly first: number; readonly last: number } | null {
  let tested = 0;
  const times: number[] = [];
  for (const clientId of clients) {
    const result = results.get(clientId);
    if (result === undefined || result.at <= since) continue;
    tested += 1;
    if (result.line === 'DOWN') times.push(result.at);
  }
  const isDown = times.length >= minPartDown && times.length >= tested * downShare;
  return isDown ? { first: Math.min(...times), last: Math.max(...times) } : null;
}

function compareWidth(one: NetworkPart, other: NetworkPart): number {
  return (
    other.clientIds.size - one.clientIds.size || outageScopes.indexOf(one.scope) - outageScopes.indexOf(other.scope)
  );
}
