import type { CallObserver } from '../../../upstream/call.js';
import { createUpstreamClient } from '../../../upstream/client.js';
import { createResilience, type ResilienceOptions } from '../../../upstream/resilience/resilience.js';
import type { Backend, Warn } from '../../backend.js';
import type { CloudSettings, SharedSettings } from '../settings.js';
import { withStatus } from '../sources/status.js';
import { createCloudClients } from './client.js';
import { createCloudTickets } from './help-desk/ticket.js';
import { inspectCloud } from './inspection.js';
import { learnCloud } from './learning/index.js';
import { createCloudAccounts } from './money/account.js';
import { createCloudInvoices, createCloudPaymentLinks } from './money/invoice.js';
import { createCloudPayments } from './money/payment.js';
import { createCloudPaymentEntries } from './money/payment-entry.js';
import { createCloudPromises } from './money/payment-promise.js';
import { createCloudPlans, createPlanBook } from './plan.js';
import { createAccess } from './protocol/access.js';
import { createCloudSession } from './protocol/session.js';

/** Wispro by its own API (contract-cloud.md beside the folder). */
export function createWisproCloud(
  { baseUrl, token }: CloudSettings,
  { locality, promisePolicy }: SharedSettings,
  {
    observer,
    warn = () => undefined,
    policy: options = {},
  }: {
    readonly observer?: CallObserver | undefined;
    readonly warn?: Warn | undefined;
    readonly policy?: ResilienceOptions;
  } = {},
): Backend {
  const client = createUpstreamClient('WISPRO', baseUrl, { observer });
  const policy = createResilience('WISPRO', { ...options, observer });
  const access = createAccess();
  const session = createCloudSession(client, token, policy, access);
  const plans = createPlanBook(session, locality);
  const clients = createCloudClients(session, plans, locality, warn);
  const invoices = createCloudInvoices(session, locality, warn);
  return withStatus(
    {
      name: 'WISPRO',
      locality,
      clients,
      identity: true,
      contracts: true,
      contactDetails: true,
      tickets: createCloudTickets(session, locality, warn),
      plans: createCloudPlans(plans),
      invoices,
      paymentLinks: createCloudPaymentLinks(session, locality),
      paymentEntries: createCloudPaymentEntries(session, invoices, locality),
      promises: createCloudPromises(session, promisePolicy),
      accounts: createCloudAccounts(session, locality, invoices),
      payments: createCloudPayments(session, access, locality, warn),
      absent: () => access.absent,
      inspect: () => inspectCloud(client, token, locality),
      learn: () => learnCloud(client, token),
      close: () => {
        clients.close();
        client.close();
      },
    },
    policy,
  );
}
