import type { ClientRecord } from '../../../model/client.js';
import { dniOfCuit } from '../../../model/document.js';
import { spellDocument } from '../../../model/document-spelling.js';
import { digitsOf } from './value.js';

/** Owner of an invoice by its own fields. */
export interface Owned {
  readonly contractId: string | null;
  /** Digits; empty when it does not say. */
  readonly dni: string;
  readonly cuit: string;
}

/**
 * The invoices that are the client's. An unknown filter may be ignored over there, and then the answer holds other people's (contract
 * 4.2): an invoice stays if its contract or document is the client's, and if it says nothing, only among others of which none is a
 * stranger's.
 */
export function keepOwn<Invoice extends Owned>(invoices: readonly Invoice[], client: ClientRecord): readonly Invoice[] {
  const contracts = new Set(client.contracts.map(({ contractId }) => contractId));
  const documents = new Set(
    [client.document, ...documentsOfKey(client)].flatMap((text) => spelledDigits(text, client)),
  );
  documents.delete('');
  const isOwn = ({ contractId, dni, cuit }: Owned): boolean =>
    (contractId !== null && contracts.has(contractId)) || documents.has(dni) || isOneOf(cuit, documents);
  const isSilent = ({ contractId, dni, cuit }: Owned): boolean => contractId === null && dni === '' && cuit === '';
  const hasStrangers = invoices.some((invoice) => !isSilent(invoice) && !isOwn(invoice));
  return invoices.filter((invoice) => (isSilent(invoice) ? !hasStrangers : isOwn(invoice)));
}

/** A document by which the client was found is the client's, whatever the record shows. */
function documentsOfKey({ key }: ClientRecord): readonly string[] {
  return key.kind === 'DNI' || key.kind === 'CUIT' ? [key.value] : [];
}

/** Digits of every way of writing a document. */
function spelledDigits(text: string | null, { documentCountry }: ClientRecord): readonly string[] {
  const { documents, taxIds } = spellDocument(text ?? '', documentCountry) ?? { documents: [], taxIds: [] };
  return [text, ...documents, ...taxIds].map(digitsOf);
}

/** A person's CUIT holds the DNI. */
function isOneOf(cuit: string, documents: ReadonlySet<string>): boolean {
  return documents.has(cuit) || (cuit.length === 11 && documents.has(dniOfCuit(cuit)));
}
