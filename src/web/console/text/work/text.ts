import type { AccountState, PromiseRefusal } from '../../../../client/index.js';
import type { WriteKind } from '../../write/sending/intent.js';

/** What the page says of accounts, of the network, and of what an operator writes. */
export interface WorkText {
  readonly account: {
    readonly title: string;
    readonly states: Readonly<Record<AccountState, string>>;
    readonly owed: (amount: string) => string;
    readonly credit: (amount: string) => string;
    readonly owedUnknown: string;
    readonly due: (day: string) => string;
    readonly promised: (day: string) => string;
    readonly none: string;
    readonly withoutInvoices: string;
  };
  readonly network: {
    readonly technician: string;
    readonly router: string;
    readonly tower: string;
    readonly outage: string;
  };
  readonly history: {
    readonly title: (count: number) => string;
    readonly said: string;
    readonly loss: string;
    readonly latency: string;
  };
  readonly actions: string;
  readonly titles: Readonly<Record<WriteKind, string>>;
  readonly fields: {
    readonly subject: string;
    readonly description: string;
    readonly validUntil: string;
    readonly contract: string;
    readonly phone: string;
    readonly amount: string;
    readonly reference: string;
    readonly method: string;
    readonly reconnect: string;
  };
  /** What is about to happen, in one sentence each. */
  readonly effects: {
    readonly ticket: (name: string, subject: string) => string;
    readonly zoneFull: string;
    readonly promise: (name: string, day: string) => string;
    readonly phone: (name: string, phone: string, before: string) => string;
    readonly payment: (name: string, invoice: string, amount: string) => string;
    readonly reconnects: string;
  };
  readonly done: Readonly<Record<WriteKind, string>>;
  readonly number: (ticketId: number) => string;
  readonly replayed: string;
  readonly confirm: string;
  readonly sending: string;
  readonly cancel: string;
  readonly close: string;
  readonly again: string;
  readonly discard: string;
  readonly force: string;
  readonly refused: string;
  readonly unknown: string;
  readonly reference: string;
  readonly unsettled: string;
  readonly later: string;
  readonly pingFact: (time: string, result: string) => string;
  readonly noPromise: Readonly<Record<PromiseRefusal, string>>;
  readonly link: {
    readonly copy: (invoice: string) => string;
    readonly copied: string;
    readonly none: string;
    readonly byHand: string;
  };
}
