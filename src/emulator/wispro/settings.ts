/**
 * All readings that the contract leaves open; the first of each list is the default (section 10).
 * `empty` is HTTP 200 without a body everywhere, `emptyData` an envelope around an empty list.
 */
export const wisproSettingValues = {
  /** Bad or missing token (T8). */
  badToken: ['error-token', 'envelope401', 'http401'],
  /** Answers a missing or unknown `type` as if it were `id`, instead of refusing it. */
  ignoreType: [false, true],
  /** Loses the search: `data` answers the first client, `invoicing` everybody's invoices (4.2). */
  ignoreFilter: [false, true],
  /** Answer of `data` for an unknown client (3.4). */
  unknownClient: [
    'envelope404',
    'emptyData',
    'emptyArray',
    'emptyObject',
    'null',
    'empty',
    'nameless',
    'suricata404',
    'http404',
    'http500html',
  ],
  /** Wrapper of the client in `data` (3.3). */
  dataShape: ['bare', 'array', 'data', 'dataArray'],
  /** `data` when several clients share the document. */
  ambiguousAs: ['first', 'array'],
  /** The access servers of a client (D4). */
  connectionsAs: ['object', 'array'],
  /** The contracts of a client; `object` is the first of them alone (3.3). */
  contractsAs: ['array', 'object', 'null', 'missing'],
  /** The list of `invoicing` (4.3). */
  invoicingShape: [
    'envelope',
    'array',
    'dataObject',
    'invoices',
    'facturas',
    'invoicing',
    'comprobantes',
    'envoicing',
    'single',
    'suricata',
    'emptyData',
    'emptyArray',
    'emptyObject',
    'null',
    'empty',
  ],
  /** Mixes a stranger's invoice into everybody's answer. */
  foreignInvoice: [false, true],
  /** Fills `payment_links` of pending invoices in `invoicing`, which the contract's sample leaves empty. */
  linksInInvoicing: [false, true],
  /** One per sample of section 5; `bareLinks` is P4 without its envelope, `noisy` hides two links among URLs that are none. */
  paymentShape: [
    'paymentLinks',
    'bareLinks',
    'gatewayArray',
    'byGateway',
    'urlPago',
    'string',
    'noisy',
    'emptyArray',
    'emptyData',
    'envelope404',
    'empty',
  ],
  /** Lets `payment` take the invoice's number beside its UUID (P1). */
  acceptInvoiceNumber: [false, true],
  /** Field compared with `codcli` (W4). */
  promiseKey: ['id', 'public_id'],
  /** Refuses a promise for a contract that is not suspended (W6). */
  refuseIfActive: [false, true],
  /** Answers of `pp` (6.2): accepted forms, then unreadable ones, then refusals, which write nothing. */
  promiseShape: [
    'envelope',
    'array',
    'bare',
    'envelope201',
    'dateTime',
    'compactDate',
    'shortened',
    'successTrue',
    'okTrue',
    'createdTrue',
    'exitoTrue',
    'text',
    'message',
    'mensaje',
    'apiMessage',
    'suricata',
    'unknownObject',
    'emptyObject',
    'emptyData',
    'null',
    'empty',
    'plainText',
    'refusedEnvelope',
    'refusedSuccess',
    'refusedOk',
    'refusedMessage',
    'refusedError',
    'refusedSuricata',
  ],
} as const;

export type SettingName = keyof typeof wisproSettingValues;

export type ChosenSettings = { readonly [Name in SettingName]: (typeof wisproSettingValues)[Name][number] };

/** Changes; names left out keep their value. */
export type WisproSettings = Partial<ChosenSettings>;

export function defaultSettings(): ChosenSettings {
  const entries = Object.entries(wisproSettingValues).map(([name, values]) => [name, values[0]]);
  return Object.fromEntries(entries) as ChosenSettings;
}

/**
 * The settings after a change. Unknown names are ignored.
 * @throws {RangeError} when a known setting is given a value it does not have
 */
export function changeSettings(current: ChosenSettings, change: Readonly<Record<string, unknown>>): ChosenSettings {
  const changed: Record<string, unknown> = { ...current };
  for (const [name, values] of Object.entries<readonly unknown[]>(wisproSettingValues)) {
    if (change[name] === undefined) continue;
    if (!values.includes(change[name])) throw new RangeError(`${name} is one of ${values.join(', ')}`);
    changed[name] = change[name];
  }
  return changed as ChosenSettings;
}
