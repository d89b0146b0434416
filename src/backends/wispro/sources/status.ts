import type { Resilience } from '../../../upstream/resilience/resilience.js';
import type { Backend } from '../../backend.js';
import { capabilitiesOf } from '../../capability.js';

type Parts = Omit<Backend, 'status' | 'breakers' | 'concurrency'>;

/** A back end that is reached one way, with its state. */
export function withStatus(parts: Parts, policy: Omit<Resilience, 'run'>): Backend {
  const backend = { ...parts, breakers: () => policy.breakers, concurrency: () => policy.concurrency };
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
