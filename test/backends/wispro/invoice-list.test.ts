import { describe, expect, it } from 'vitest';
import { mayBeOnePageOfMore, readInvoiceRows } from '../../../src/backends/wispro/invoice-list.js';
import { keepOwn } from '../../../src/backends/wispro/protocol/ownership.js';
import type { ClientRecord } from '../../../src/model/client.js';
import { UpstreamError } from '../../../src/model/errors.js';

const row = { id: 'f1' };

describe('where the invoices stand', () => {
  it.each([
    [[row], 1],
    [{ status: 200, data: [row, row] }, 2],
    [{ data: row }, 1],
    [{ data: { invoices: [row] } }, 1],
    [{ data: null, facturas: [row] }, 1],
    [{ invoices: [row] }, 1],
    [{ comprobantes: [] }, 0],
    [{ cuenta: [{ facturas: [row] }, { facturas: [row, row] }, { facturas: '' }, null] }, 3],
    [{ cuenta: { facturas: [row] } }, 1],
    [{ cuenta: [] }, 0],
    [{ envoicing: { data: [row] } }, 1],
    [{ invoice_number: '00000123' }, 1],
    [null, 0],
    [{}, 0],
    [[], 0],
    [{ data: [] }, 0],
    [{ data: {} }, 0],
    [{ status: 200, data: null }, 0],
  ])('%j: %i', (body, count) => {
    expect(readInvoiceRows(body)).toHaveLength(count);
  });

  it.each([
    7,
    'x',
    { resultado: 7 },
    { data: { resultado: 7 } },
    { data: 'x' },
    { data: { data: { data: { data: { data: { invoices: [] } } } } } },
  ])('%j holds none', (body) => {
    expect(() => readInvoiceRows(body)).toThrow(UpstreamError);
  });

  it.each([
    [{ meta: { pagination: { total_pages: 2 } } }, 3, true],
    [{ meta: { pagination: { total_pages: '2' } } }, 3, true],
    [{ envoicing: { meta: { pagination: { total_pages: 2 } } } }, 3, true],
    [{ meta: { pagination: { total_pages: 1 } } }, 3, false],
    [{ meta: { pagination: { total_pages: 1, total_records: 25 } } }, 25, false],
    [{ meta: { pagination: { total_pages: 1, total_records: 4 } } }, 3, true],
    [{ meta: { pagination: {} } }, 3, false],
    [{ meta: { pagination: {} } }, 20, true],
    [{ meta: 7 }, 3, false],
    [[], 19, false],
    [[], 20, true],
    [null, 0, false],
  ])('%j of %d rows may be one page of several: %j', (body, count, isCut) => {
    expect(mayBeOnePageOfMore(body, count)).toBe(isCut);
  });
});

describe('whose an invoice is', () => {
  const client = {
    document: '30111222',
    documentCountry: 'AR',
    key: { kind: 'COD', value: '1' },
    contracts: [{ contractId: 'c1' }],
  } as unknown as ClientRecord;
  const company = {
    document: null,
    documentCountry: 'AR',
    key: { kind: 'CUIT', value: '30-71234567-1' },
    contracts: [],
  } as unknown as ClientRecord;

  const invoice = (contractId: string | null, dni = '', cuit = '') => ({ contractId, dni, cuit });
  const silent = invoice(null);

  it.each([
    ['contract', invoice('c1'), client],
    ['contract, beside another document', invoice('c1', '40999888'), client],
    ['document', invoice(null, '30111222'), client],
    ['document, beside another contract', invoice('c9', '30111222'), client],
    ['CUIT with the document in it', invoice(null, '', '20301112220'), client],
    ['CUIT that was asked for', invoice(null, '', '30712345671'), company],
  ])('is told by its %s', (_, own, owner) => {
    expect(keepOwn([own], owner)).toEqual([own]);
  });

  it.each([
    invoice('c9'),
    invoice(null, '40999888'),
    invoice(null, '', '20409998885'),
    invoice('c9', '40999888', '20409998885'),
  ])('%j is a stranger’s, and makes silent ones doubtful', (foreign) => {
    expect(keepOwn([foreign, invoice('c1'), silent], client)).toEqual([invoice('c1')]);
    expect(keepOwn([foreign], company)).toEqual([]);
  });

  it('is believed to be the client’s when it says nothing and no other contradicts', () => {
    expect(keepOwn([silent, invoice('c1')], client)).toHaveLength(2);
    expect(keepOwn([silent, silent], company)).toHaveLength(2);
  });

  it('is never told by a document that the client does not have', () => {
    const unknownPerson = {
      document: null,
      documentCountry: 'AR',
      key: { kind: 'COD', value: '1' },
      contracts: [],
    } as unknown as ClientRecord;
    expect(keepOwn([invoice('c1', '', ''), silent], unknownPerson)).toEqual([]);
  });
});
