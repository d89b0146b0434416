import type { Resilience } from '../../../upstream/resilience/resilience.js';
import type { Backend } from '../../backend.js';
import { capabilitiesOf } from '../../capability.js';

type Parts = Omit<Backend, 'status' | 'breakers'>;

/** A back end that is reached one way, with its state. */
export function withStatus(parts: Parts, policy: Pick<Resilience, 'state' | 'checkedAt' | 'breakers'>): Backend {
  const backend = { ...parts, breakers: () => policy.breakers };
  return {
    ...backend,
    status: () => ({
      backend: backend.name,
      dialect: null,
      state: policy.state,
      capabilities: capabilitiesOf(backend),
      checkedAt: policy.checkedAt,
    }),
  };
}
