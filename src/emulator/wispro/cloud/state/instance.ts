import type { EmulatedPromise } from '../../fixtures/instance.js';
import type { Invoice, Subscriber } from '../../fixtures/subscriber.js';
import type { ChosenCloudSettings } from '../settings.js';
import type { CloudWrite, EmulatedIssue, EmulatedPayment } from './record.js';

/** Everything that writes change. */
export interface CloudState {
  readonly subscribers: readonly Subscriber[];
  readonly promises: EmulatedPromise[];
  readonly payments: EmulatedPayment[];
  readonly issues: EmulatedIssue[];
  readonly writes: CloudWrite[];
  /** Requests that the gateway must never send, by method and path. */
  readonly trips: string[];
  /** Changed values of clients by id. */
  readonly changes: Map<string, Partial<Subscriber>>;
  /** Cents paid of an invoice by id. */
  readonly paid: Map<string, number>;
  /** Cents on a client's account by id. */
  readonly credit: Map<string, number>;
  /** Contracts that a payment has enabled, with the time in milliseconds from which they are. */
  readonly enabled: Map<string, number>;
  moved: number;
}

/** Everything an answer depends on. */
export interface CloudInstance {
  readonly key: string;
  readonly settings: ChosenCloudSettings;
  readonly state: CloudState;
  now(): Date;
  /** Today in Buenos Aires, `YYYY-MM-DD`. */
  today(): string;
}

/** A client as changed since the start. */
export function currentOf({ state }: CloudInstance, subscriber: Subscriber): Subscriber {
  return { ...subscriber, ...state.changes.get(subscriber.id) };
}

/** All clients as they are now, oldest first. */
export function clientsOf(instance: CloudInstance): readonly Subscriber[] {
  return instance.state.subscribers.map((subscriber) => currentOf(instance, subscriber));
}

/** Cents that are still owed of an invoice. Drafts and void ones owe nothing. */
export function openCents({ state }: CloudInstance, invoice: Invoice): number {
  return invoice.state === 'pending' ? invoice.cents - (state.paid.get(invoice.id) ?? 0) : 0;
}
