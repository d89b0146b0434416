/** Settings of WispHub's own API alone: its faults, and the kind of installation that it is (native contract 8). */
export interface NativeApiSettings {
  /** Each call of this number never answers, as in life each eighth (T07). Default 0: none. */
  stallEvery: number;
  /** A stalled call has its effect all the same (A40). */
  stallAfter: boolean;
  /** Areas that the key may not enter, by a part of their path, with commas between: `zonas,perfil` (T05). */
  forbidden: string;
  /** Filters that this installation ignores although others know them, with commas between (T01, T45). */
  ignoredFilters: string;
  /** `io` knows `cliente=` on invoices, writes an accent and shows two months; `net` does not, and shows the current month. */
  installation: string;
  /** Rows move by one while a list is walked: the last of a page comes again, and the last of all never (T41). */
  rowsMove: boolean;
  /** Every answer is a 200 with a page of the proxy (T06). */
  htmlOutage: boolean;
  /** A change of a profile is repeated and not stored (T08, A12). */
  profileForgets: boolean;
  /** A partial payment is applied and answered with a 400 (T12). */
  partialPaymentFails: boolean;
  /** Somebody comes first, right before a payment is recorded: `paid`, or `moved` into another invoice (native contract 2.11). Default ``. */
  beforePayment: string;
  /** Payment links come without a host (T37). */
  hostlessLinks: boolean;
  /** A ping ends in an object of the router's error (T22). */
  routerRefuses: boolean;
  /** Most rows of a page (A06). Default 300. */
  pageCap: number;
}

export const defaultApiSettings: Readonly<NativeApiSettings> = {
  stallEvery: 0,
  stallAfter: false,
  forbidden: '',
  ignoredFilters: '',
  installation: 'net',
  rowsMove: false,
  htmlOutage: false,
  profileForgets: false,
  partialPaymentFails: false,
  beforePayment: '',
  hostlessLinks: false,
  routerRefuses: false,
  pageCap: 300,
};

/** The entries of a setting that holds several. */
export function entriesOf(setting: string): readonly string[] {
  return setting.split(',').map((each) => each.trim());
}
