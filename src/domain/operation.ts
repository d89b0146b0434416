import type { BackendStatus } from '../model/backend.js';
import type { Caller } from '../model/caller.js';
import { type FormOfAddress, formOfAddressIn } from '../model/form-of-address.js';
import type { UpstreamCall } from '../upstream/call.js';
import { Accounts } from './account.js';
import type { OperationAudit } from './audit-log.js';
import { Clients } from './client.js';
import { type ClientPurge, purgeClient } from './client-purge.js';
import { Contracts } from './contract.js';
import { Diagnoses } from './diagnosis/diagnosis.js';
import { Invoices } from './invoice.js';
import { Outages } from './outage/outages.js';
import { ZonePings } from './outage/zone-ping/zone-ping.js';
import { WriteOutcomes } from './outcomes/write-outcome.js';
import type { Owners } from './part.js';
import { Payments } from './payment.js';
import { PaymentEntries } from './payment-entry.js';
import { PaymentPromises } from './payment-promise.js';
import { PaymentReports } from './payment-report.js';
import { PingTasks } from './ping/ping-task.js';
import { Plans } from './plan.js';
import type { Services } from './services.js';
import { Tickets } from './ticket.js';
import { ClientAccess } from './verification/assurance.js';
import { Identity } from './verification/identity.js';
import { WebhookDeliveries } from './webhook/deliveries.js';
import { Writes } from './writes/write.js';
import { Zones } from './zone.js';

/** Made when they are first asked for: most operations ask for one or two. */
interface Nouns {
  access?: ClientAccess;
  accounts?: Accounts;
  clients?: Clients;
  contracts?: Contracts;
  diagnoses?: Diagnoses;
  identity?: Identity;
  invoices?: Invoices;
  auditLog?: OperationAudit;
  paymentEntries?: PaymentEntries;
  outages?: Outages;
  paymentPromises?: PaymentPromises;
  payments?: Payments;
  paymentReports?: PaymentReports;
  pingTasks?: PingTasks;
  plans?: Plans;
  tickets?: Tickets;
  webhookDeliveries?: WebhookDeliveries;
  zonePings?: ZonePings;
  zones?: Zones;
  writes?: Writes;
  writeOutcomes?: WriteOutcomes;
}

/**
 * One GraphQL operation with its caller and the services of each noun. Its loaders live as long as it does, so that within one operation a
 * record is loaded once and looks the same everywhere.
 */
export class Operation {
  readonly #services: Services;
  readonly #call: UpstreamCall;
  readonly #made: Nouns = {};

  constructor(
    services: Services,
    readonly caller: Caller,
    call: UpstreamCall,
  ) {
    this.#services = services;
    this.#call = call;
  }

  /** For messages in Spanish. */
  get formOfAddress(): FormOfAddress {
    return formOfAddressIn(this.#services.country);
  }

  get owners(): Owners {
    return this.#services.owners;
  }

  get access(): ClientAccess {
    this.#made.access ??= new ClientAccess(this.caller, this.#services.assurances);
    return this.#made.access;
  }

  get accounts(): Accounts {
    this.#made.accounts ??= new Accounts(this.#services, this.clients, this.#call);
    return this.#made.accounts;
  }

  get clients(): Clients {
    this.#made.clients ??= new Clients(this.#services, this.#writes, this.caller, this.#call);
    return this.#made.clients;
  }

  get contracts(): Contracts {
    this.#made.contracts ??= new Contracts(this.clients);
    return this.#made.contracts;
  }

  get diagnoses(): Diagnoses {
    this.#made.diagnoses ??= new Diagnoses(this.#services, this.tickets, this.#writes, this.caller, this.#call);
    return this.#made.diagnoses;
  }

  get identity(): Identity {
    this.#made.identity ??= new Identity(this.#services, this.clients, this.caller, this.#call);
    return this.#made.identity;
  }

  get invoices(): Invoices {
    this.#made.invoices ??= new Invoices(this.#services, this.clients, this.#call);
    return this.#made.invoices;
  }

  get audit(): OperationAudit {
    this.#made.auditLog ??= this.#services.auditLog.begin(this.caller.subject);
    return this.#made.auditLog;
  }

  get paymentEntries(): PaymentEntries {
    const { paymentReports } = this;
    this.#made.paymentEntries ??= new PaymentEntries(
      ...([this.#services, this.clients, paymentReports, this.#writes, this.#call] as const),
    );
    return this.#made.paymentEntries;
  }

  get paymentReports(): PaymentReports {
    this.#made.paymentReports ??= new PaymentReports(this.#services, this.clients);
    return this.#made.paymentReports;
  }

  get outages(): Outages {
    this.#made.outages ??= new Outages(this.#services, this.clients, this.#call);
    return this.#made.outages;
  }

  get paymentPromises(): PaymentPromises {
    this.#made.paymentPromises ??= new PaymentPromises(this.#services, this.clients, this.#writes, this.#call);
    return this.#made.paymentPromises;
  }

  get payments(): Payments {
    this.#made.payments ??= new Payments(this.#services, this.clients, this.#call);
    return this.#made.payments;
  }

  get pingTasks(): PingTasks {
    this.#made.pingTasks ??= new PingTasks(this.#services, this.clients, this.#writes, this.caller, this.#call);
    return this.#made.pingTasks;
  }

  get plans(): Plans {
    this.#made.plans ??= new Plans(this.#services, this.#call);
    return this.#made.plans;
  }

  get tickets(): Tickets {
    this.#made.tickets ??= new Tickets(this.#services, this.clients, this.#writes, this.#call);
    return this.#made.tickets;
  }

  get webhookDeliveries(): WebhookDeliveries {
    this.#made.webhookDeliveries ??= new WebhookDeliveries(this.#services);
    return this.#made.webhookDeliveries;
  }

  get zonePings(): ZonePings {
    this.#made.zonePings ??= new ZonePings(this.#services, this.caller.subject, this.#call);
    return this.#made.zonePings;
  }

  get zones(): Zones {
    this.#made.zones ??= new Zones(this.#services, this.#call);
    return this.#made.zones;
  }

  get writeOutcomes(): WriteOutcomes {
    this.#made.writeOutcomes ??= new WriteOutcomes(this.#services, this.clients, this.access, this.caller);
    return this.#made.writeOutcomes;
  }

  get #writes(): Writes {
    this.#made.writes ??= new Writes(
      this.#services.store.idempotency,
      this.caller,
      this.#services.observer,
      this.#services.openWrites,
    );
    return this.#made.writes;
  }
  purgeClient(clientId: string): Promise<ClientPurge> {
    return purgeClient(clientId, { clients: this.clients, services: this.#services });
  }

  backends(): readonly BackendStatus[] {
    return this.#services.backends.map((backend) => backend.status());
  }
}
