import type { Locality } from '../../../model/backend.js';
import type { Diagnostic } from '../../../model/diagnostic.js';
import { UpstreamError } from '../../../model/errors.js';
import type { UpstreamClient } from '../../../upstream/client.js';
import type { Resilience } from '../../../upstream/resilience/resilience.js';
import {
  createRecorder,
  failure,
  findDrift,
  findLatency,
  findSkew,
  type Inspection,
  inspectionCall,
  unproven,
} from '../../inspection.js';
import { data } from '../client.js';
import { ClientBody } from '../client-body.js';
import { ContractRow, toList } from '../contract.js';
import { createInvoiceShapes, invoicing } from '../invoice.js';
import { readInvoiceRows } from '../invoice-list.js';
import type { SuricataSettings } from '../settings.js';
import { isRow, tryParse } from './answer.js';
import { createSession, type Endpoint } from './session.js';
import { digitsOf } from './value.js';

/** Keys of contract 3.1 that the gateway does not read, secrets among them. */
const unreadOfClient = [
  ...['connections_qty', 'created_at', 'details', 'kind_person', 'link_mobile_login', 'node_coverage', 'password'],
  ...['phone_mobile_verified', 'updated_at', 'zone_name'],
];

export const unreadOfContract = [
  ...['netmask', 'coverage_id', 'node_id', 'nap_id', 'cpe_port', 'cpe_protocol'],
  ...['ceil_dfl_percent', 'pppoe_enabled', 'pppoe_password', 'ppp_profile_id', 'dhcp_enabled', 'dhcp_server'],
  ...[
    'dhcp_mac_defined_by_service',
    'dhcp_mac_address',
    'cable_modem_enabled',
    'cable_modem_ip',
    'cable_modem_mac_address',
  ],
  ...['cable_modem_gateway', 'details', 'mikrotik_interface_id', 'created_at', 'updated_at'],
];

/** The same of contract 4.1. */
export const unreadOfInvoice = [
  ...['kind_invoice', 'updated_at', 'concept', 'electronic_enabled', 'payment_links', 'tax_amount', 'discount_amount'],
  ...['net_amount', 'client_name', 'client_phone', 'client_email', 'client_address', 'client_vat_condition'],
  ...['id', 'start_activities_date', 'email', 'phone', 'address', 'zip_code', 'sale_point', 'gross_income'].map(ofFirm),
  ...['company_name', 'vat_condition', 'principal_activity', 'taxpayer_identification_number'].map(ofFirm),
];

function ofFirm(name: string): string {
  return `invoicing_firm_${name}`;
}

/** No customer has it: what is asked for is whether anybody answers. */
const stranger = { type: 'cod', q: '__nobody__' };

const documentsTried = 6;

/** Inspects the integration by three searches that must find nothing, and by records of the documents until one is known. */
export async function inspectWispro(
  client: UpstreamClient,
  { token }: SuricataSettings,
  locality: Locality,
  documents: readonly string[],
): Promise<Inspection> {
  const recorder = createRecorder(client);
  const session = createSession(recorder.client, token, asItIs);
  const diagnostics: Diagnostic[] = [];
  const end = (last: Diagnostic): Inspection => ({
    diagnostics: [...diagnostics, last, ...findSkew(recorder.samples), ...findLatency(recorder.samples)],
    documents: [],
  });
  const request = (endpoint: Endpoint, query: Readonly<Record<string, string>>) =>
    session.read(endpoint, query, inspectionCall());
  try {
    for (let requested = 0; requested < 3; requested += 1) {
      if (toRow(await request(data, stranger)) !== null) return end(ignoredFilter);
    }
    const [first] = recorder.samples;
    diagnostics.push(
      { check: 'reachable', status: 'ok', message: `GET /api/data was answered with status ${first?.status}` },
      recorder.samples.every(({ body }) => isOwnRefusal(body)) ? provenByRefusal : unprovenCredentials,
    );
  } catch (error) {
    const isRefused = error instanceof UpstreamError && error.code === 'UPSTREAM_AUTH_FAILED';
    if (!isRefused) return end(failure('reachable', error));
    const message = 'GET /api/data was answered, and the token refused';
    diagnostics.push({ check: 'reachable', status: 'ok', message });
    return end(failure('credentials', error, 'Set WISPRO_TOKEN to the token of the integration.'));
  }
  try {
    for (const document of documents.slice(0, documentsTried)) {
      const query = { type: 'dni', q: document };
      const row = toRow(await request(data, query));
      if (row === null) continue;
      const known = digitsOf(row.national_identification_number);
      if (known !== '' && known !== digitsOf(document)) return end(ignoredFilter);
      if (known !== '' && diagnostics.at(-1) === unprovenCredentials) diagnostics.splice(-1, 1, provenByRecord);
      diagnostics.push(
        findDrift('GET /api/data', [row], { shape: ClientBody, needed: neededOfClient, unread: unreadOfClient }),
        findDrift('contracts in GET /api/data', toList(row.contracts), {
          shape: ContractRow,
          unread: unreadOfContract,
        }),
      );
      const invoices = readInvoiceRows((await request(invoicing, query)) ?? []);
      return end(
        findDrift('GET /api/invoicing', invoices, {
          shape: createInvoiceShapes(locality)(invoices).shape,
          needed: neededOfInvoice,
          unread: unreadOfInvoice,
        }),
      );
    }
    const hint = 'Give --document with that of a client whom it knows.';
    return end(unproven('shape', `none of ${documents.length} documents is a client's there`, hint));
  } catch (error) {
    return end(failure('shape', error));
  }
}

const provenByRefusal: Diagnostic = {
  check: 'credentials',
  status: 'ok',
  message: 'a search that must find nothing was answered with its own "not found"',
};

const provenByRecord: Diagnostic = {
  check: 'credentials',
  status: 'ok',
  message: 'a record was given for them',
};

const unprovenCredentials = unproven(
  'credentials',
  'nothing was found, and not in words that only the integration has',
  'Check that the address is that of the API (without /api), and give --document with that of a client whom it knows.',
);

/** True for "not found" in a form of the integration's own (contract 3.4). An empty list, or a status of 404, is anybody's. */
function isOwnRefusal(text: string): boolean {
  const body = tryParse(text.slice(Math.max(0, text.search(/[[{]/))));
  if (!isRow(body)) return false;
  const nested = body['0'];
  if (isRow(nested) && 'api_status' in nested) return true;
  return (isRow(body.meta) && 'status' in body) || ('a_status' in body && 'contracts' in body);
}

const ignoredFilter: Diagnostic = {
  check: 'shape',
  status: 'fault',
  message: 'GET /api/data answers somebody else than was asked for',
  hint: 'Contact the operator of the integration: it ignores the key it is given.',
};

/** Without it a client or an invoice could not be shown. */
const neededOfClient = ['name', 'national_identification_number', 'contracts', 'phone', 'email', 'address'].map(
  (name) => [name],
);

export const neededOfInvoice = [
  ['id', 'invoice_id', 'id_factura', 'uuid'],
  ['invoice_number', 'number', 'numero', 'nro'],
  ['state', 'estado', 'status'],
  ['amount', 'total', 'gross_amount'],
  ['first_due_date', 'fecha_vencimiento', 'due_date'],
  ['balance', 'saldo'],
];

/** Every call leaves, whatever became of the one before. */
export const asItIs: Pick<Resilience, 'run'> = { run: (_kind, call, attempt) => attempt(call) };

function toRow(body: unknown): Readonly<Record<string, unknown>> | null {
  const inner = isRow(body) && 'data' in body ? body.data : body;
  const row = Array.isArray(inner) ? inner[0] : inner;
  return isRow(row) && 'name' in row ? row : null;
}
