import type { z } from 'zod';
import { variables } from '../../backends/environment.js';
import { count } from '../limits.js';

/** Variables of a process that serves several ISPs. */
export const tenantVariables = {
  TENANTS: variables.filled
    .optional()
    .describe(
      'YAML file of the ISPs that share the process, or folder of such files (docs/tenants.md), in place of the variables of one ISP.',
    ),
  TENANT_CLAIM: variables.filled
    .default('tenant')
    .describe('Claim of a token that names its tenant, or a list of those among which `X-Tenant` chooses.'),
  TENANTS_INLINE_SECRETS: variables.truth
    .default('false')
    .describe('Allows secrets in these files. Otherwise each is `env:NAME` or `file:PATH`.'),
  OPERATIONS_AT_ONCE: count(1, 100_000)
    .default(1_000)
    .describe(
      'Operations in flight beyond which a tenant with more than its share is refused new ones; the shares are by `weight`. Without `TENANTS` not used.',
    ),
  PID_FILE: variables.filled
    .optional()
    .describe('File into which `serve` writes its process id, for `isp-gateway tenants reload`. Unset: none.'),
};

export type TenantVariables = z.output<z.ZodObject<typeof tenantVariables>>;
