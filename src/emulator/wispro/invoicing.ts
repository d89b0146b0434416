import type { EmulatedAnswer } from '../message.js';
import { json } from '../message.js';
import { pppoeUsername } from './contract.js';
import type { Row } from './fixtures/absence.js';
import { wisproCases } from './fixtures/cases.js';
import { type WisproInstance, wisproPaymentLink } from './fixtures/instance.js';
import type { Invoice, Subscriber } from './fixtures/subscriber.js';
import { writeInvoice } from './invoice.js';
import type { ChosenSettings } from './settings.js';
import { emptyAnswer, pageBody, perPage, recordBody, suricataStatus } from './wire/envelope.js';
import { findSubscribers, isRefusal } from './wire/request.js';

interface Owned {
  readonly owner: Subscriber;
  readonly invoice: Invoice;
}

/** `GET /api/invoicing`: a client's invoices (contract section 4); an unknown client is a client without any (4.3). */
export function answerInvoicing(instance: WisproInstance, query: URLSearchParams): EmulatedAnswer {
  const found = findSubscribers(instance, query);
  if (isRefusal(found)) return found;
  const first = instance.settings.ambiguousAs === 'first' && !instance.settings.ignoreFilter;
  const owners = first ? found.slice(0, 1) : found;
  const owned = withForeign(instance, owners);
  if (instance.settings.invoicingShape === 'empty') return emptyAnswer();
  if (instance.settings.invoicingShape === 'suricata') return json(200, writeSuricata(owners, owned));
  const rows = owned.map(({ owner, invoice }) => writeInvoice(instance, owner, invoice));
  return json(200, shapes[instance.settings.invoicingShape](rows));
}

/** The invoices of these subscribers, with a stranger's second where the seed or the settings mix it in (case 10). */
function withForeign(instance: WisproInstance, owners: readonly Subscriber[]): readonly Owned[] {
  const owned = owners.flatMap((owner) => owner.invoices.map((invoice) => ({ owner, invoice })));
  const asked = owners.some(({ leaky }) => leaky) || (instance.settings.foreignInvoice && owners.length > 0);
  const stranger = instance.subscribers.find(({ id }) => id === wisproCases.stranger.clientId);
  if (!asked || stranger === undefined || owners.includes(stranger)) return owned;
  const foreign = stranger.invoices.map((invoice) => ({ owner: stranger, invoice }));
  return [...owned.slice(0, 1), ...foreign, ...owned.slice(1)];
}

type RowShape = Exclude<ChosenSettings['invoicingShape'], 'empty' | 'suricata'>;

/** The readings of contract 4.3. Page 1 is all there is in each. */
const shapes: Readonly<Record<RowShape, (rows: readonly Row[]) => unknown>> = {
  envelope: (rows) => pageBody('invoicing_invoice', rows),
  array: firstPage,
  dataObject: (rows) => recordBody('invoicing_invoice', rows[0] ?? null),
  invoices: (rows) => ({ invoices: firstPage(rows) }),
  facturas: (rows) => ({ facturas: firstPage(rows) }),
  invoicing: (rows) => ({ invoicing: firstPage(rows) }),
  comprobantes: (rows) => ({ comprobantes: firstPage(rows) }),
  envoicing: (rows) => ({ envoicing: pageBody('invoicing_invoice', rows) }),
  single: (rows) => rows[0] ?? {},
  emptyData: () => pageBody('invoicing_invoice', []),
  emptyArray: () => [],
  emptyObject: () => ({}),
  null: () => null,
};

function firstPage(rows: readonly Row[]): readonly Row[] {
  return rows.slice(0, perPage);
}

/**
 * As Suricata normalises another back end (S2): an account per contract with what it owes, invoices without state or
 * document, and `""` for every absent value. An invoice of no listed contract stands in the first account.
 */
function writeSuricata(owners: readonly Subscriber[], owned: readonly Owned[]): unknown {
  const contracts = owners.flatMap((owner) => owner.contracts);
  const pending = owned.filter(({ invoice }) => invoice.state === 'pending').slice(0, perPage);
  const cuenta = contracts.map((contract, index) => {
    const homeless = ({ invoice }: Owned) => !contracts.some(({ id }) => id === invoice.contractId);
    const mine = pending.filter((row) => row.invoice.contractId === contract.id || (index === 0 && homeless(row)));
    return writeAccount(pppoeUsername(contract), mine);
  });
  const usuario = { client_id: String(owners[0]?.publicId ?? ''), nombre: owners[0]?.name ?? '', email: '' };
  return { ...suricataStatus('200', 'exitoso'), usuario, cuenta };
}

function writeAccount(username: string, owned: readonly Owned[]): unknown {
  const facturas = owned.map(({ invoice }) => ({
    fecha_vencimiento: invoice.firstDueDate.slice(0, 10),
    fecha_emision: invoice.issuedAt?.slice(0, 10) ?? '',
    total: invoice.cents / 100,
    id: invoice.id,
  }));
  const [newest] = owned;
  return {
    username,
    facturas,
    url_pago: newest === undefined ? '' : wisproPaymentLink(newest.invoice.id),
    saldo: facturas.reduce((sum, { total }) => sum + total, 0),
  };
}
