import type { EmulatedCountry } from '../../country/country.js';
import type { Clock } from '../clock.js';
import { createCatalogue, settleRows } from '../fixtures/abroad.js';
import { createRows } from '../fixtures/people.js';
import type { WispHubSettings } from '../settings.js';
import type { NativePlan } from './catalogue.js';
import { createNativeClients, type NativeClients } from './client.js';
import { createNativePings, type NativePings } from './ping.js';
import type { NativeReference, NativeRow } from './row.js';
import { createNativeTickets, type NativeTickets } from './ticket.js';

/** The system behind the middleware: what is true, as against what the middleware's caches still say. */
export interface Native {
  readonly clients: NativeClients;
  readonly tickets: NativeTickets;
  readonly pings: NativePings;
  /** @returns undefined when the native system is down */
  plans(): readonly NativePlan[] | undefined;
  paymentMethods(): readonly NativeReference[] | undefined;
  reset(): void;
}

export interface NativeOptions {
  readonly seed: number;
  readonly subscribers: number;
  readonly country: EmulatedCountry | undefined;
  readonly settings: Readonly<WispHubSettings>;
  readonly clock: Clock;
}

export function createNative({ seed, subscribers, country, settings, clock }: NativeOptions): Native {
  const catalogue = createCatalogue(country);
  const createAll = (): NativeRow[] => {
    const rows = createRows(seed, subscribers);
    return country === undefined ? rows : settleRows(rows, country, catalogue);
  };
  const clients = createNativeClients(createAll, settings, clock);
  const tickets = createNativeTickets(clients, settings);
  const pings = createNativePings(clients, settings, clock);
  return {
    clients,
    tickets,
    pings,
    plans: () => (settings.nativeDown ? undefined : catalogue.plans),
    paymentMethods: () => (settings.nativeDown ? undefined : catalogue.paymentMethods),
    reset: () => {
      clients.reset();
      tickets.reset();
      pings.reset();
    },
  };
}
