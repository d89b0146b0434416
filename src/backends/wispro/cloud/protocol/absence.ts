import type { AbsenceRule } from '../../../../model/write.js';

/**
 * A write that two whole walks do not show has not been made (cloud contract 6). The second comes later than is asked there, once nothing
 * that stalled on its way can still arrive: to be wrong would be a second payment.
 */
export const absenceRule: AbsenceRule = { afterMs: 200_000, apartMs: 60_000 };

/** Milliseconds around the time of a write in which it is looked for: the clocks may differ (cloud contract 6). */
export const marginMs = 300_000;
