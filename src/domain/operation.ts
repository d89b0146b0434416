import type { Call } from '../http/call.js';
import type { BackendStatus } from '../model/backend.js';
import type { Caller } from '../model/caller.js';
import { Clearance } from './assurance.js';
import { Clients } from './client.js';
import { type ClientPurge, purgeClient } from './client-purge.js';
import { Contracts } from './contract.js';
import { Identity } from './identity.js';
import { Invoices } from './invoice.js';
import type { OperationJournal } from './journal.js';
import { PaymentPromises } from './payment-promise.js';
import { PingTasks } from './ping-task.js';
import { Plans } from './plan.js';
import type { Services } from './services.js';
import { Tickets } from './ticket.js';
import { Writes } from './write.js';
import { Zones } from './zone.js';

/**
 * One GraphQL operation: who asks, and the nouns of which it can ask. Its loaders live as long as it does, so that within one
 * operation a thing is asked for once and looks the same everywhere.
 */
export class Operation {
  readonly clearance: Clearance;
  readonly clients: Clients;
  readonly contracts: Contracts;
  readonly identity: Identity;
  readonly invoices: Invoices;
  readonly journal: OperationJournal;
  readonly paymentPromises: PaymentPromises;
  readonly pingTasks: PingTasks;
  readonly plans: Plans;
  readonly tickets: Tickets;
  readonly zones: Zones;
  readonly #services: Services;

  constructor(
    services: Services,
    readonly caller: Caller,
    call: Call,
  ) {
    this.#services = services;
    this.clearance = new Clearance(caller, services.assurances);
    this.journal = services.journal.begin(caller.subject);
    const writes = new Writes(services.store.ledger, caller, services.observer);
    this.zones = new Zones(services, call);
    this.plans = new Plans(services, call);
    this.clients = new Clients(services, writes, call);
    this.contracts = new Contracts(this.clients);
    this.invoices = new Invoices(services, this.clients, call);
    this.paymentPromises = new PaymentPromises(services, this.clients, writes, call);
    this.identity = new Identity(services, this.clients, caller, call);
    this.tickets = new Tickets(services, this.clients, writes, call);
    this.pingTasks = new PingTasks(services, this.clients, writes, caller, call);
  }

  purgeClient(clientId: string): Promise<ClientPurge> {
    return purgeClient(clientId, { clients: this.clients, services: this.#services });
  }

  backends(): readonly BackendStatus[] {
    return this.#services.backEnds.map((backEnd) => backEnd.status());
  }
}
