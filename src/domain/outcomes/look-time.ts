import type { AbsenceRule } from '../../model/write.js';
import type { WriteRecord } from '../../model/write-record.js';

const second = 1_000;

/**
 * Milliseconds after a lost answer at which its effect is looked for: after 5 s and 60 s (cloud contract 6), once more when a request that
 * stalled has landed for certain (native contract A40), and then ever less often. After the last a person must look.
 */
export const lookMs = [5, 60, 205, 300, 600, 1_200, 2_400, 3_600].map((seconds) => seconds * second);

/** Before it, what stalled may still land, and not even a person can say that it has not happened (A40). */
export const personAfterMs = 200 * second;

/** True when a look without the effect, after an earlier one, proves that it will never be. @param ageMs since the answer was lost. */
export function isProof({ afterMs, apartMs }: AbsenceRule, { absentMs }: WriteRecord, ageMs: number): boolean {
  return absentMs !== null && ageMs >= afterMs && ageMs - absentMs >= apartMs;
}
