import type { Clock } from '../clock.js';
import type { WispHubSettings } from '../settings.js';
import { type NativePlan, nativePaymentMethods, nativePlans } from './catalogue.js';
import { createNativeClients, type NativeClients } from './client.js';
import { createNativePings, type NativePings } from './ping.js';
import type { NativeReference } from './row.js';
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
  readonly settings: Readonly<WispHubSettings>;
  readonly clock: Clock;
}

export function createNative({ seed, subscribers, settings, clock }: NativeOptions): Native {
  const clients = createNativeClients(seed, subscribers, settings, clock);
  const tickets = createNativeTickets(clients, settings);
  const pings = createNativePings(clients, settings, clock);
  return {
    clients,
    tickets,
    pings,
    plans: () => (settings.nativeDown ? undefined : nativePlans),
    paymentMethods: () => (settings.nativeDown ? undefined : nativePaymentMethods),
    reset: () => {
      clients.reset();
      tickets.reset();
      pings.reset();
    },
  };
}
