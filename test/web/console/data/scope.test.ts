import { expect, it } from 'vitest';
import type { GatewayError } from '../../../../src/client/index.js';
import { missingScope } from '../../../../src/web/console/data/scope.js';

const forbidden: GatewayError = {
  ...{ code: 'FORBIDDEN', scope: null },
  message: '',
  retryable: false,
  retryAfterMs: null,
  requestId: null,
};

it('names the scope that the gateway names', () => {
  expect(missingScope({ ...forbidden, scope: 'audit:read' } as GatewayError, 'pingTasks', [])).toBe('audit:read');
});

it('without one names the first that the part needs and the token lacks', () => {
  expect(missingScope(forbidden, 'pingTasks', [])).toBe('network:read');
  expect(missingScope(forbidden, 'startPing', ['network:read'])).toBe('network:diagnose');
  expect(missingScope(forbidden, 'invoices', ['clients:read'])).toBe('billing:read');
  expect(missingScope(forbidden, 'invoices', ['billing:read'])).toBe('personal:read');
  expect(missingScope(forbidden, 'invoices', ['billing:read', 'personal:read'])).toBe('billing:read');
});
