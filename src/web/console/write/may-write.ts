import { isCapable, scopesOf } from '../session.js';
import { useWorkspace } from '../workspace.js';
import type { WriteKind } from './intent.js';

const needs = {
  ticket: { scope: 'tickets:write', capability: 'TICKETS' },
  promise: { scope: 'billing:write', capability: 'PAYMENT_PROMISES' },
  phone: { scope: 'clients:write', capability: 'CLIENT_UPDATE' },
  payment: { scope: 'payments:write', capability: 'PAYMENT_ENTRY' },
} as const;

/** Whether the token and the installation allow a write. */
export function useMayWrite(): (kind: WriteKind) => boolean {
  const { session } = useWorkspace();
  const { value } = session.state;
  return (kind) => scopesOf(value).includes(needs[kind].scope) && isCapable(value, needs[kind].capability);
}
