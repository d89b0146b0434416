import { isCapable, scopesOf } from '../session.js';
import { useWorkspace } from '../workspace.js';
import type { WriteKind } from './sending/intent.js';

const needs = {
  ticket: { scope: 'tickets:write', capability: 'TICKETS' },
  promise: { scope: 'billing:write', capability: 'PAYMENT_PROMISES' },
  phone: { scope: 'clients:write', capability: 'CLIENT_UPDATE' },
  payment: { scope: 'payments:write', capability: 'PAYMENT_ENTRY' },
  report: { scope: 'payments:write', capability: 'PAYMENT_ENTRY' },
  rejection: { scope: 'payments:write', capability: null },
  outcome: { scope: 'admin', capability: null },
  zone: { scope: 'network:diagnose', capability: 'PING' },
} as const;

/** Whether the token and the installation allow a write. */
export function useMayWrite(): (kind: WriteKind) => boolean {
  const { session } = useWorkspace();
  const { value } = session.state;
  return (kind) => {
    const { scope, capability } = needs[kind];
    return scopesOf(value).includes(scope) && (capability === null || isCapable(value, capability));
  };
}
