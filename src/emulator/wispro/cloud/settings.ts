/**
 * All readings that the cloud contract leaves open, by its assumption; the first of each list is the default (cloud contract 8).
 * A filter that is `ignored` lets the whole list through.
 */
export const cloudSettingValues = {
  /** A wrong or missing key (cloud contract 11). */
  badKey: ['envelope401', 'http401'],
  /** The ISP's own licence (cloud contract T16). */
  licence: ['valid', 'expired'],
  /** Most rows of a page, whatever is asked for (cloud contract T18). */
  perPageCap: [100, 1000, 50],
  /** Order of every list by age (cloud contract T19). */
  order: ['oldestFirst', 'newestFirst'],
  /** Records that vanish from the front of a list while its later pages are read (cloud contract T14). */
  moving: ['none', 'once', 'always'],
  /** `data` of one record (cloud contract T3). */
  recordAs: ['object', 'list'],
  /** */
  sort: ['ignored', 'works'],
  /** amounts of payments and accounts. */
  moneyAs: ['text', 'number', 'comma', 'grouped', 'null', 'blank'],
  /** */
  phoneFilter: ['ignored', 'exact', 'contains'],
  /** */
  balance: ['creditLessOpen', 'credit', 'null', 'missing', 'renamed'],
  /** */
  contractsByClient: ['ignored', 'works'],
  /** what is left of a payment for invoices. */
  surplus: ['credit', 'refused', 'allCredit'],
  /** */
  repeatedCode: ['accepted', 'refused'],
  /** */
  promiseRefusal: ['envelope400', 'envelope412', 'http422', 'never'],
  /** */
  promiseList: ['http404', 'lists', 'empty', 'http405'],
  /** the service is back at once, after five seconds, with the billing run of the next day, or not. */
  promiseEffect: ['atOnce', 'soon', 'nextDay', 'never'],
  /** */
  paymentLinks: ['everywhere', 'detail', 'absent', 'null'],
  /** */
  issueDetail: ['works', 'http404', 'bare'],
  /** */
  issueState: ['plain', 'spanish', 'upper', 'unknown'],
  /** */
  paymentFilter: ['ignored', 'works'],
  /** the service is back at once, after a minute, or not. */
  paymentEnables: ['atOnce', 'soon', 'never'],
  /** where a change of a client is read; `echo` answers it and changes nothing. */
  clientChange: ['query', 'json', 'both', 'echo'],
  /** */
  unknownPath: ['http404', 'envelope404'],
  /** an area that the key does not open, by HTTP 403. */
  closedArea: ['none', 'clients', 'contracts', 'plans', 'invoicing', 'help_desk', 'current_account'],
  /** */
  updatedAfter: ['ignored', 'works'],
  /** */
  reasonsAs: ['text', 'list', 'nested', 'sentences'],
  /** */
  pastEnd: ['empty', 'lastPage', 'envelope404'],
  /** */
  taxNumber: ['shown', 'absent'],
  taxFilter: ['works', 'ignored'],
  /** */
  emailFilter: ['works', 'ignored', 'folded'],
  /** */
  contractState: ['works', 'ignored'],
  /** */
  invoiceState: ['works', 'ignored'],
  /** */
  paymentState: ['ignored', 'works'],
  /** */
  issueFilter: ['ignored', 'works'],
  /** The proven filters, to play an installation that has lost them (cloud contract T4). */
  documentFilter: ['works', 'ignored'],
  nameFilter: ['works', 'ignored'],
  idFilter: ['works', 'ignored'],
  /** */
  clientCoordinates: [false, true],
  /** */
  contractNames: [false, true],
  /** */
  networkList: ['nodes', 'coverages'],
  /** */
  clearsRest: [false, true],
  /** */
  repeatedDocument: ['accepted', 'refused'],
  /** */
  invoiceClient: [false, true],
  /** it is in `balance` after the first day. */
  surcharge: [false, true],
  /** */
  creditAmount: ['unallocated', 'zero', 'null'],
  /** */
  level: ['words', 'lower', 'spanish', 'number', 'null'],
  /** */
  issueBody: ['ignored', 'accepted'],
  /** */
  categoryId: ['mandatory', 'optional'],
  /** */
  issueExtras: [false, true],
  /** */
  comments: ['http404', 'list'],
  /** `different` shows other UUIDs than Suricata for the same records, and takes those. */
  ids: ['same', 'different'],
} as const;

type SettingName = keyof typeof cloudSettingValues;

export type ChosenCloudSettings = { readonly [Name in SettingName]: (typeof cloudSettingValues)[Name][number] };

/** Changes; names left out keep their value. */
export type CloudSettings = Partial<ChosenCloudSettings>;

export function defaultCloudSettings(): ChosenCloudSettings {
  const entries = Object.entries(cloudSettingValues).map(([name, values]) => [name, values[0]]);
  return Object.fromEntries(entries) as ChosenCloudSettings;
}

/**
 * The settings after a change. Unknown names are ignored.
 * @throws {RangeError} when a known setting is given a value it does not have
 */
export function changeCloudSettings(
  current: ChosenCloudSettings,
  change: Readonly<Record<string, unknown>>,
): ChosenCloudSettings {
  const changed: Record<string, unknown> = { ...current };
  for (const [name, values] of Object.entries<readonly unknown[]>(cloudSettingValues)) {
    if (change[name] === undefined) continue;
    if (!values.includes(change[name])) throw new RangeError(`${name} is one of ${values.join(', ')}`);
    changed[name] = change[name];
  }
  return changed as ChosenCloudSettings;
}
