import type { ClientList } from '../../../model/client.js';
import { backgroundCall, refuseMany, type UpstreamCall } from '../../../upstream/call.js';

/** Finds out whether the list that the middleware searches lacks clients. */
export interface GapCheck {
  /** @param listed a list that was just read. @default it is read. @throws {UpstreamError} it cannot be determined. @throws {CallsSpent} a call with a budget would. */
  isLacking(call: UpstreamCall, listed?: ClientList): Promise<boolean>;
}

/** For how long a list is not looked at again that had no gap: the middleware keeps each for 300 s (contract 1.11, 2.3). */
const heldMs = 60_000;

/** Of how many runs of ids that are missing from the list one is asked for. */
const maxRuns = 3;

/**
 * The middleware drops pages of its list silently, but looks single ids up elsewhere (contract 0.6, 1.12, 2.3). A lost page leaves a run of
 * ids missing from the list, or cuts off an end. So the ids in the middle of the longest runs are looked up, and the next ones at both
 * ends: one known id shows that the list lacks clients. Its absence proves nothing.
 * @param isKnown true when an id, looked up by itself, is a client's.
 */
export function createGapCheck(
  list: (call: UpstreamCall) => Promise<ClientList>,
  isKnown: (serviceId: number, call: UpstreamCall) => Promise<boolean>,
): GapCheck {
  let last: { readonly result: Promise<boolean>; readonly until: number } | undefined;
  const check = async (call: UpstreamCall, listed: ClientList | undefined): Promise<boolean> => {
    const { records, completeness } = listed ?? (await list(call));
    if (completeness === 'PARTIAL') return true;
    const known = await Promise.all(
      findGaps(records.flatMap(({ serviceId }) => serviceId ?? [])).map((id) => isKnown(id, call)),
    );
    return known.some((each) => each);
  };
  return {
    isLacking: async (call, listed) => {
      if (last !== undefined && performance.now() < last.until) return last.result;
      refuseMany(call);
      const result = check(backgroundCall(undefined, call.trace), listed);
      const current = { result, until: performance.now() + heldMs };
      last = current;
      const forget = (): void => {
        if (last === current) last = undefined;
      };
      result.then((isLacking) => (isLacking ? forget() : undefined), forget);
      return result;
    },
  };
}

/** Ids missing from the list: those before the first and behind the last, and the middle ones of the longest runs between. */
export function findGaps(serviceIds: readonly number[]): readonly number[] {
  const sorted = [...serviceIds].sort((one, other) => one - other);
  const runs = sorted
    .map((id, index) => ({ after: id, length: (sorted[index + 1] ?? id) - id - 1 }))
    .filter(({ length }) => length > 0)
    .sort((one, other) => other.length - one.length);
  const inside = runs.slice(0, maxRuns).map(({ after, length }) => after + Math.ceil(length / 2));
  const first = sorted[0] ?? 1;
  return [(sorted.at(-1) ?? 0) + 1, ...inside, ...(first > 1 ? [first - 1] : [])];
}
