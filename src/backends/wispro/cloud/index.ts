import type { CallObserver } from '../../../upstream/call.js';
import { createUpstreamClient } from '../../../upstream/client.js';
import { createResilience } from '../../../upstream/resilience/resilience.js';
import type { Backend, Warn } from '../../backend.js';
import { capabilitiesOf } from '../../capability.js';
import type { CloudSettings, SharedSettings } from '../settings.js';
import { createCloudClients } from './client.js';
import { inspectCloud } from './inspection.js';
import { createCloudInvoices, createCloudPaymentLinks } from './invoice.js';
import { createCloudPaymentEntries } from './payment-entry.js';
import { createCloudPromises } from './payment-promise.js';
import { createCloudSession } from './protocol/session.js';

/** Wispro by its own API (contract-cloud.md beside the folder). */
export function createWisproCloud(
  { baseUrl, token }: CloudSettings,
  { locality, promisePolicy }: SharedSettings,
  {
    observer,
    warn = () => undefined,
  }: { readonly observer?: CallObserver | undefined; readonly warn?: Warn | undefined } = {},
): Backend {
  const client = createUpstreamClient('WISPRO', baseUrl, { observer });
  const policy = createResilience('WISPRO', { observer });
  const session = createCloudSession(client, token, policy);
  const invoices = createCloudInvoices(session, locality, warn);
  const backend = {
    name: 'WISPRO',
    locality,
    clients: createCloudClients(session, locality, warn),
    contracts: true,
    contactDetails: true,
    invoices,
    paymentLinks: createCloudPaymentLinks(session, locality),
    paymentEntries: createCloudPaymentEntries(session, invoices, locality),
    promises: createCloudPromises(session, promisePolicy),
    breakers: () => policy.breakers,
    inspect: () => inspectCloud(client, token, locality),
    close: client.close,
  } as const;
  const capabilities = capabilitiesOf(backend);
  return {
    ...backend,
    status: () => ({
      backend: 'WISPRO',
      dialect: null,
      state: policy.state,
      capabilities,
      checkedAt: policy.checkedAt,
    }),
  };
}
