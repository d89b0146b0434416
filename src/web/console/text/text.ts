import type { BackendState, InvoiceState, PingTaskStatus, ServiceStatus, TicketStatus } from '../../../client/index.js';
import type { SearchKind } from '../data/finder.js';
import type { Outcome } from '../data/history.js';
import type { Theme } from '../preference.js';
import type { DeskText } from './desk/text.js';
import type { WorkText } from './work/text.js';

/** Everything that the page says. */
export interface Text {
  readonly title: string;
  readonly skip: string;
  readonly language: string;
  readonly theme: string;
  readonly themes: Readonly<Record<Theme, string>>;
  /** Of the ISP that is shown. */
  readonly tenant: string;
  readonly signOut: string;
  readonly signedInAs: (subject: string, until: string) => string;
  readonly signIn: {
    readonly title: string;
    readonly lead: string;
    readonly token: string;
    readonly hint: string;
    readonly submit: string;
    readonly provider: string;
    readonly providerRefused: string;
    readonly demo: string;
    readonly entering: string;
    readonly ended: string;
    readonly refused: string;
    readonly empty: string;
  };
  readonly backends: string;
  readonly backendStates: Readonly<Record<BackendState, string>>;
  readonly away: string;
  /** Continues `away`. */
  readonly awaySince: (age: string) => string;
  readonly find: {
    readonly title: string;
    readonly label: string;
    readonly by: string;
    readonly kinds: Readonly<Record<SearchKind, string>>;
    readonly submit: string;
    readonly clear: string;
    readonly hint: string;
    readonly looking: string;
    readonly none: string;
    readonly noneHint: string;
    readonly tooShort: string;
    readonly count: (shown: number, total: number) => string;
    readonly results: string;
  };
  readonly client: {
    readonly title: string;
    readonly empty: string;
    readonly emptyHint: string;
    readonly refresh: string;
    readonly close: string;
    readonly asOf: (age: string) => string;
    readonly old: string;
    readonly loading: string;
    readonly gone: string;
    readonly service: string;
    readonly document: string;
    readonly phones: string;
    readonly address: string;
    readonly plan: string;
    readonly speed: (down: number | null, up: number | null) => string;
    readonly month: string;
    readonly zone: string;
    readonly zoneFull: string;
    readonly antenna: string;
    readonly balance: string;
    readonly cutOff: string;
    readonly cutOffPassed: string;
    readonly nothing: string;
    /** Continued by a scope, as are `needs`. */
    readonly masked: string;
    readonly hidden: string;
    readonly tickets: string;
    readonly noTickets: string;
  };
  readonly sources: {
    readonly title: string;
    readonly backend: string;
    readonly says: string;
    readonly name: string;
    readonly document: string;
    readonly unknown: string;
    readonly unavailable: string;
    readonly stale: string;
    readonly agree: string;
    readonly differ: (what: string) => string;
  };
  readonly billing: {
    readonly contracts: string;
    readonly invoices: string;
    readonly none: string;
    readonly number: string;
    readonly due: string;
    readonly balance: string;
    readonly state: string;
    readonly overdue: string;
    readonly more: (total: number) => string;
  };
  readonly ping: {
    readonly title: string;
    readonly start: string;
    readonly starting: string;
    readonly running: string;
    readonly none: string;
    readonly needs: string;
    readonly ago: (age: string) => string;
    readonly ended: (name: string, result: string) => string;
  };
  readonly board: {
    readonly title: string;
    readonly live: string;
    readonly connecting: string;
    readonly lost: string;
    readonly from: (age: string) => string;
    readonly zone: string;
    readonly allZones: string;
    readonly state: string;
    readonly all: string;
    readonly result: string;
    readonly client: string;
    readonly when: string;
    readonly took: string;
    readonly by: string;
    readonly empty: string;
    readonly emptyHint: string;
    readonly running: (count: number) => string;
    readonly finished: (count: number) => string;
    readonly loading: string;
  };
  readonly chart: {
    readonly title: string;
    readonly summary: (total: number, parts: string) => string;
    readonly empty: string;
    readonly table: string;
    readonly time: string;
    readonly total: string;
  };
  readonly keys: {
    readonly open: string;
    readonly title: string;
    readonly close: string;
    readonly single: string;
    readonly search: string;
    readonly move: string;
    readonly refresh: string;
    readonly ping: string;
    readonly help: string;
  };
  readonly error: {
    readonly needs: string;
    readonly title: string;
    readonly requestId: string;
    readonly again: string;
    readonly codes: Readonly<Record<string, string>>;
  };
  readonly work: WorkText;
  readonly desk: DeskText;
  readonly status: Readonly<Record<ServiceStatus, string>>;
  readonly pingStates: Readonly<Record<PingTaskStatus, string>>;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly ticketStates: Readonly<Record<TicketStatus, string>>;
  readonly invoiceStates: Readonly<Record<InvoiceState, string>>;
}
