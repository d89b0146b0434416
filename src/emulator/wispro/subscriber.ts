import type { Absence, Row } from './absence.js';

/** Contract D3: the states of a service. */
export type ContractState = 'enabled' | 'alerted' | 'degraded' | 'disabled';

/** Contract 4.1: the seven states of an invoice. */
export type InvoiceState = 'draft' | 'issuing' | 'authorizing' | 'authorizing_error' | 'pending' | 'paid' | 'void';

/** An access server: what `connections` shows (D4). */
export interface AccessServer {
  readonly id: string;
  readonly name: string;
}

export interface Place {
  readonly street: string;
  readonly number: string;
  readonly city: string;
  readonly province: string;
  /** As text, sometimes with far too many decimals (D8). */
  readonly latitude: string;
  readonly longitude: string;
}

/** A service of a subscriber, as it is before any payment promise. */
export interface Contract {
  readonly id: string;
  readonly publicId: number;
  readonly planId: string;
  readonly server: AccessServer;
  readonly state: ContractState;
  readonly absence: Absence;
}

export interface Invoice {
  readonly id: string;
  /** `null` before it is authorised. */
  readonly number: string | null;
  /** `null` for one made by hand (4.2). */
  readonly contractId: string | null;
  readonly state: InvoiceState;
  /** Pesos times one hundred. */
  readonly cents: number;
  /** How this invoice's amounts are written (contract 4.1: mixed evidence). */
  readonly moneyAs: 'text' | 'number' | 'comma';
  readonly description: string;
  /** The first day of the month it is for. */
  readonly from: string;
  readonly to: string;
  /** `null` for a draft. */
  readonly issuedAt: string | null;
  /** A day, or a date-time on one planted invoice. */
  readonly firstDueDate: string;
  readonly secondDueDate: string | null;
  readonly absence: Absence;
}

/** A client of the provider with what the wire never shows: its ids and, of its documents, the stored text. */
export interface Subscriber {
  readonly id: string;
  readonly publicId: number;
  readonly cod: string;
  /** Stored text; searches compare it exactly. Empty: none. */
  readonly dni: string;
  readonly cuit: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly phoneMobile: string | null;
  readonly place: Place;
  readonly zone: string | null;
  /** On the wire only when set, as some merchants' bodies may carry it (D13). */
  readonly password: string | null;
  /** Keys the contract does not know. */
  readonly extra: Row;
  readonly absence: Absence;
  readonly contracts: readonly Contract[];
  readonly invoices: readonly Invoice[];
  /** Whether a stranger's invoice is always mixed in. */
  readonly leaky: boolean;
}
