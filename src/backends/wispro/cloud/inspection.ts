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
import { categoriesRoute, readCategories, toSubjects } from './help-desk/category.js';
import { stranger } from './protocol/filter-proof.js';
import { createCloudSession, defineRoute, type Query } from './protocol/session.js';

/** Keys of cloud contract 2.2 that the gateway does not read, secrets among them. */
const unreadOfClient = [
  ...['kind_person', 'password', 'phone_mobile_verified', 'zone_name', 'details', 'collector_id', 'seller_id'],
  ...['neighborhood_id', 'created_at', 'updated_at', 'link_mobile_login'],
];

const clients = defineRoute('/clients');
const contracts = defineRoute('/contracts');
const invoices = defineRoute('/invoicing/invoices');

/** Areas that a key may not open by themselves, by what they are for. */
const areas = [
  ['plans', defineRoute('/plans')],
  ['payments', defineRoute('/invoicing/payments')],
  ['tickets', defineRoute('/help_desk/issues')],
  ['subjects of tickets', categoriesRoute],
  ['technicians', defineRoute('/employees')],
  ['accounts', defineRoute('/clients/{id}/current_account')],
] as const;

/** A code that no client has. */
const impossible = 'isp-gateway-unknown';

const documentsGiven = 6;

/** Looks at the API by harmless reads: its key, length and order of a page, one filter, the shape of three lists, and what else opens. */
export async function inspectCloud(client: UpstreamClient, key: string, locality: Locality): Promise<Inspection> {
  const recorder = createRecorder(client);
  const session = createCloudSession(recorder.client, key, asItIs);
  const diagnostics: Diagnostic[] = [];
  const documents: string[] = [];
  const ask: Ask = async (route, query, id) => {
    const body = await session.read({ route, query, ...(id === undefined ? {} : { id }) }, inspectionCall());
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
      await findClosedAreas(ask),
      await findPaymentFilter(ask),
      ...(await findEqualCategories(ask)),
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

type Ask = (
  route: ReturnType<typeof defineRoute>,
  query: Query,
  id?: string,
) => Promise<{ readonly rows: readonly Row[]; readonly pagination: Row }>;

/** The names of areas, none of them a person's. */
async function findClosedAreas(ask: Ask): Promise<Diagnostic> {
  const closed: string[] = [];
  for (const [name, route] of areas) {
    await ask(route, {}, name === 'accounts' ? stranger : undefined).catch(() => closed.push(name));
  }
  return closed.length === 0
    ? { check: 'areas', status: 'ok', message: 'the key opens plans, accounts, payments and tickets as well' }
    : {
        check: 'areas',
        status: 'warning',
        message: `the API does not show with this key: ${closed.join(', ')}`,
        hint: 'What they are for is NOT_SUPPORTED here. Give the key more rights in the panel, if that is not meant.',
      };
}

/** Whether payments can be asked for by client. */
async function findPaymentFilter(ask: Ask): Promise<Diagnostic> {
  const [, route] = areas[1];
  const isLookedAt = await ask(route, { client_id_eq: stranger }).then(
    ({ rows }) => rows.length === 0,
    () => false,
  );
  const message = isLookedAt
    ? 'payments can be asked for by client'
    : 'payments cannot be asked for by client: PAYMENTS is not offered';
  return { check: 'payments', status: 'ok', message };
}

/** Of equal names the oldest can be chosen (cloud contract 9). */
async function findEqualCategories(ask: Ask): Promise<readonly Diagnostic[]> {
  const { rows } = await ask(categoriesRoute, { per_page: '100' }).catch(() => ({ rows: [] }));
  const categories = readCategories(rows);
  const count = categories.length - toSubjects(categories).length;
  if (count === 0) return [];
  return [
    {
      check: 'subjects',
      status: 'warning',
      message: `${count} categories of tickets have the name of another, and cannot be chosen`,
    },
  ];
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
