import { createId } from './identifier.js';

/** A planted subscriber. `cod` and `cuit` empty: none. `publicId` never appears on the wire; `type=id` takes it. */
export interface WisproCase {
  readonly name: string;
  /** As stored, dots included. */
  readonly dni: string;
  readonly cuit: string;
  readonly cod: string;
  readonly publicId: number;
  readonly clientId: string;
  readonly contracts: Readonly<Record<string, string>>;
  readonly invoices: Readonly<Record<string, string>>;
}

/**
 * The planted subscribers of contract section 10, by what is odd about them. The documents of `paidAndPending`,
 * `threeContracts`, `suspended`, `suspendedToo`, `withoutContracts` and `company` are also known to the other back end.
 */
export const wisproCases = {
  /** Case 1. The pending one has a Mercado Pago link. */
  paidAndPending: {
    ...person(1, 'JUAN CARLOS PÉREZ', '30111222', '000001'),
    contracts: { enabled: createId('contract', 1) },
    invoices: { pending: createId('invoice', 1), paid: createId('invoice', 2) },
  },
  /** Case 2. The enabled and the alerted one are on the first server, the disabled one on the second. */
  threeContracts: {
    ...person(2, 'ANA MARÍA RODRÍGUEZ', '31222333', '000002'),
    contracts: {
      enabled: createId('contract', 2),
      disabled: createId('contract', 3),
      alerted: createId('contract', 4),
    },
    invoices: { enabled: createId('invoice', 3), disabled: createId('invoice', 4), alerted: createId('invoice', 5) },
  },
  /** One disabled contract and an unpaid invoice; the other back end has another name for this person. */
  suspended: {
    ...person(3, 'OSCAR RAÚL  SUÁREZ', '32333444', '000003'),
    contracts: { disabled: createId('contract', 5) },
    invoices: { pending: createId('invoice', 6) },
  },
  /** Case 3. No id anywhere on the wire, and no invoices. */
  withoutContracts: { ...person(4, 'MARTÍN NÚÑEZ', '33444555', '000004'), contracts: {}, invoices: {} },
  /** Case 4. Document and tax id stored with punctuation; its `publicId` is the `cod` of `plainCod`. */
  dottedDni: {
    ...person(5, 'PUNTOS NÉLIDA', '30.111.229', '000005'),
    cuit: '20-30111229-8',
    publicId: 5215,
    contracts: { enabled: createId('contract', 6) },
    invoices: { pending: createId('invoice', 7) },
  },
  /** Case 5. Its `national_identification_number` is `""`, and so are its contract's texts. */
  company: {
    ...person(6, 'COMERCIAL DEL SUR SRL', '', '000006'),
    cuit: '30712345671',
    contracts: { enabled: createId('contract', 7) },
    invoices: { pending: createId('invoice', 8) },
  },
  /** Case 6, with `sharedDniSecond`: two clients under one document. */
  sharedDniFirst: {
    ...person(7, 'HOMÓNIMA ANA', '30111230', '000007'),
    contracts: { enabled: createId('contract', 8) },
    invoices: { pending: createId('invoice', 9) },
  },
  sharedDniSecond: {
    ...person(8, 'HOMÓNIMO BRUNO', '30111230', '000008'),
    contracts: { enabled: createId('contract', 9) },
    invoices: { pending: createId('invoice', 10) },
  },
  /** Case 7. Twenty-five invoices `n1` to `n25`, newest first: a page holds twenty. All paid but `n1`. */
  manyInvoices: {
    ...person(9, 'MUCHAS FACTURAS IVÁN', '30111234', '000009'),
    contracts: { enabled: createId('contract', 10) },
    invoices: numbered(101, 25),
  },
  /** Case 8, with `plainCod`: leading zeros tell two clients apart. */
  paddedCod: {
    ...person(10, 'CEROS ADELANTE', '30111235', '005215'),
    contracts: { enabled: createId('contract', 11) },
    invoices: { pending: createId('invoice', 11) },
  },
  plainCod: {
    ...person(11, 'CEROS SIN', '30111236', '5215'),
    contracts: { enabled: createId('contract', 12) },
    invoices: { pending: createId('invoice', 12) },
  },
  /** Case 9: everything optional `null`, `""` or left out, with unknown keys and a `password`. */
  nulls: {
    ...person(12, 'AUSENTE NULO', '30111231', '000012'),
    contracts: { enabled: createId('contract', 13) },
    invoices: { pending: createId('invoice', 13), paid: createId('invoice', 14) },
  },
  blanks: {
    ...person(13, 'AUSENTE VACÍO', '30111232', '000013'),
    contracts: { enabled: createId('contract', 14) },
    invoices: { pending: createId('invoice', 15), paid: createId('invoice', 16) },
  },
  missing: {
    ...person(14, 'AUSENTE FALTANTE', '30111233', '000014'),
    contracts: { enabled: createId('contract', 15) },
    invoices: { pending: createId('invoice', 17), paid: createId('invoice', 18) },
  },
  /** Case 10. One invoice per state; its answers always hold `stranger`'s invoice too. */
  everyState: {
    ...person(15, 'TODOS LOS ESTADOS', '30111237', '000015'),
    contracts: { enabled: createId('contract', 16) },
    invoices: {
      draft: createId('invoice', 19),
      issuing: createId('invoice', 20),
      authorizing: createId('invoice', 21),
      authorizing_error: createId('invoice', 22),
      pending: createId('invoice', 23),
      paid: createId('invoice', 24),
      void: createId('invoice', 25),
    },
  },
  /** As `suspended`, under the name that the other back end has. */
  suspendedToo: {
    ...person(17, 'ORDÓÑEZ, WILLIAM ANDRÉS', '94555444', '000017'),
    contracts: { disabled: createId('contract', 18) },
    invoices: { pending: createId('invoice', 27) },
  },
  /** Whose invoice leaks into the answers of `everyState`, and of everybody with `foreignInvoice`. */
  stranger: {
    ...person(16, 'FORASTERO AJENO', '39999999', '000016'),
    contracts: { enabled: createId('contract', 17) },
    invoices: { foreign: createId('invoice', 26) },
  },
} as const satisfies Readonly<Record<string, WisproCase>>;

/** The documents of forty generated people whom the other back end knows too: 35000001 to 35000040. */
export const sharedDnis: readonly string[] = Array.from({ length: 40 }, (_, index) => String(35_000_001 + index));

/** Texts planted where they must never travel further: a test looks for them in answers and logs. */
export const plantedSecrets = {
  pppoePassword: 'PLANTED-PPPOE-SECRET',
  loginLink: 'PLANTED-LOGIN-LINK',
  clientPassword: 'PLANTED-CLIENT-PASSWORD',
} as const;

function person(serial: number, name: string, dni: string, cod: string) {
  return { name, dni, cuit: '', cod, publicId: 1000 + serial, clientId: createId('client', serial) };
}

function numbered(firstSerial: number, count: number): Readonly<Record<string, string>> {
  const entries = Array.from({ length: count }, (_, index) => [
    `n${index + 1}`,
    createId('invoice', firstSerial + index),
  ]);
  return Object.fromEntries(entries);
}
