import { defaultVariants, type NativeVariants } from './variant.js';

/** Settings of WispHub's own API alone: its faults, and the kind of installation that it is (native contract 8). */
export interface NativeApiSettings extends NativeVariants {
  /** Each call of this number never answers, as in life each eighth (T07). Default 0: none. */
  stallEvery: number;
  /** Every POST and PATCH never answers, and nothing else. */
  stallWrites: boolean;
  /** A stalled call has its effect all the same (A40). */
  stallAfter: boolean;
  /** A stalled call has its effect 120 s of the emulator's clock later (A40). */
  stallLate: boolean;
  /** Filters that this installation refuses by a 400 that names them, with commas between. */
  refusedFilters: string;
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
  /** Somebody comes first, right before a payment or promise: the invoice is `paid`, `cancelled`, or `moved` into another (native contract 2.11). Default ``. */
  beforePayment: string;
  /** Payment links come without a host (T37). */
  hostlessLinks: boolean;
  /** Another link stands in the balance, `none` for none at all (A13). Default "": the link of the service. */
  otherLink: string;
  /** Billing moves pending invoices on, as the balance shows at once: its sum does not fit any more (5.1). */
  balanceDiffers: boolean;
  /** A promise is answered by `made`, `bare` (200 with words alone), `orphan` (of another invoice) or `empty` (A25). */
  promiseAnswer: string;
  /** A promise with a time of day is a 400 (A26). */
  promiseTimeRefused: boolean;
  /** A promise is a 400 in words that name no field, after it was made (T12). */
  promiseFails: boolean;
  /** Periods of invoices in full names of months, or `none` (A21). Default "": abbreviations. */
  periodForm: string;
  /** Replies of tickets as an `object`, `null`, `absent` or in the `detail` alone (A34, A35). Default "": a list. */
  replyForm: string;
  /** Dates of tickets `DD/MM/YYYY HH:MM:SS` (A41). */
  slashDates: boolean;
  /** Milliseconds for which a new ticket is not in the list (A42). */
  ticketLagMs: number;
  /** A ping ends in an object of the router's error (T22). */
  routerRefuses: boolean;
  /** Most rows of a page (A06). Default 300. */
  pageCap: number;
  /** Rows of a page without a limit (A07). Default 10. */
  pageDefault: number;
}

export const defaultApiSettings: Readonly<NativeApiSettings> = {
  stallEvery: 0,
  stallWrites: false,
  stallAfter: false,
  stallLate: false,
  refusedFilters: '',
  forbidden: '',
  ignoredFilters: '',
  installation: 'net',
  rowsMove: false,
  htmlOutage: false,
  profileForgets: false,
  partialPaymentFails: false,
  beforePayment: '',
  hostlessLinks: false,
  otherLink: '',
  balanceDiffers: false,
  promiseAnswer: 'made',
  promiseTimeRefused: false,
  promiseFails: false,
  periodForm: '',
  replyForm: '',
  slashDates: false,
  ticketLagMs: 0,
  routerRefuses: false,
  pageCap: 300,
  pageDefault: 10,
  ...defaultVariants,
};

/** The entries of a setting that holds several. */
export function entriesOf(setting: string): readonly string[] {
  return setting.split(',').map((each) => each.trim());
}
