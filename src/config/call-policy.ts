import { variables } from '../backends/environment.js';
import type { CallPolicy } from '../backends/index.js';

export const callPolicyVariables = {
  ADAPTIVE_CONCURRENCY: variables.truth
    .default('false')
    .describe(
      '`true`: how many reads a back end is given at once is found out by how long they take. `false`: 32 look-ups and 8 lists, fewer of WispHub’s own API.',
    ),
  HEDGED_READS: variables.truth
    .default('false')
    .describe(
      '`true`: a read that is late is asked for a second time, and the first answer is taken. `false`: it is waited for.',
    ),
};

type Truth = 'true' | 'false';

export function readCallPolicy(data: {
  readonly ADAPTIVE_CONCURRENCY: Truth;
  readonly HEDGED_READS: Truth;
}): CallPolicy {
  return {
    ...(data.ADAPTIVE_CONCURRENCY === 'true' ? {} : { concurrency: false }),
    ...(data.HEDGED_READS === 'true' ? {} : { hedge: false }),
  };
}
