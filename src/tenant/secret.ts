import { createHmac } from 'node:crypto';
import { defaultTenant } from '../model/tenant.js';

/** Two tenants with the same secret must not be able to open what is the other's. */
export function deriveSecret(secret: string, tenant: string): string {
  if (tenant === defaultTenant || secret === '') return secret;
  return createHmac('sha256', secret).update(`tenant ${tenant}`).digest('base64url');
}
