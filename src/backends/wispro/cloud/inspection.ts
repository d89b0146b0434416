import type { Locality } from '../../../model/backend.js';
import type { Diagnostic } from '../../../model/diagnostic.js';
import { UpstreamError } from '../../../model/errors.js';
import type { UpstreamClient } from '../../../upstream/client.js';
import {
  createRecorder,
  failure,
  findDrift,
  findLatency,
  findSkew,
  type Inspection,
  inspectionCall,
} from '../../inspection.js';
import { ContractRow } from '../contract.js';
import { createInvoiceShapes } from '../invoice.js';
import { isRow, type Row } from '../protocol/answer.js';
import { asItIs, neededOfInvoice, unreadOfContract, unreadOfInvoice } from '../protocol/inspection.js';
import { toInteger, toText } from '../protocol/value.js';
import { CloudClientRow } from './client-record.js';
import { createCloudSession, defineRoute, type Query } from './protocol/session.js';

/** Keys of cloud contract 2.2 that the gateway does not read, secrets among them. */
const unreadOfClient = [
  ...['kind_person', 'password', 'phone_mobile_verified', 'zone_name', 'details', 'collector_id', 'seller_id'],
  ...['neighborhood_id', 'created_at', 'updated_at', 'link_mobile_login'],
];

const clients = defineRoute('/clients');
const contracts = defineRoute('/contracts');
const invoices = defineRoute('/invoicing/invoices');

/** A code that no client has. */
const impossible = 'isp-gateway-unknown';

const documentsGiven = 6;

/** Looks at the API by four harmless reads: its key, length and order of a page, one filter, and the shape of three lists. */
export async function inspectCloud(client: UpstreamClient, key: string, locality: Locality): Promise<Inspection> {
  const recorder = createRecorder(client);
  const session = createCloudSession(recorder.client, key, asItIs);
  const diagnostics: Diagnostic[] = [];
  const documents: string[] = [];
  const ask = async (route: typeof clients, query: Query) => {
    const body = await session.read({ route, query }, inspectionCall());
    const rows = Array.isArray(body?.data) ? body.data.filter(isRow) : [];
    return { rows, pagination: isRow(body?.meta) && isRow(body.meta.pagination) ? body.meta.pagination : {} };
  };
  try {
    const page = await ask(clients, { per_page: '1000' });
    diagnostics.push(
      { check: 'reachable', status: 'ok', message: 'GET /api/v1/clients was answered' },
      { check: 'credentials', status: 'ok', message: 'its own API takes the key' },
      findPage(page.rows, page.pagination),
    );
    documents.push(...page.rows.flatMap((row) => toText(row.national_identification_number) ?? []));
    const found = await ask(clients, { custom_id_eq: impossible });
    const issued = await ask(invoices, {});
    diagnostics.push(
      found.rows.length === 0 ? provenFilter : ignoredFilter,
      findDrift('GET /api/v1/clients', page.rows, { shape: CloudClientRow, unread: unreadOfClient }),
      findDrift('GET /api/v1/contracts', (await ask(contracts, {})).rows, {
        shape: ContractRow,
        unread: unreadOfContract,
      }),
      findDrift('GET /api/v1/invoicing/invoices', issued.rows, {
        shape: createInvoiceShapes(locality)(issued.rows).shape,
        needed: neededOfInvoice,
        unread: unreadOfInvoice,
      }),
    );
  } catch (error) {
    const isRefused = error instanceof UpstreamError && error.code === 'UPSTREAM_AUTH_FAILED';
    const check = diagnostics.length > 0 ? 'shape' : isRefused ? 'credentials' : 'reachable';
    diagnostics.push(
      failure(
        check,
        error,
        isRefused ? 'Set WISPRO_API_TOKEN to a key of its own API, and see that the licence runs.' : undefined,
      ),
    );
  }
  const { samples } = recorder;
  return {
    diagnostics: [...diagnostics, ...findSkew(samples), ...findLatency(samples)],
    documents: documents.slice(0, documentsGiven),
  };
}

const provenFilter: Diagnostic = {
  check: 'filters',
  status: 'ok',
  message: 'a search for a code that no client has finds none',
};

const ignoredFilter: Diagnostic = {
  check: 'filters',
  status: 'fault',
  message: 'a search for a code that no client has finds clients: filters are ignored',
  hint: 'Clients are not found by it until it is repaired: their rows are compared, and strangers refused.',
};

/** Length of a page and its order (cloud contract 1.3), which differ between installations. */
function findPage(rows: readonly Row[], pagination: Row): Diagnostic {
  const times = rows.flatMap(({ created_at: at }) => toText(at) ?? []).map((text) => Date.parse(text));
  const [first = 0] = times;
  const order = first <= (times.at(-1) ?? 0) ? 'oldest first' : 'newest first';
  const message = `asked for 1000 clients it gave ${rows.length} of ${toInteger(pagination.total_records) ?? '?'}, ${order}`;
  return { check: 'lists', status: 'ok', message };
}
