import type { Capability } from '../../../model/backend.js';
import type { UpstreamClient } from '../../../upstream/client.js';
import { createResilience, type Resilience, type ResilienceOptions } from '../../../upstream/resilience/resilience.js';
import type { Backend } from '../../backend.js';
import type { SwitchedParts } from '../protocol/switch.js';
import type { WispHubSettings } from '../settings.js';
import { createNativeClients } from './client.js';
import { createNativeClientUpdates } from './client-update.js';
import { createNativeAccounts } from './money/account.js';
import { createBalances } from './money/balance.js';
import { createNativeInvoices } from './money/invoice.js';
import { createNativePaymentLinks } from './money/payment-link.js';
import { createNativePromises } from './money/payment-promise.js';
import { createNativePaymentEntries } from './payment/entry.js';
import { createNativePings } from './ping-task.js';
import { createNativePlans } from './plan.js';
import { createNativeSession, type NativeSessionOptions } from './protocol/session.js';
import { createTicketWalks } from './protocol/ticket-walk.js';
import { createNativeTickets } from './ticket.js';
import { createNativeZones } from './zone.js';

/** WispHub's own API, with no middleware in front of it ([its contract](../contract-native.md)). */
export interface Native extends SwitchedParts {
  /** Parts that the middleware does not have. */
  readonly own: Pick<Backend, 'invoices' | 'paymentLinks' | 'promises' | 'accounts' | 'paymentEntries'>;
  readonly policy: Resilience;
  /** Capabilities that the key turned out not to have. */
  readonly refused: ReadonlySet<Capability>;
  /** Ends what it reads in the background. */
  close(): void;
}

/**
 * Calls at once. No limit was ever met (native contract 1.4), which advises two: with two a list of 25 pages takes longer than an operation
 * may.
 */
const bulkhead = { read: 4, list: 4, write: 2 } as const;

/** It may turn out that two are best, never that more than those are. */
const concurrency = { floor: 0.5, ceiling: 1 } as const;

export type NativeSettings = Pick<
  WispHubSettings,
  'apiKey' | 'locality' | 'maxTicketsPerZone' | 'promisePolicy' | 'paymentMethod'
>;

export function createNative(
  client: UpstreamClient,
  { apiKey, locality, maxTicketsPerZone, promisePolicy, paymentMethod }: NativeSettings,
  options: NativeSessionOptions & { readonly policy?: ResilienceOptions } = {},
): Native {
  const policy = createResilience('WISPHUB', { bulkhead, concurrency, ...options.policy });
  const session = createNativeSession(client, apiKey, policy, options);
  const clients = createNativeClients(session, locality);
  const balances = createBalances(session);
  const walks = createTicketWalks(session, locality);
  const zones = createNativeZones(session, walks, maxTicketsPerZone);
  return {
    policy,
    get refused() {
      return session.refused;
    },
    close: clients.close,
    clients,
    clientUpdates: createNativeClientUpdates(session, clients, locality),
    tickets: createNativeTickets(session, walks, zones, locality),
    zones,
    plans: createNativePlans(session, locality),
    pings: createNativePings(session),
    own: {
      accounts: createNativeAccounts(balances, clients, locality),
      invoices: createNativeInvoices(session, balances, locality),
      paymentLinks: createNativePaymentLinks(balances, locality),
      promises: createNativePromises(session, balances, promisePolicy, locality),
      paymentEntries: createNativePaymentEntries(session, locality, paymentMethod),
    },
  };
}
