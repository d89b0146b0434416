import type { CallObserver } from '../../../upstream/call.js';
import { createUpstreamClient, type UpstreamClient } from '../../../upstream/client.js';
import { createResilience, type ResilienceOptions } from '../../../upstream/resilience/resilience.js';
import type { Backend, Warn } from '../../backend.js';
import { createClients } from '../client.js';
import { createInvoices } from '../invoice.js';
import { createPaymentLinks } from '../payment-link.js';
import { createPromises } from '../payment-promise.js';
import { inspectWispro } from '../protocol/inspection.js';
import { createSeal } from '../protocol/seal.js';
import { createSearches } from '../protocol/search.js';
import { createSession } from '../protocol/session.js';
import type { SharedSettings, SuricataSettings } from '../settings.js';
import { withStatus } from './status.js';

export interface SuricataOptions {
  readonly client?: UpstreamClient;
  readonly policy?: ResilienceOptions;
  readonly warn?: Warn | undefined;
  readonly observer?: CallObserver | undefined;
}

/** Wispro behind Suricata's integration (README in the folder above). */
export function createSuricata(
  settings: SuricataSettings,
  { locality, promisePolicy }: SharedSettings,
  options: SuricataOptions = {},
): Backend {
  const { token, promiseKey, documentVariants = true } = settings;
  const { observer, warn = () => undefined } = options;
  const { client = createUpstreamClient('WISPRO', settings.baseUrl, { observer }) } = options;
  const policy = createResilience('WISPRO', { ...options.policy, observer });
  const session = createSession(client, token, policy);
  const searches = createSearches(createSeal(token), documentVariants, locality.country);
  return withStatus(
    {
      name: 'WISPRO',
      locality,
      clients: createClients(session, searches, locality, warn),
      contracts: true,
      contactDetails: true,
      invoices: createInvoices(session, searches, locality, warn),
      paymentLinks: createPaymentLinks(session, locality),
      promises: createPromises(session, { promiseKey, promisePolicy, locality }),
      inspect: (documents) => inspectWispro(client, settings, locality, documents),
      close: client.close,
    },
    policy,
  );
}
