import type { ChosenSettings } from './settings.js';
import type { Contract, ContractState, Subscriber } from './subscriber.js';

/** One accepted call of `pp`: one effect. */
export interface EmulatedPromise {
  readonly id: string;
  readonly contractId: string;
  /** The last day it holds, `YYYY-MM-DD`. */
  readonly validUntil: string;
  readonly createdAt: string;
}

/** Everything an answer depends on. */
export interface World {
  readonly token: string;
  readonly subscribers: readonly Subscriber[];
  /** Every accepted call in order, never merged (contract W7). */
  readonly promises: EmulatedPromise[];
  readonly settings: ChosenSettings;
  now(): Date;
  /** Today in Buenos Aires, `YYYY-MM-DD`. */
  today(): string;
}

/** A promise keeps a suspended service on up to and including its last day (section 10). */
export function stateOf(world: World, contract: Contract): ContractState {
  const today = world.today();
  const promised = world.promises.some((row) => row.contractId === contract.id && row.validUntil >= today);
  return promised ? 'enabled' : contract.state;
}

/** The link of one invoice: one per issued invoice in Argentina (contract P2). */
export function wisproPaymentLink(invoiceId: string, provider = 'mp'): string {
  return `https://pago.example.test/${provider}/${invoiceId}`;
}
