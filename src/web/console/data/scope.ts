import type { GatewayError } from '../../../client/index.js';

export const pingScope = 'network:diagnose';

/** Scopes that a part of the page needs, by the field of the graph that it shows. */
const needed = {
  client: ['clients:read'],
  account: ['billing:read', 'personal:read'],
  outstandingBalance: ['personal:read'],
  cutOffDate: ['personal:read'],
  tickets: ['tickets:read'],
  pingTasks: ['network:read'],
  startPing: [pingScope],
  createTicket: ['tickets:write'],
  createPaymentPromise: ['billing:write'],
  updateClient: ['clients:write'],
  registerPayment: ['payments:write'],
  invoices: ['billing:read', 'personal:read'],
  diagnosis: [pingScope],
  startZonePing: [pingScope],
  outages: ['network:read'],
  paymentReports: ['payments:write'],
  unsettledWrites: ['admin'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Part = keyof typeof needed;

/** The scope for want of which the gateway did not show a part: as it says itself, or else the first needed that the token lacks. */
export function missingScope(error: GatewayError, part: Part, granted: readonly string[]): string {
  if ('scope' in error && typeof error.scope === 'string') return error.scope;
  return needed[part].find((scope) => !granted.includes(scope)) ?? needed[part][0];
}

/** Error of exactly this place, not of one inside it. @returns null when there is an answer. */
export function errorOf(
  errors: readonly GatewayError[] | undefined,
  ...position: readonly string[]
): GatewayError | null {
  return errors?.find(({ path = [] }) => path.join('.') === position.join('.')) ?? null;
}
