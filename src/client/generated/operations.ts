/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { OperationDocument } from '../operation.js';
/** State of the money between a client and the ISP: the first of these that holds. */
export type AccountState =
  /** Something is owed or open, and nothing is known to be overdue. */
  | 'DUE'
  /** An open invoice is past its due date. */
  | 'OVERDUE'
  /** A promise to pay that was recorded through this gateway still holds. */
  | 'PROMISED'
  /** The service, or one of the contracts, is suspended, and it is not known to be paid. */
  | 'SUSPENDED'
  /** The back end does not tell enough. Never to be read as "nothing is owed". */
  | 'UNKNOWN'
  /** Nothing is owed, open or overdue, and all of it is known. */
  | 'UP_TO_DATE';

/** A system of the ISP that the gateway stands in front of. */
export type Backend =
  /** WispHub: services, tickets, plans, zones and pings; by its own API also invoices and promises to pay. */
  | 'WISPHUB'
  /** Wispro: contracts, invoices, payment links and promises to pay; by its own API also plans, tickets, accounts and payments. */
  | 'WISPRO';

/** State of a back end. */
export type BackendState =
  /** Some of its calls fail. */
  | 'DEGRADED'
  /** It does not answer, or its answers are invalid. */
  | 'DOWN'
  /** It has not been called since the gateway started. */
  | 'UNKNOWN'
  /** Its latest calls succeeded. */
  | 'UP';

/** Something this installation can do. */
export type Capability =
  /** Show what a client owes. */
  | 'ACCOUNT'
  /** List, search and filter clients. */
  | 'CLIENT_LIST'
  /** Find a client by a key. */
  | 'CLIENT_LOOKUP'
  /** Show all tickets of a client, whoever opened them. */
  | 'CLIENT_TICKETS'
  /** Change a client's phone or document. */
  | 'CLIENT_UPDATE'
  /** Show a client's e-mail address and location. */
  | 'CONTACT_DETAILS'
  /** Show a client's contracts. */
  | 'CONTRACTS'
  /** Verify or resolve who a person is. */
  | 'IDENTITY_CHECK'
  /** Show a client's invoices. */
  | 'INVOICES'
  /** Show a client's router and tower, and whether the ISP has declared an outage of them. */
  | 'NETWORK'
  /** Show a client's payments. */
  | 'PAYMENTS'
  /** Record payments that the ISP has received. */
  | 'PAYMENT_ENTRY'
  /** Provide payment links for an invoice. */
  | 'PAYMENT_LINKS'
  /** Record promises to pay. */
  | 'PAYMENT_PROMISES'
  /** Ping a client's equipment. */
  | 'PING'
  /** List internet plans. */
  | 'PLANS'
  /** Open and read tickets. */
  | 'TICKETS'
  /** Report whether a zone accepts more tickets. */
  | 'ZONES';

/** Key of a client: exactly one field. */
export type ClientBy =
  {   /** Identity document, with or without its dots, hyphens and check digit. Returns the first service that has it. */
  readonly document: string; readonly email?: never; readonly id?: never; readonly phone?: never; readonly serviceId?: never; readonly username?: never; readonly wispro?: never; }
  |  { readonly document?: never;   /** E-mail address; case does not matter, and any address on record matches. AMBIGUOUS when several people have it. */
  readonly email: string; readonly id?: never; readonly phone?: never; readonly serviceId?: never; readonly username?: never; readonly wispro?: never; }
  |  { readonly document?: never; readonly email?: never;   /** Global id. */
  readonly id: string; readonly phone?: never; readonly serviceId?: never; readonly username?: never; readonly wispro?: never; }
  |  { readonly document?: never; readonly email?: never; readonly id?: never;   /** Telephone number, in E.164, as dialled in the country of the ISP or as WhatsApp sends it; any number on record matches. AMBIGUOUS when several people have it. A number written without `personal:read` is not found until a caller with `personal:read` has written it. */
  readonly phone: string; readonly serviceId?: never; readonly username?: never; readonly wispro?: never; }
  |  { readonly document?: never; readonly email?: never; readonly id?: never; readonly phone?: never;   /** WispHub's service id. */
  readonly serviceId: number; readonly username?: never; readonly wispro?: never; }
  |  { readonly document?: never; readonly email?: never; readonly id?: never; readonly phone?: never; readonly serviceId?: never;   /** User name of the subscriber's login or line, exactly as the back end has it. */
  readonly username: string; readonly wispro?: never; }
  |  { readonly document?: never; readonly email?: never; readonly id?: never; readonly phone?: never; readonly serviceId?: never; readonly username?: never;   /** A key of Wispro. */
  readonly wispro: WisproKey; };

/** Filter of clients. All conditions must hold. */
export type ClientFilter = {
  /** Full name; case and accents do not matter. */
  readonly city?: string | null | undefined;
  /** Services with this identity document, however it is written. */
  readonly document?: string | null | undefined;
  /** Only clients in debt whose cut-off day has passed or is unknown. Requires `personal:read`. `NOT_SUPPORTED` where the list has no balances. */
  readonly overdueOnly?: boolean | null | undefined;
  /** Services with this telephone number, in E.164 or as dialled in the country of the ISP, unconfirmed ones included. */
  readonly phone?: string | null | undefined;
  /** Full name; case and accents do not matter. */
  readonly planName?: string | null | undefined;
  /** Any of these. */
  readonly status?: ReadonlyArray<ServiceStatus> | null | undefined;
  /** Assigned to the technician with this WispHub id. */
  readonly technicianId?: number | null | undefined;
  /** In the zone with this WispHub id. */
  readonly zoneId?: number | null | undefined;
};

/** Completeness of a list. */
export type Completeness =
  /** Some clients are known to be missing. */
  | 'PARTIAL'
  /** Nothing indicates a missing client, but the back end may omit some silently. */
  | 'UNPROVEN'
  /** The list is proven to be complete. */
  | 'WHOLE';

/** Result of a ping. */
export type ConnectionState =
  /** The antenna answers; the subscriber's own router does not. */
  | 'ANTENNA_ONLY'
  /** The equipment answers intermittently: packets are lost. */
  | 'INTERMITTENT'
  /** Nothing answers. */
  | 'NO_INTERNET'
  /** The equipment answers. */
  | 'STABLE'
  /** The back end uses a value unknown to the gateway. */
  | 'UNKNOWN';

/** A promise to pay by a certain day. */
export type CreatePaymentPromiseInput = {
  /** Global id of the client, where the back end has no contracts (WispHub). */
  readonly clientId?: string | null | undefined;
  /** Global id of the contract. Either it or `clientId`. */
  readonly contractId?: string | null | undefined;
  /** Send it under a new key although an earlier one ended in OutcomeUnknown: only after a person has checked the back end. */
  readonly force?: boolean;
  /** Idempotency key, valid for 24 hours, 1 to 200 visible characters: a repeated request records no second promise. */
  readonly idempotencyKey: string;
  /** Last day of the promise, in the ISP's time zone. */
  readonly validUntil: string;
};

/** A new ticket. Service, zone and technician are taken from the client. */
export type CreateTicketInput = {
  /** Global id of the client. */
  readonly clientId: string;
  /** The person's description, up to 4,000 characters. */
  readonly description: string;
  /** Open it although the same subject was reported within the last ten minutes. */
  readonly force?: boolean;
  /** Idempotency key, valid for 24 hours, 1 to 200 visible characters: a repeated request opens no second ticket. */
  readonly idempotencyKey: string;
  /** One of `ticketSubjects`. */
  readonly subject: string;
  /** Technician for a client without one. */
  readonly technicianId?: number | null | undefined;
};

/** The client who has no internet. */
export type DiagnoseConnectionInput = {
  /** Global id of the client. */
  readonly clientId: string;
  /** Idempotency key, valid for 24 hours: a repeated request returns the same diagnosis. */
  readonly idempotencyKey?: string | null | undefined;
};

/** What had best be done next. */
export type DiagnosisAction =
  /** Pay: see `paymentLinks` of the open invoices of `client`. */
  | 'PAY'
  /** Hand over to a person. */
  | 'PERSON'
  /** Pay, or promise to: see `promiseInput`. */
  | 'PROMISE'
  /** Restart the subscriber's router. */
  | 'RESTART'
  /** Open a ticket: see `ticketInput`. */
  | 'TICKET'
  /** Nothing: it is being dealt with. */
  | 'WAIT';

/** Why a client has no internet: the first of these that holds. */
export type DiagnosisCause =
  /** The equipment answers, and the service is not suspended. */
  | 'HEALTHY'
  /** Nothing answers. */
  | 'NO_CONNECTION'
  /** An outage of something on which the service depends is known. */
  | 'OUTAGE'
  /** The antenna answers; the subscriber's own router does not. */
  | 'SUBSCRIBER_EQUIPMENT'
  /** The service, or one of the contracts, is suspended or cancelled, and no debt is known or shown. */
  | 'SUSPENDED'
  /** The service, or one of the contracts, is suspended, and something is owed. */
  | 'SUSPENDED_FOR_DEBT'
  /** Not enough is known. */
  | 'UNKNOWN'
  /** The equipment answers intermittently. */
  | 'UNSTABLE';

/** Progress of a diagnosis. */
export type DiagnosisState =
  /** It has a cause. */
  | 'DONE'
  /** Steps are left. A ping takes up to 90 seconds. */
  | 'RUNNING';

/** Steps of a diagnosis, in their order. */
export type DiagnosisStepName =
  /** Whether the service is suspended, whether something is owed and whether a promise to pay is possible. */
  | 'ACCOUNT'
  /** Whether an outage of the client's tower or router is known. */
  | 'OUTAGE'
  /** Whether the client's equipment answers. */
  | 'PING'
  /** Whether a ticket about the same is open. */
  | 'TICKET'
  /** Whether the client's zone takes another ticket. */
  | 'ZONE';

/** Progress of a step of a diagnosis. */
export type DiagnosisStepState =
  /** Its question is answered. */
  | 'DONE'
  /** Not begun. */
  | 'PENDING'
  /** Begun. */
  | 'RUNNING'
  /** Not needed: the steps before it have settled the cause and the action. */
  | 'SKIPPED'
  /** The back end cannot tell, or could not be asked. */
  | 'UNKNOWN';

/** Kind of an identity document, by the name that its country gives it. */
export type DocumentKind =
  /** Card of a foreigner in Peru, 9 digits. */
  | 'CARNE_EXTRANJERIA'
  /** Identity card of a person: Colombia 6 to 10 digits, Costa Rica 9, Dominican Republic 11, Ecuador 10, Nicaragua 14 characters, Panama as in `8-123-456`, Venezuela V or E and up to 8 digits. */
  | 'CEDULA'
  /** Card of a foreigner in Colombia (CE) or Bolivia (E). */
  | 'CEDULA_EXTRANJERIA'
  /** Company in Costa Rica, 10 digits. */
  | 'CEDULA_JURIDICA'
  /** Identity card of a person in Bolivia, Paraguay and Uruguay. */
  | 'CI'
  /** Company in Brazil, 14 characters. */
  | 'CNPJ'
  /** Person in Brazil, 11 digits. */
  | 'CPF'
  /** Person in Guatemala, 13 digits: the number of the DPI. */
  | 'CUI'
  /** Tax id of a person or company in Argentina, 11 digits; the CUIL as well. */
  | 'CUIT'
  /** Person in Mexico, 18 characters. */
  | 'CURP'
  /** Card of a foreigner in Costa Rica, 11 or 12 digits. */
  | 'DIMEX'
  /** Identity card of a person: Argentina 7 or 8 digits, Honduras 13, Peru 8, Spain 8 and a letter. */
  | 'DNI'
  /** Identity card of a person in El Salvador, 9 digits. */
  | 'DUI'
  /** Foreigner in Spain: X, Y or Z, 7 digits and a letter. */
  | 'NIE'
  /** Company in Spain: a letter, 7 digits and a check character. */
  | 'NIF'
  /** Tax id in Bolivia, Colombia (without its check digit), El Salvador and Guatemala. */
  | 'NIT'
  /** Passport of any country. */
  | 'PASSPORT'
  /** Tax id in Mexico, 12 characters of a company or 13 of a person. */
  | 'RFC'
  /** Tax id in Venezuela, a letter and 9 digits. */
  | 'RIF'
  /** Tax id of a company in the Dominican Republic, 9 digits. */
  | 'RNC'
  /** Tax id in Honduras, 14 digits. */
  | 'RTN'
  /** Tax id in Ecuador (13 digits), Nicaragua, Panama, Paraguay and Peru (11 digits). */
  | 'RUC'
  /** Tax id in Uruguay (12 digits); of persons and companies in Chile, where it is the identity card as well (RUN). */
  | 'RUT'
  /** No form of the country fits, or the check digit is wrong. */
  | 'UNKNOWN';

/** Claims of a person about themselves: at least three, which for a caller without `personal:read` include the address or the document. Every word must be a whole word of the record; case and accents do not matter. */
export type IdentityFacts = {
  /** Address of the service, for example `Bellavista 12`: at least the name of a street or district. */
  readonly address?: string | null | undefined;
  /** Full identity document, however it is written. */
  readonly document?: string | null | undefined;
  /** At least a first and a last name. */
  readonly name?: string | null | undefined;
  /** Name of the plan, for example `7MB Plus`. */
  readonly planName?: string | null | undefined;
  /** Monthly price of the plan. */
  readonly planPrice?: string | null | undefined;
};

/** State of an invoice. */
export type InvoiceState =
  /** The tax authority refused it. */
  | 'AUTHORIZATION_ERROR'
  /** The tax authority is authorizing it. */
  | 'AUTHORIZING'
  /** It is being prepared. */
  | 'DRAFT'
  /** It is being issued. */
  | 'ISSUING'
  /** It is paid. */
  | 'PAID'
  /** It awaits payment. */
  | 'PENDING'
  /** The back end uses a value unknown to the gateway. */
  | 'UNKNOWN'
  /** It was voided. */
  | 'VOID';

/** A language of messages. */
export type Locale =
  /** English. */
  | 'EN'
  /** Spanish. */
  | 'ES'
  /** Portuguese. */
  | 'PT';

/** Where an outage is. */
export type OutageElement =
  /** The router at which the service ends. */
  | 'ROUTER'
  /** The client's tower or sector. */
  | 'TOWER'
  /** The client's zone. */
  | 'ZONE';

/** How the end of an outage is known. */
export type OutageEnding =
  /** Clients answer pings again. */
  | 'ANSWERS'
  /** The ISP no longer declares it. */
  | 'FLAG_GONE'
  /** No ping has said anything for a day: it is not known to go on. */
  | 'SILENCE';

/** Part of the network that is out. */
export type OutageScope =
  /** A router, and with it every tower behind it. */
  | 'ROUTER'
  /** A tower or sector. */
  | 'TOWER'
  /** All of a zone, whatever the cause. */
  | 'ZONE';

/** How an outage is known. */
export type OutageSource =
  /** The ISP has declared it in its own system. */
  | 'BACK_END'
  /** Pings of several clients had no answer. */
  | 'PINGS';

/** Whether an outage goes on. */
export type OutageState =
  /** It is over: see `ending`. */
  | 'ENDED'
  /** It goes on, as far as is known. */
  | 'OPEN';

/** State of a reported payment. */
export type PaymentReportState =
  /** The payment was registered. */
  | 'CONFIRMED'
  /** It awaits a decision of the ISP. */
  | 'OPEN'
  /** A person has rejected it. */
  | 'REJECTED';

/** Filter of ping tasks. All conditions must hold. */
export type PingTaskFilter = {
  /** Of any of these clients. */
  readonly clientIds?: ReadonlyArray<string> | null | undefined;
  /** Started by the holder of a token with this `sub`. */
  readonly requestedBy?: string | null | undefined;
  /** Of any of these WispHub service ids. */
  readonly serviceIds?: ReadonlyArray<number> | null | undefined;
  /** In any of these states. */
  readonly status?: ReadonlyArray<PingTaskStatus> | null | undefined;
  /** Of clients in this zone. */
  readonly zoneId?: number | null | undefined;
};

/** Progress of a ping. */
export type PingTaskStatus =
  /** It has a result: see `connection`. */
  | 'COMPLETED'
  /** The back end could not perform it. */
  | 'FAILED'
  /** The router is still working on it. */
  | 'PENDING'
  /** It had no result within 90 seconds. */
  | 'TIMED_OUT';

/** Mechanism by which the ISP's router enforces the speed of a plan. */
export type PlanType =
  /** Another mechanism. */
  | 'OTHER'
  /** A per-connection queue: the back end provides no price and no speeds. */
  | 'PCQ'
  /** A PPPoE profile. */
  | 'PPPOE'
  /** A simple queue. */
  | 'SIMPLE_QUEUE'
  /** The back end does not provide it. */
  | 'UNKNOWN';

/** Reasons why a mutation was not performed. */
export type ProblemCode =
  /** The invoice is paid. No other payment was recorded. */
  | 'ALREADY_PAID'
  /** The back end refused the request and changed nothing. */
  | 'BACKEND_REFUSED'
  /** No back end has the client. */
  | 'CLIENT_NOT_FOUND'
  /** No back end has the contract. */
  | 'CONTRACT_NOT_FOUND'
  /** The same ticket was opened a few minutes ago. */
  | 'DUPLICATE_TICKET'
  /** The same request is being processed right now. */
  | 'IDEMPOTENCY_IN_PROGRESS'
  /** The idempotency key was used for another input. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The same request was performed before. Its result is not stored: `purgeClient` erased it, or a person confirmed the request with `resolveOutcome`. */
  | 'IDEMPOTENCY_RESULT_PURGED'
  /** Some of the input is invalid. Nothing was sent. */
  | 'INVALID_INPUT'
  /** The invoice was carried into a newer one and owes nothing itself. */
  | 'INVOICE_MOVED'
  /** The client has no such invoice. */
  | 'INVOICE_NOT_FOUND'
  /** The write may or may not have happened. Do not send it again without checking. */
  | 'OUTCOME_UNKNOWN'
  /** A payment with the reference is already on record. */
  | 'PAYMENT_REFERENCE_USED'
  /** The report of a payment was confirmed or rejected before. */
  | 'PAYMENT_REPORT_CLOSED'
  /** There is no such report of a payment, or it is of another client. */
  | 'PAYMENT_REPORT_NOT_FOUND'
  /** A promise to pay is not possible; `reason` says why. */
  | 'PROMISE_NOT_ALLOWED'
  /** The client's zone has reached its limit of open tickets. */
  | 'ZONE_FULL';

/** Reasons why a promise to pay is not possible. */
export type PromiseRefusal =
  /** The same promise is already on record. */
  | 'ALREADY_PROMISED'
  /** The day has passed. */
  | 'DATE_IN_PAST'
  /** The day is later than the ISP allows. */
  | 'DATE_TOO_FAR'
  /** The client has no open invoice that could be promised for. */
  | 'NOTHING_TO_PAY'
  /** The service is not suspended, so there is nothing to restore. */
  | 'SERVICE_ACTIVE';

/** The client whose stored data is to be deleted. */
export type PurgeClientInput = {
  /** Global id of the client. A client unknown to its back end is purged as well, but not found at other back ends. */
  readonly clientId: string;
};

/** A payment that the ISP has received. */
export type RegisterPaymentInput = {
  /** Amount received, above zero, two decimals. Required without `reportId`. */
  readonly amount?: string | null | undefined;
  /** Global id of the client whose account is credited, without an invoice: Wispro's own API alone can do that. */
  readonly clientId?: string | null | undefined;
  /** Currency of the amount. Default: that of the back end. Another one is invalid: nothing is converted. */
  readonly currency?: string | null | undefined;
  /** Send it under a new key although an earlier one with the reference ended in OutcomeUnknown: only after a person has checked the back end. While the gateway still looks for its effect, the answer is that OutcomeUnknown again. */
  readonly force?: boolean;
  /** Idempotency key, valid for 24 hours, 1 to 200 visible characters: a repeated request records no second payment. */
  readonly idempotencyKey: string;
  /** Global id of the paid invoice. Either it or `clientId`. */
  readonly invoiceId?: string | null | undefined;
  /** Payment method, at WispHub by the name that the ISP has given it, for example `Efectivo`. Default: the one that the installation is set to (`WISPHUB_PAYMENT_METHOD`). */
  readonly method?: string | null | undefined;
  /** True restores a suspended service. Wispro decides that by itself, by what is still owed, whatever is given here. */
  readonly reconnect?: boolean;
  /** Reference of the transaction, 1 to 50 visible ASCII characters with single blanks between; case does not matter. No two payments of the installation may have the same. Required without `reportId`. */
  readonly reference?: string | null | undefined;
  /** Id of the report that the payment confirms: amount and reference are those of the report if left out. */
  readonly reportId?: string | null | undefined;
};

/** A receipt of a payment, as a subscriber shows it. */
export type ReportPaymentInput = {
  /** Amount on the receipt, above zero, two decimals. */
  readonly amount: string;
  /** Bank or wallet, 1 to 100 characters. */
  readonly bank?: string | null | undefined;
  /** Global id of the client who has paid. */
  readonly clientId: string;
  /** SHA-256 of the file of the receipt, 64 hexadecimal digits. */
  readonly contentHash: string;
  /** Currency of the amount. Default: that of the back end. Another one is invalid. */
  readonly currency?: string | null | undefined;
  /** Reference of the transaction on the receipt, 1 to 50 visible ASCII characters with single blanks between. */
  readonly reference: string;
};

/** Claims of a person to be identified. */
export type ResolveClientInput = {
  /** Claims of the person. */
  readonly facts: IdentityFacts;
};

/** What a person has found out about a write in state PERSON. */
export type ResolveOutcomeInput = {
  /** How it was found out, up to 500 characters. */
  readonly note: string;
  /** Whether it has happened. */
  readonly outcome: ResolvedOutcome;
  /** Reference of the write. */
  readonly reference: string;
};

/** What a person has found out. */
export type ResolvedOutcome =
  /** The write has happened. */
  | 'DONE'
  /** The write has not happened. It may be sent again. */
  | 'NOT_DONE';

/** State of a subscriber's service. */
export type ServiceStatus =
  /** The service runs. */
  | 'ACTIVE'
  /** The subscriber has left. */
  | 'CANCELLED'
  /** The service runs at reduced speed, usually because of debt. */
  | 'DEGRADED'
  /** The service runs free of charge. */
  | 'FREE'
  /** The service is suspended, usually because of debt. */
  | 'SUSPENDED'
  /** The back end provides none, or a value unknown to the gateway: see its own word beside it. */
  | 'UNKNOWN';

/** The client and the number of echo requests. */
export type StartPingInput = {
  /** Global id of the client. */
  readonly clientId: string;
  /** Idempotency key, valid for 24 hours: a repeated request returns the same task. */
  readonly idempotencyKey?: string | null | undefined;
  /** Echo requests, 1 to 20. */
  readonly pings?: number;
};

/** The zone. */
export type StartZonePingInput = {
  /** Idempotency key: a repeated request returns the same run. */
  readonly idempotencyKey?: string | null | undefined;
  /** WispHub's id of the zone, for example `7`. */
  readonly zoneId: number;
};

/** Urgency of a ticket, decided by its subject. */
export type TicketPriority =
  /** High. */
  | 'HIGH'
  /** Low. */
  | 'LOW'
  /** Normal. */
  | 'NORMAL'
  /** The back end uses a value unknown to the gateway. */
  | 'UNKNOWN'
  /** Very high. */
  | 'VERY_HIGH';

/** Progress of a ticket. */
export type TicketStatus =
  /** It is resolved. */
  | 'CLOSED'
  /** A technician is working on it. */
  | 'IN_PROGRESS'
  /** Work has not begun. */
  | 'OPEN'
  /** The back end uses a value unknown to the gateway: see `upstreamStatus`. */
  | 'UNKNOWN';

/** Changes to a client. An omitted field stays as it is; at least one is required. */
export type UpdateClientInput = {
  /** Global id of the client. */
  readonly clientId: string;
  /** The new identity document. */
  readonly document?: string | null | undefined;
  /** Idempotency key, valid for 24 hours: a repeated request returns the same result and changes nothing. */
  readonly idempotencyKey?: string | null | undefined;
  /** The new telephone number. It replaces all numbers on record. */
  readonly phone?: string | null | undefined;
};

/** Claims of a person to be a certain client. */
export type VerifyClientInput = {
  /** Global id of the client. */
  readonly clientId: string;
  /** Claims of the person. */
  readonly facts: IdentityFacts;
};

/** Key of a client at Wispro. */
export type WisproKey = {
  /** Kind of key. */
  readonly type: WisproKeyType;
  /** For example `"30111222"`. */
  readonly value: string;
};

/** Kinds of key by which Wispro finds a client. */
export type WisproKeyType =
  /** The ISP's customer number; leading zeros count. */
  | 'COD'
  /** Tax id of the country: the CUIT in Argentina (11 digits with a valid check digit), the NIT in Colombia, the RUC in Ecuador. */
  | 'CUIT'
  /** National identity document of the country: the DNI in Argentina (7 or 8 digits), the cédula in Colombia, the RUT in Chile. In other countries than Argentina, a tax id that is stored as one is found by it as well. */
  | 'DNI'
  /** Wispro's own id: a UUID or a number. */
  | 'ID';

/** A mutation that writes to a back end. */
export type WriteOperation =
  /** A promise to pay. */
  | 'createPaymentPromise'
  /** A new ticket. */
  | 'createTicket'
  /** A diagnosis, which writes nothing at a back end. */
  | 'diagnoseConnection'
  /** A payment, looked for by its reference. */
  | 'registerPayment'
  /** A ping. Its outcome is not looked into: start another. */
  | 'startPing'
  /** A change of a phone or document. */
  | 'updateClient';

/** What is known of a write whose answer was lost. */
export type WriteState =
  /** It happened. The same request with the same idempotency key answers its result. */
  | 'DONE'
  /** It did not happen and will not. The same request with the same idempotency key is sent again. */
  | 'NOT_DONE'
  /** The back end cannot tell. A person must look there and call `resolveOutcome`. */
  | 'PERSON'
  /** The back end was read, which was not conclusive; it will be read again. */
  | 'READING'
  /** Nothing yet: the back end will be read in a few seconds. */
  | 'UNKNOWN';

/** Progress of a run. */
export type ZonePingState =
  /** Every ping has ended, or could not be started. */
  | 'COMPLETED'
  /** Pings are under way, or wait for their turn. */
  | 'RUNNING';

export type DebtOfQueryVariables = Exact<{
  id: string;
}>;


export type DebtOfQuery = { readonly client: { readonly id: string, readonly contracts: ReadonlyArray<{ readonly id: string, readonly contractId: string, readonly publicId: number | null, readonly status: ServiceStatus }>, readonly invoices: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly state: InvoiceState, readonly dueDate: string | null, readonly isOverdue: boolean, readonly paymentLinks: ReadonlyArray<{ readonly url: string, readonly provider: string | null }> | null, readonly total: { readonly amount: string, readonly currency: string } | null, readonly balance: { readonly amount: string, readonly currency: string } | null }> } } | null };

export type AccountQueryVariables = Exact<{
  type: WisproKeyType;
  value: string;
}>;


export type AccountQuery = { readonly client: { readonly id: string, readonly name: string | null, readonly document: string | null, readonly email: string | null, readonly province: string | null, readonly country: string | null, readonly status: ServiceStatus, readonly location: { readonly latitude: number, readonly longitude: number } | null, readonly contracts: ReadonlyArray<{ readonly upstreamStatus: string | null, readonly startDate: string | null, readonly ip: string | null, readonly macAddress: string | null, readonly pppoeUsername: string | null, readonly address: string | null, readonly id: string, readonly contractId: string, readonly publicId: number | null, readonly status: ServiceStatus, readonly location: { readonly latitude: number, readonly longitude: number } | null, readonly accessServer: { readonly serverId: string, readonly kind: string | null, readonly name: string | null } | null, readonly plan: { readonly id: string, readonly planId: number | null, readonly name: string | null, readonly type: PlanType } | null, readonly invoices: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly number: string | null }> } }> } | null };

export type InvoicesQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
  states?: ReadonlyArray<InvoiceState> | InvoiceState | null | undefined;
}>;


export type InvoicesQuery = { readonly client: { readonly invoices: { readonly totalCount: number | null, readonly truncated: boolean, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly periodFrom: string | null, readonly periodTo: string | null, readonly issuedAt: string | null, readonly secondDueDate: string | null, readonly id: string, readonly number: string | null, readonly state: InvoiceState, readonly dueDate: string | null, readonly isOverdue: boolean, readonly items: ReadonlyArray<{ readonly description: string | null, readonly quantity: string | null, readonly amount: { readonly amount: string, readonly currency: string } | null }>, readonly contract: { readonly id: string } | null, readonly total: { readonly amount: string, readonly currency: string } | null, readonly balance: { readonly amount: string, readonly currency: string } | null }> } } | null };

export type WhoSaysWhatQueryVariables = Exact<{
  by: ClientBy;
}>;


export type WhoSaysWhatQuery = { readonly client: { readonly id: string, readonly externalIds: ReadonlyArray<{ readonly backend: Backend, readonly kind: string, readonly value: string }>, readonly sources: ReadonlyArray<{ readonly backend: Backend, readonly found: boolean | null, readonly name: string | null, readonly document: string | null, readonly status: ServiceStatus | null, readonly upstreamStatus: string | null, readonly unavailable: string | null, readonly conflict: boolean, readonly freshness: { readonly ageSeconds: number, readonly stale: boolean } | null }> } | null };

export type ContractRowFragment = { readonly id: string, readonly contractId: string, readonly publicId: number | null, readonly status: ServiceStatus };

export type InvoiceRowFragment = { readonly id: string, readonly number: string | null, readonly state: InvoiceState, readonly dueDate: string | null, readonly isOverdue: boolean, readonly total: { readonly amount: string, readonly currency: string } | null, readonly balance: { readonly amount: string, readonly currency: string } | null };

export type RegisterPaymentMutationVariables = Exact<{
  input: RegisterPaymentInput;
}>;


export type RegisterPaymentMutation = { readonly registerPayment:
    | { readonly __typename: 'AlreadyPaid', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'BackendRefused', readonly backend: Backend, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'InvoiceMoved', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvoiceNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'PaymentReferenceUsed', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'PaymentReportClosed', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'PaymentReportNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'RegisterPaymentSuccess', readonly replayed: boolean, readonly payment: { readonly paymentId: string | null, readonly invoiceId: string | null, readonly reference: string, readonly registeredAt: string, readonly amount: { readonly amount: string, readonly currency: string } } }
   };

export type PaymentReportsQueryVariables = Exact<{
  states?: ReadonlyArray<PaymentReportState> | PaymentReportState | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PaymentReportsQuery = { readonly paymentReports: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly state: PaymentReportState, readonly reference: string, readonly bank: string | null, readonly contentHash: string, readonly reportedAt: string, readonly decidedAt: string | null, readonly client: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amount: string, readonly currency: string } }> } };

export type RejectPaymentReportMutationVariables = Exact<{
  id: string;
  locale?: Locale;
}>;


export type RejectPaymentReportMutation = { readonly rejectPaymentReport:
    | { readonly __typename: 'PaymentReportClosed', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'PaymentReportNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'RejectPaymentReportSuccess', readonly paymentReport: { readonly id: string, readonly state: PaymentReportState, readonly reference: string, readonly bank: string | null, readonly contentHash: string, readonly reportedAt: string, readonly decidedAt: string | null, readonly amount: { readonly amount: string, readonly currency: string } } }
   };

export type PaymentReportRowFragment = { readonly id: string, readonly state: PaymentReportState, readonly reference: string, readonly bank: string | null, readonly contentHash: string, readonly reportedAt: string, readonly decidedAt: string | null, readonly amount: { readonly amount: string, readonly currency: string } };

export type WhoWritesQueryVariables = Exact<{
  phone: string;
}>;


export type WhoWritesQuery = { readonly client: { readonly id: string, readonly name: string | null, readonly document: string | null, readonly status: ServiceStatus } | null, readonly backends: ReadonlyArray<{ readonly backend: Backend, readonly capabilities: ReadonlyArray<Capability> }> };

export type VerifyClientMutationVariables = Exact<{
  input: VerifyClientInput;
}>;


export type VerifyClientMutation = { readonly verifyClient:
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'VerifyClientSuccess', readonly verified: boolean, readonly assurance: { readonly token: string, readonly expiresAt: string } | null }
   };

export type ResolveClientMutationVariables = Exact<{
  input: ResolveClientInput;
}>;


export type ResolveClientMutation = { readonly resolveClient:
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'ResolveClientSuccess', readonly client: { readonly id: string, readonly name: string | null }, readonly assurance: { readonly token: string, readonly expiresAt: string } }
   };

export type DebtQueryVariables = Exact<{
  document: string;
}>;


export type DebtQuery = { readonly client: { readonly id: string, readonly name: string | null, readonly contracts: ReadonlyArray<{ readonly id: string, readonly contractId: string, readonly publicId: number | null, readonly status: ServiceStatus }>, readonly invoices: { readonly totalCount: number | null, readonly truncated: boolean, readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly state: InvoiceState, readonly dueDate: string | null, readonly isOverdue: boolean, readonly paymentLinks: ReadonlyArray<{ readonly url: string, readonly provider: string | null }> | null, readonly total: { readonly amount: string, readonly currency: string } | null, readonly balance: { readonly amount: string, readonly currency: string } | null }> } } | null };

export type AccountOfQueryVariables = Exact<{
  id: string;
}>;


export type AccountOfQuery = { readonly client: { readonly id: string, readonly account: { readonly state: AccountState, readonly dueDate: string | null, readonly cutOffDate: string | null, readonly canPromise: boolean | null, readonly promiseRefusal: PromiseRefusal | null, readonly promisedUntil: string | null, readonly owed: { readonly amount: string, readonly currency: string } | null, readonly carried: { readonly amount: string, readonly currency: string } | null, readonly invoiced: { readonly amount: string, readonly currency: string } | null } | null } | null };

export type CreatePaymentPromiseMutationVariables = Exact<{
  input: CreatePaymentPromiseInput;
}>;


export type CreatePaymentPromiseMutation = { readonly createPaymentPromise:
    | { readonly __typename: 'BackendRefused', readonly backend: Backend, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ContractNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'CreatePaymentPromiseSuccess', readonly replayed: boolean, readonly paymentPromise: { readonly reference: string | null, readonly validUntil: string, readonly createdAt: string, readonly contract: { readonly id: string, readonly publicId: number | null } | null } }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'PromiseNotAllowed', readonly reason: PromiseRefusal, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
   };

export type ReportPaymentMutationVariables = Exact<{
  input: ReportPaymentInput;
}>;


export type ReportPaymentMutation = { readonly reportPayment:
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'ReportPaymentSuccess', readonly replayed: boolean, readonly paymentReport: { readonly id: string, readonly state: PaymentReportState, readonly reportedAt: string } }
   };

export type WhatCanBeReportedQueryVariables = Exact<{ [key: string]: never; }>;


export type WhatCanBeReportedQuery = { readonly ticketSubjects: ReadonlyArray<{ readonly name: string, readonly priority: TicketPriority }> };

export type CreateTicketMutationVariables = Exact<{
  input: CreateTicketInput;
}>;


export type CreateTicketMutation = { readonly createTicket:
    | { readonly __typename: 'BackendRefused', readonly backend: Backend, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'CreateTicketSuccess', readonly replayed: boolean, readonly ticket: { readonly id: string, readonly ticketId: number, readonly subject: string, readonly status: TicketStatus, readonly priority: TicketPriority, readonly createdAt: string | null, readonly dueAt: string | null, readonly client: { readonly id: string } | null } }
    | { readonly __typename: 'DuplicateTicket', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly ticket: { readonly ticketId: number } }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ZoneFull', readonly maxTickets: number, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly zone: { readonly zoneId: number, readonly isBlocked: boolean | null } }
   };

export type UpdateClientMutationVariables = Exact<{
  input: UpdateClientInput;
}>;


export type UpdateClientMutation = { readonly updateClient:
    | { readonly __typename: 'BackendRefused', readonly backend: Backend, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'UpdateClientSuccess', readonly replayed: boolean, readonly client: { readonly id: string, readonly document: string | null, readonly phones: ReadonlyArray<{ readonly e164: string | null }> } }
   };

export type StartPingMutationVariables = Exact<{
  input: StartPingInput;
}>;


export type StartPingMutation = { readonly startPing:
    | { readonly __typename: 'BackendRefused', readonly backend: Backend, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'StartPingSuccess', readonly replayed: boolean, readonly pingTask: { readonly id: string, readonly status: PingTaskStatus } }
   };

export type PingTaskCompletedSubscriptionVariables = Exact<{
  id: string;
}>;


export type PingTaskCompletedSubscription = { readonly pingTaskCompleted: { readonly id: string, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly completedAt: string | null, readonly client: { readonly name: string | null } | null } };

export type DiagnoseConnectionMutationVariables = Exact<{
  input: DiagnoseConnectionInput;
}>;


export type DiagnoseConnectionMutation = { readonly diagnoseConnection:
    | { readonly __typename: 'BackendRefused', readonly backend: Backend, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'DiagnoseConnectionSuccess', readonly replayed: boolean, readonly diagnosis: { readonly id: string, readonly state: DiagnosisState, readonly message: string } }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
   };

export type DiagnosisQueryVariables = Exact<{
  id: string;
}>;


export type DiagnosisQuery = { readonly diagnosis: { readonly id: string, readonly state: DiagnosisState, readonly cause: DiagnosisCause | null, readonly nextBestAction: DiagnosisAction | null, readonly message: string, readonly steps: ReadonlyArray<{ readonly name: DiagnosisStepName, readonly state: DiagnosisStepState, readonly finishedAt: string | null }>, readonly evidence: { readonly isSuspended: boolean | null, readonly isOwing: boolean | null, readonly canPromise: boolean | null, readonly connection: ConnectionState | null, readonly isZoneFull: boolean | null, readonly outage: { readonly element: OutageElement, readonly name: string | null, readonly description: string | null } | null }, readonly pingTask: { readonly id: string, readonly status: PingTaskStatus } | null, readonly ticketInput: { readonly clientId: string, readonly subject: string, readonly description: string } | null, readonly promiseInput: { readonly contractId: string | null, readonly clientId: string | null, readonly validUntil: string } | null } | null };

export type DiagnosisChangedSubscriptionVariables = Exact<{
  id: string;
}>;


export type DiagnosisChangedSubscription = { readonly diagnosisChanged: { readonly id: string, readonly state: DiagnosisState, readonly cause: DiagnosisCause | null, readonly nextBestAction: DiagnosisAction | null, readonly message: string, readonly steps: ReadonlyArray<{ readonly name: DiagnosisStepName, readonly state: DiagnosisStepState, readonly finishedAt: string | null }>, readonly evidence: { readonly isSuspended: boolean | null, readonly isOwing: boolean | null, readonly canPromise: boolean | null, readonly connection: ConnectionState | null, readonly isZoneFull: boolean | null, readonly outage: { readonly element: OutageElement, readonly name: string | null, readonly description: string | null } | null }, readonly pingTask: { readonly id: string, readonly status: PingTaskStatus } | null, readonly ticketInput: { readonly clientId: string, readonly subject: string, readonly description: string } | null, readonly promiseInput: { readonly contractId: string | null, readonly clientId: string | null, readonly validUntil: string } | null } };

export type DiagnosisDetailsFragment = { readonly id: string, readonly state: DiagnosisState, readonly cause: DiagnosisCause | null, readonly nextBestAction: DiagnosisAction | null, readonly message: string, readonly steps: ReadonlyArray<{ readonly name: DiagnosisStepName, readonly state: DiagnosisStepState, readonly finishedAt: string | null }>, readonly evidence: { readonly isSuspended: boolean | null, readonly isOwing: boolean | null, readonly canPromise: boolean | null, readonly connection: ConnectionState | null, readonly isZoneFull: boolean | null, readonly outage: { readonly element: OutageElement, readonly name: string | null, readonly description: string | null } | null }, readonly pingTask: { readonly id: string, readonly status: PingTaskStatus } | null, readonly ticketInput: { readonly clientId: string, readonly subject: string, readonly description: string } | null, readonly promiseInput: { readonly contractId: string | null, readonly clientId: string | null, readonly validUntil: string } | null };

type ProblemDetails_AlreadyPaid_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_BackendRefused_Fragment = { readonly backend: Backend, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_ClientNotFound_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_ContractNotFound_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_DuplicateTicket_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_IdempotencyConflict_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_InvalidInput_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> };

type ProblemDetails_InvoiceMoved_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_InvoiceNotFound_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_OutcomeUnknown_Fragment = { readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_PaymentReferenceUsed_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_PaymentReportClosed_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_PaymentReportNotFound_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_PromiseNotAllowed_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type ProblemDetails_ZoneFull_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

export type ProblemDetailsFragment =
  | ProblemDetails_AlreadyPaid_Fragment
  | ProblemDetails_BackendRefused_Fragment
  | ProblemDetails_ClientNotFound_Fragment
  | ProblemDetails_ContractNotFound_Fragment
  | ProblemDetails_DuplicateTicket_Fragment
  | ProblemDetails_IdempotencyConflict_Fragment
  | ProblemDetails_InvalidInput_Fragment
  | ProblemDetails_InvoiceMoved_Fragment
  | ProblemDetails_InvoiceNotFound_Fragment
  | ProblemDetails_OutcomeUnknown_Fragment
  | ProblemDetails_PaymentReferenceUsed_Fragment
  | ProblemDetails_PaymentReportClosed_Fragment
  | ProblemDetails_PaymentReportNotFound_Fragment
  | ProblemDetails_PromiseNotAllowed_Fragment
  | ProblemDetails_ZoneFull_Fragment
;

export type ClientCardQueryVariables = Exact<{
  document: string;
}>;


export type ClientCardQuery = { readonly client: { readonly id: string, readonly name: string | null, readonly status: ServiceStatus, readonly paymentStatus: string | null, readonly address: string | null, readonly city: string | null, readonly cutOffDate: string | null, readonly phones: ReadonlyArray<{ readonly raw: string, readonly e164: string | null }>, readonly outstandingBalance: { readonly amount: string, readonly currency: string } | null, readonly plan: { readonly id: string, readonly name: string | null, readonly price: { readonly amount: string, readonly currency: string } | null } | null } | null };

export type ClientDetailQueryVariables = Exact<{
  id: string;
}>;


export type ClientDetailQuery = { readonly client: { readonly id: string, readonly serviceId: number | null, readonly name: string | null, readonly document: string | null, readonly locality: string | null, readonly antennaIp: string | null, readonly lanInterface: string | null, readonly technicianId: number | null, readonly externalIds: ReadonlyArray<{ readonly backend: Backend, readonly kind: string, readonly value: string }>, readonly plan: { readonly planId: number | null, readonly type: PlanType, readonly downloadMbps: number | null, readonly uploadMbps: number | null, readonly downloadSpeed: string | null, readonly uploadSpeed: string | null, readonly note: string | null } | null, readonly zone: { readonly zoneId: number, readonly isBlocked: boolean | null, readonly maxTickets: number | null } | null, readonly tickets: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly ticketId: number, readonly subject: string, readonly status: TicketStatus }> } } | null };

export type ClientsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  search?: string | null | undefined;
  filter?: ClientFilter | null | undefined;
}>;


export type ClientsQuery = { readonly clients: { readonly totalCount: number | null, readonly foundCount: number, readonly completeness: Completeness, readonly freshness: { readonly backend: Backend, readonly fetchedAt: string, readonly ageSeconds: number, readonly stale: boolean } | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly serviceId: number | null, readonly name: string | null, readonly status: ServiceStatus, readonly city: string | null, readonly plan: { readonly name: string | null } | null, readonly zone: { readonly zoneId: number } | null } }> } };

export type PlansQueryVariables = Exact<{ [key: string]: never; }>;


export type PlansQuery = { readonly plans: ReadonlyArray<{ readonly id: string, readonly planId: number | null, readonly name: string | null, readonly type: PlanType }> };

export type TicketQueryVariables = Exact<{
  ticketId: number;
}>;


export type TicketQuery = { readonly ticket: { readonly id: string, readonly ticketId: number, readonly subject: string, readonly status: TicketStatus, readonly upstreamStatus: string | null, readonly priority: TicketPriority, readonly createdAt: string | null, readonly dueAt: string | null, readonly answer: string | null, readonly client: { readonly id: string, readonly name: string | null } | null } | null };

export type ZoneQueryVariables = Exact<{
  zoneId: number;
}>;


export type ZoneQuery = { readonly zone: { readonly id: string, readonly zoneId: number, readonly isBlocked: boolean | null, readonly maxTickets: number | null } | null };

export type PingTaskQueryVariables = Exact<{
  id: string;
}>;


export type PingTaskQuery = { readonly pingTask: { readonly message: string | null, readonly pings: number, readonly requestedBy: string, readonly completedAt: string | null, readonly id: string, readonly taskId: string, readonly serviceId: number, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly requestedAt: string, readonly client: { readonly id: string, readonly name: string | null } | null } | null };

export type PingTasksQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: PingTaskFilter | null | undefined;
}>;


export type PingTasksQuery = { readonly pingTasks: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly taskId: string, readonly serviceId: number, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly requestedAt: string, readonly client: { readonly id: string, readonly name: string | null } | null }> } };

export type PingTaskChangedSubscriptionVariables = Exact<{
  filter?: PingTaskFilter | null | undefined;
}>;


export type PingTaskChangedSubscription = { readonly pingTaskChanged: { readonly id: string, readonly taskId: string, readonly serviceId: number, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly requestedAt: string, readonly client: { readonly id: string, readonly name: string | null } | null } };

export type PingBoardQueryVariables = Exact<{
  first: number;
  filter?: PingTaskFilter | null | undefined;
}>;


export type PingBoardQuery = { readonly pingTasks: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly serviceId: number, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly packetLoss: number | null, readonly latencyMs: number | null, readonly message: string | null, readonly requestedAt: string, readonly completedAt: string | null, readonly requestedBy: string, readonly client: { readonly id: string, readonly name: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null } | null }> } };

export type PingHistoryQueryVariables = Exact<{
  after?: string | null | undefined;
  filter?: PingTaskFilter | null | undefined;
}>;


export type PingHistoryQuery = { readonly pingTasks: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly requestedAt: string }> } };

export type PingBoardChangedSubscriptionVariables = Exact<{
  filter?: PingTaskFilter | null | undefined;
}>;


export type PingBoardChangedSubscription = { readonly pingTaskChanged: { readonly id: string, readonly serviceId: number, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly packetLoss: number | null, readonly latencyMs: number | null, readonly message: string | null, readonly requestedAt: string, readonly completedAt: string | null, readonly requestedBy: string, readonly client: { readonly id: string, readonly name: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null } | null } };

export type PingResultSubscriptionVariables = Exact<{
  id: string;
}>;


export type PingResultSubscription = { readonly pingTaskCompleted: { readonly id: string, readonly serviceId: number, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly packetLoss: number | null, readonly latencyMs: number | null, readonly message: string | null, readonly requestedAt: string, readonly completedAt: string | null, readonly requestedBy: string, readonly client: { readonly id: string, readonly name: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null } | null } };

export type OperatorStartPingMutationVariables = Exact<{
  input: StartPingInput;
  locale: Locale;
}>;


export type OperatorStartPingMutation = { readonly startPing:
    | { readonly __typename: 'BackendRefused', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'OutcomeUnknown', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'StartPingSuccess', readonly replayed: boolean, readonly pingTask: { readonly id: string, readonly serviceId: number, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly packetLoss: number | null, readonly latencyMs: number | null, readonly message: string | null, readonly requestedAt: string, readonly completedAt: string | null, readonly requestedBy: string, readonly client: { readonly id: string, readonly name: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null } | null } }
   };

export type FindClientQueryVariables = Exact<{
  by: ClientBy;
}>;


export type FindClientQuery = { readonly client: { readonly id: string, readonly serviceId: number | null, readonly name: string | null, readonly status: ServiceStatus, readonly city: string | null, readonly plan: { readonly name: string | null } | null, readonly zone: { readonly zoneId: number } | null } | null };

export type FindClientsQueryVariables = Exact<{
  search: string;
  backend?: Backend | null | undefined;
}>;


export type FindClientsQuery = { readonly clients: { readonly totalCount: number | null, readonly foundCount: number, readonly completeness: Completeness, readonly freshness: { readonly ageSeconds: number, readonly stale: boolean } | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly serviceId: number | null, readonly name: string | null, readonly status: ServiceStatus, readonly city: string | null, readonly plan: { readonly name: string | null } | null, readonly zone: { readonly zoneId: number } | null }> } };

export type OperatorClientQueryVariables = Exact<{
  by: ClientBy;
  withAccount: boolean;
  withNetwork: boolean;
}>;


export type OperatorClientQuery = { readonly client: { readonly technicianName?: string | null, readonly document: string | null, readonly address: string | null, readonly locality: string | null, readonly paymentStatus: string | null, readonly cutOffDate: string | null, readonly antennaIp: string | null, readonly id: string, readonly serviceId: number | null, readonly name: string | null, readonly status: ServiceStatus, readonly city: string | null, readonly account?: { readonly state: AccountState, readonly dueDate: string | null, readonly canPromise: boolean | null, readonly promiseRefusal: PromiseRefusal | null, readonly promisedUntil: string | null, readonly owed: { readonly amount: string, readonly currency: string } | null } | null, readonly router?: { readonly elementId: number, readonly name: string | null, readonly hasOutage: boolean | null, readonly outageDescription: string | null } | null, readonly tower?: { readonly elementId: number, readonly name: string | null, readonly hasOutage: boolean | null, readonly outageDescription: string | null } | null, readonly documents: ReadonlyArray<{ readonly kind: DocumentKind, readonly value: string, readonly country: string | null, readonly isCompany: boolean | null }>, readonly phones: ReadonlyArray<{ readonly raw: string }>, readonly outstandingBalance: { readonly amount: string, readonly currency: string } | null, readonly plan: { readonly downloadMbps: number | null, readonly uploadMbps: number | null, readonly name: string | null, readonly price: { readonly amount: string, readonly currency: string } | null } | null, readonly zone: { readonly name: string | null, readonly isBlocked: boolean | null, readonly maxTickets: number | null, readonly zoneId: number } | null, readonly tickets: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly ticketId: number, readonly subject: string, readonly status: TicketStatus, readonly createdAt: string | null }> }, readonly pingTasks: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly serviceId: number, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly packetLoss: number | null, readonly latencyMs: number | null, readonly message: string | null, readonly requestedAt: string, readonly completedAt: string | null, readonly requestedBy: string, readonly client: { readonly id: string, readonly name: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null } | null }> } } | null };

export type OperatorBillingQueryVariables = Exact<{
  by: ClientBy;
}>;


export type OperatorBillingQuery = { readonly client: { readonly contracts: ReadonlyArray<{ readonly upstreamStatus: string | null, readonly address: string | null, readonly id: string, readonly contractId: string, readonly publicId: number | null, readonly status: ServiceStatus }>, readonly invoices: { readonly totalCount: number | null, readonly truncated: boolean, readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly state: InvoiceState, readonly dueDate: string | null, readonly isOverdue: boolean, readonly total: { readonly amount: string, readonly currency: string } | null, readonly balance: { readonly amount: string, readonly currency: string } | null }> } } | null };

export type TicketSubjectsOfQueryVariables = Exact<{
  backend?: Backend | null | undefined;
}>;


export type TicketSubjectsOfQuery = { readonly ticketSubjects: ReadonlyArray<{ readonly name: string, readonly priority: TicketPriority }> };

export type PaymentLinksOfQueryVariables = Exact<{
  id: string;
}>;


export type PaymentLinksOfQuery = { readonly node:
    | { readonly __typename: 'Client' }
    | { readonly __typename: 'Contract' }
    | { readonly __typename: 'Diagnosis' }
    | { readonly __typename: 'Invoice', readonly id: string, readonly paymentLinks: ReadonlyArray<{ readonly url: string, readonly provider: string | null, readonly expiresAt: string | null }> | null }
    | { readonly __typename: 'Outage' }
    | { readonly __typename: 'Payment' }
    | { readonly __typename: 'PingTask' }
    | { readonly __typename: 'Plan' }
    | { readonly __typename: 'Ticket' }
    | { readonly __typename: 'Zone' }
    | { readonly __typename: 'ZonePing' }
   | null };

export type OperatorCreateTicketMutationVariables = Exact<{
  input: CreateTicketInput;
  locale: Locale;
}>;


export type OperatorCreateTicketMutation = { readonly createTicket:
    | { readonly __typename: 'BackendRefused', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'CreateTicketSuccess', readonly replayed: boolean, readonly ticket: { readonly id: string, readonly ticketId: number, readonly subject: string } }
    | { readonly __typename: 'DuplicateTicket', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly ticket: { readonly ticketId: number } }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ZoneFull', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
   };

export type OperatorCreatePromiseMutationVariables = Exact<{
  input: CreatePaymentPromiseInput;
  locale: Locale;
}>;


export type OperatorCreatePromiseMutation = { readonly createPaymentPromise:
    | { readonly __typename: 'BackendRefused', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ContractNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'CreatePaymentPromiseSuccess', readonly replayed: boolean, readonly paymentPromise: { readonly validUntil: string, readonly reference: string | null } }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'PromiseNotAllowed', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
   };

export type OperatorUpdateClientMutationVariables = Exact<{
  input: UpdateClientInput;
  locale: Locale;
}>;


export type OperatorUpdateClientMutation = { readonly updateClient:
    | { readonly __typename: 'BackendRefused', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'UpdateClientSuccess', readonly replayed: boolean, readonly client: { readonly id: string } }
   };

export type OperatorRegisterPaymentMutationVariables = Exact<{
  input: RegisterPaymentInput;
  locale: Locale;
}>;


export type OperatorRegisterPaymentMutation = { readonly registerPayment:
    | { readonly __typename: 'AlreadyPaid', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'BackendRefused', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'InvoiceMoved', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvoiceNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'PaymentReferenceUsed', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'PaymentReportClosed', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'PaymentReportNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'RegisterPaymentSuccess', readonly replayed: boolean, readonly payment: { readonly paymentId: string | null, readonly reference: string } }
   };

export type OperatorDiagnoseMutationVariables = Exact<{
  input: DiagnoseConnectionInput;
  locale: Locale;
  withTicket?: boolean;
}>;


export type OperatorDiagnoseMutation = { readonly diagnoseConnection:
    | { readonly __typename: 'BackendRefused', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ClientNotFound', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'DiagnoseConnectionSuccess', readonly diagnosis: { readonly id: string, readonly state: DiagnosisState, readonly startedAt: string, readonly completedAt: string | null, readonly cause: DiagnosisCause | null, readonly nextBestAction: DiagnosisAction | null, readonly message: string, readonly steps: ReadonlyArray<{ readonly name: DiagnosisStepName, readonly state: DiagnosisStepState, readonly finishedAt: string | null }>, readonly evidence: { readonly isSuspended: boolean | null, readonly isOwing: boolean | null, readonly canPromise: boolean | null, readonly connection: ConnectionState | null, readonly isZoneFull: boolean | null, readonly outage: { readonly element: OutageElement, readonly name: string | null, readonly description: string | null } | null }, readonly ticketInput: { readonly clientId: string, readonly subject: string, readonly description: string } | null, readonly promiseInput: { readonly contractId: string | null, readonly clientId: string | null, readonly validUntil: string } | null, readonly client: { readonly id: string, readonly name: string | null } | null, readonly ticket?: { readonly ticketId: number, readonly subject: string } | null } }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
   };

export type OperatorDiagnosisChangedSubscriptionVariables = Exact<{
  id: string;
  locale: Locale;
  withTicket?: boolean;
}>;


export type OperatorDiagnosisChangedSubscription = { readonly diagnosisChanged: { readonly id: string, readonly state: DiagnosisState, readonly startedAt: string, readonly completedAt: string | null, readonly cause: DiagnosisCause | null, readonly nextBestAction: DiagnosisAction | null, readonly message: string, readonly steps: ReadonlyArray<{ readonly name: DiagnosisStepName, readonly state: DiagnosisStepState, readonly finishedAt: string | null }>, readonly evidence: { readonly isSuspended: boolean | null, readonly isOwing: boolean | null, readonly canPromise: boolean | null, readonly connection: ConnectionState | null, readonly isZoneFull: boolean | null, readonly outage: { readonly element: OutageElement, readonly name: string | null, readonly description: string | null } | null }, readonly ticketInput: { readonly clientId: string, readonly subject: string, readonly description: string } | null, readonly promiseInput: { readonly contractId: string | null, readonly clientId: string | null, readonly validUntil: string } | null, readonly client: { readonly id: string, readonly name: string | null } | null, readonly ticket?: { readonly ticketId: number, readonly subject: string } | null } };

export type OperatorDiagnosisFragment = { readonly id: string, readonly state: DiagnosisState, readonly startedAt: string, readonly completedAt: string | null, readonly cause: DiagnosisCause | null, readonly nextBestAction: DiagnosisAction | null, readonly message: string, readonly steps: ReadonlyArray<{ readonly name: DiagnosisStepName, readonly state: DiagnosisStepState, readonly finishedAt: string | null }>, readonly evidence: { readonly isSuspended: boolean | null, readonly isOwing: boolean | null, readonly canPromise: boolean | null, readonly connection: ConnectionState | null, readonly isZoneFull: boolean | null, readonly outage: { readonly element: OutageElement, readonly name: string | null, readonly description: string | null } | null }, readonly ticketInput: { readonly clientId: string, readonly subject: string, readonly description: string } | null, readonly promiseInput: { readonly contractId: string | null, readonly clientId: string | null, readonly validUntil: string } | null, readonly client: { readonly id: string, readonly name: string | null } | null, readonly ticket?: { readonly ticketId: number, readonly subject: string } | null };

type OperatorProblem_AlreadyPaid_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_BackendRefused_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_ClientNotFound_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_ContractNotFound_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_DuplicateTicket_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_IdempotencyConflict_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_InvalidInput_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> };

type OperatorProblem_InvoiceMoved_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_InvoiceNotFound_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_OutcomeUnknown_Fragment = { readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_PaymentReferenceUsed_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_PaymentReportClosed_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_PaymentReportNotFound_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_PromiseNotAllowed_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

type OperatorProblem_ZoneFull_Fragment = { readonly code: ProblemCode, readonly message: string, readonly retryable: boolean };

export type OperatorProblemFragment =
  | OperatorProblem_AlreadyPaid_Fragment
  | OperatorProblem_BackendRefused_Fragment
  | OperatorProblem_ClientNotFound_Fragment
  | OperatorProblem_ContractNotFound_Fragment
  | OperatorProblem_DuplicateTicket_Fragment
  | OperatorProblem_IdempotencyConflict_Fragment
  | OperatorProblem_InvalidInput_Fragment
  | OperatorProblem_InvoiceMoved_Fragment
  | OperatorProblem_InvoiceNotFound_Fragment
  | OperatorProblem_OutcomeUnknown_Fragment
  | OperatorProblem_PaymentReferenceUsed_Fragment
  | OperatorProblem_PaymentReportClosed_Fragment
  | OperatorProblem_PaymentReportNotFound_Fragment
  | OperatorProblem_PromiseNotAllowed_Fragment
  | OperatorProblem_ZoneFull_Fragment
;

export type OverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewQuery = { readonly viewer: { readonly subject: string, readonly scopes: ReadonlyArray<string>, readonly expiresAt: string, readonly tenant: { readonly id: string, readonly name: string, readonly country: string | null, readonly formOfAddress: string, readonly colour: string | null, readonly logo: string | null } | null, readonly tenants: ReadonlyArray<{ readonly id: string, readonly name: string }> }, readonly backends: ReadonlyArray<{ readonly backend: Backend, readonly dialect: string | null, readonly state: BackendState, readonly capabilities: ReadonlyArray<Capability>, readonly checkedAt: string | null }> };

export type PurgeClientMutationVariables = Exact<{
  input: PurgeClientInput;
}>;


export type PurgeClientMutation = { readonly purgeClient: { readonly clientIds: ReadonlyArray<string>, readonly unreachableBackends: ReadonlyArray<Backend> } };

export type NodesQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type NodesQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'Client', readonly name: string | null, readonly id: string, readonly pingTasks: { readonly totalCount: number | null } }
    | { readonly __typename: 'Contract', readonly id: string }
    | { readonly __typename: 'Diagnosis', readonly id: string }
    | { readonly __typename: 'Invoice', readonly id: string }
    | { readonly __typename: 'Outage', readonly id: string }
    | { readonly __typename: 'Payment', readonly id: string }
    | { readonly __typename: 'PingTask', readonly id: string }
    | { readonly __typename: 'Plan', readonly name: string | null, readonly id: string }
    | { readonly __typename: 'Ticket', readonly subject: string, readonly id: string }
    | { readonly __typename: 'Zone', readonly zoneId: number, readonly id: string }
    | { readonly __typename: 'ZonePing', readonly id: string }
   | null> };

export type PingTaskRowFragment = { readonly id: string, readonly taskId: string, readonly serviceId: number, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly requestedAt: string, readonly client: { readonly id: string, readonly name: string | null } | null };

export type BoardRowFragment = { readonly id: string, readonly serviceId: number, readonly status: PingTaskStatus, readonly connection: ConnectionState | null, readonly packetLoss: number | null, readonly latencyMs: number | null, readonly message: string | null, readonly requestedAt: string, readonly completedAt: string | null, readonly requestedBy: string, readonly client: { readonly id: string, readonly name: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null } | null };

export type NetworkElementRowFragment = { readonly elementId: number, readonly name: string | null, readonly hasOutage: boolean | null, readonly outageDescription: string | null };

export type ClientRowFragment = { readonly id: string, readonly serviceId: number | null, readonly name: string | null, readonly status: ServiceStatus, readonly city: string | null, readonly plan: { readonly name: string | null } | null, readonly zone: { readonly zoneId: number } | null };

export type WriteOutcomeQueryVariables = Exact<{
  reference: string;
}>;


export type WriteOutcomeQuery = { readonly writeOutcome: { readonly reference: string, readonly operation: WriteOperation, readonly backend: Backend, readonly state: WriteState, readonly requestedAt: string, readonly settledAt: string | null, readonly settledBy: string | null, readonly client: { readonly id: string, readonly name: string | null } | null } | null };

export type UnsettledWritesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UnsettledWritesQuery = { readonly unsettledWrites: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly reference: string, readonly operation: WriteOperation, readonly backend: Backend, readonly state: WriteState, readonly requestedAt: string, readonly settledAt: string | null, readonly settledBy: string | null, readonly client: { readonly id: string, readonly name: string | null } | null }> } };

export type ResolveOutcomeMutationVariables = Exact<{
  input: ResolveOutcomeInput;
}>;


export type ResolveOutcomeMutation = { readonly resolveOutcome: { readonly writeOutcome: { readonly note: string | null, readonly reference: string, readonly operation: WriteOperation, readonly backend: Backend, readonly state: WriteState, readonly requestedAt: string, readonly settledAt: string | null, readonly settledBy: string | null } } };

export type WriteOutcomeChangedSubscriptionVariables = Exact<{
  reference: string;
}>;


export type WriteOutcomeChangedSubscription = { readonly writeOutcomeChanged: { readonly reference: string, readonly operation: WriteOperation, readonly backend: Backend, readonly state: WriteState, readonly requestedAt: string, readonly settledAt: string | null, readonly settledBy: string | null } };

export type WriteOutcomeRowFragment = { readonly reference: string, readonly operation: WriteOperation, readonly backend: Backend, readonly state: WriteState, readonly requestedAt: string, readonly settledAt: string | null, readonly settledBy: string | null };

export type OutagesQueryVariables = Exact<{
  state?: OutageState | null | undefined;
  first: number;
  after?: string | null | undefined;
  withAffected?: boolean;
}>;


export type OutagesQuery = { readonly outages: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly scope: OutageScope, readonly source: OutageSource, readonly state: OutageState, readonly raisedAt: string, readonly endedAt: string | null, readonly ending: OutageEnding | null, readonly tested: number, readonly down: number, readonly up: number, readonly testedAt: string | null, readonly affectedCount: number, readonly description: string | null, readonly affected?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null }> }, readonly zone: { readonly zoneId: number, readonly name: string | null } | null, readonly element: { readonly elementId: number, readonly name: string | null } | null }> } };

export type OutageChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type OutageChangedSubscription = { readonly outageChanged: { readonly id: string, readonly scope: OutageScope, readonly source: OutageSource, readonly state: OutageState, readonly raisedAt: string, readonly endedAt: string | null, readonly ending: OutageEnding | null, readonly tested: number, readonly down: number, readonly up: number, readonly testedAt: string | null, readonly affectedCount: number, readonly description: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null, readonly element: { readonly elementId: number, readonly name: string | null } | null } };

export type StartZonePingMutationVariables = Exact<{
  input: StartZonePingInput;
  locale?: Locale;
}>;


export type StartZonePingMutation = { readonly startZonePing:
    | { readonly __typename: 'BackendRefused', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'IdempotencyConflict', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'OutcomeUnknown', readonly backend: Backend, readonly reference: string, readonly code: ProblemCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'StartZonePingSuccess', readonly replayed: boolean, readonly zonePing: { readonly id: string, readonly state: ZonePingState, readonly total: number, readonly done: number, readonly down: number, readonly up: number, readonly startedAt: string, readonly completedAt: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null }, readonly outage: { readonly id: string, readonly scope: OutageScope, readonly source: OutageSource, readonly state: OutageState, readonly raisedAt: string, readonly endedAt: string | null, readonly ending: OutageEnding | null, readonly tested: number, readonly down: number, readonly up: number, readonly testedAt: string | null, readonly affectedCount: number, readonly description: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null, readonly element: { readonly elementId: number, readonly name: string | null } | null } | null } }
   };

export type ZonePingQueryVariables = Exact<{
  id: string;
}>;


export type ZonePingQuery = { readonly zonePing: { readonly id: string, readonly state: ZonePingState, readonly total: number, readonly done: number, readonly down: number, readonly up: number, readonly startedAt: string, readonly completedAt: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null }, readonly outage: { readonly id: string, readonly scope: OutageScope, readonly source: OutageSource, readonly state: OutageState, readonly raisedAt: string, readonly endedAt: string | null, readonly ending: OutageEnding | null, readonly tested: number, readonly down: number, readonly up: number, readonly testedAt: string | null, readonly affectedCount: number, readonly description: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null, readonly element: { readonly elementId: number, readonly name: string | null } | null } | null } | null };

export type ZonePingChangedSubscriptionVariables = Exact<{
  id: string;
}>;


export type ZonePingChangedSubscription = { readonly zonePingChanged: { readonly id: string, readonly state: ZonePingState, readonly total: number, readonly done: number, readonly down: number, readonly up: number, readonly startedAt: string, readonly completedAt: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null }, readonly outage: { readonly id: string, readonly scope: OutageScope, readonly source: OutageSource, readonly state: OutageState, readonly raisedAt: string, readonly endedAt: string | null, readonly ending: OutageEnding | null, readonly tested: number, readonly down: number, readonly up: number, readonly testedAt: string | null, readonly affectedCount: number, readonly description: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null, readonly element: { readonly elementId: number, readonly name: string | null } | null } | null } };

export type ZonePingRowFragment = { readonly id: string, readonly state: ZonePingState, readonly total: number, readonly done: number, readonly down: number, readonly up: number, readonly startedAt: string, readonly completedAt: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null }, readonly outage: { readonly id: string, readonly scope: OutageScope, readonly source: OutageSource, readonly state: OutageState, readonly raisedAt: string, readonly endedAt: string | null, readonly ending: OutageEnding | null, readonly tested: number, readonly down: number, readonly up: number, readonly testedAt: string | null, readonly affectedCount: number, readonly description: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null, readonly element: { readonly elementId: number, readonly name: string | null } | null } | null };

export type OutageRowFragment = { readonly id: string, readonly scope: OutageScope, readonly source: OutageSource, readonly state: OutageState, readonly raisedAt: string, readonly endedAt: string | null, readonly ending: OutageEnding | null, readonly tested: number, readonly down: number, readonly up: number, readonly testedAt: string | null, readonly affectedCount: number, readonly description: string | null, readonly zone: { readonly zoneId: number, readonly name: string | null } | null, readonly element: { readonly elementId: number, readonly name: string | null } | null };

export const AccountDocument: OperationDocument<'query', AccountQuery, AccountQueryVariables> = {
  kind: 'query',
  name: 'Account',
  text: "query Account($type: WisproKeyType!, $value: String!) {\n  client(by: {wispro: {type: $type, value: $value}}) {\n    id\n    name\n    document\n    email\n    province\n    country\n    location {\n      latitude\n      longitude\n    }\n    status\n    contracts {\n      ...ContractRow\n      upstreamStatus\n      startDate\n      ip\n      macAddress\n      pppoeUsername\n      address\n      location {\n        latitude\n        longitude\n      }\n      accessServer {\n        serverId\n        kind\n        name\n      }\n      plan {\n        id\n        planId\n        name\n        type\n      }\n      invoices(first: 5) {\n        totalCount\n        nodes {\n          number\n        }\n      }\n    }\n  }\n}\n\nfragment ContractRow on Contract {\n  id\n  contractId\n  publicId\n  status\n}",
};

export const AccountOfDocument: OperationDocument<'query', AccountOfQuery, AccountOfQueryVariables> = {
  kind: 'query',
  name: 'AccountOf',
  text: "query AccountOf($id: ID!) {\n  client(by: {id: $id}) {\n    id\n    account {\n      state\n      owed {\n        amount\n        currency\n      }\n      carried {\n        amount\n        currency\n      }\n      invoiced {\n        amount\n        currency\n      }\n      dueDate\n      cutOffDate\n      canPromise\n      promiseRefusal\n      promisedUntil\n    }\n  }\n}",
};

export const ClientCardDocument: OperationDocument<'query', ClientCardQuery, ClientCardQueryVariables> = {
  kind: 'query',
  name: 'ClientCard',
  text: "query ClientCard($document: String!) {\n  client(by: {document: $document}) {\n    id\n    name\n    status\n    paymentStatus\n    phones {\n      raw\n      e164\n    }\n    address\n    city\n    cutOffDate\n    outstandingBalance {\n      amount\n      currency\n    }\n    plan {\n      id\n      name\n      price {\n        amount\n        currency\n      }\n    }\n  }\n}",
};

export const ClientDetailDocument: OperationDocument<'query', ClientDetailQuery, ClientDetailQueryVariables> = {
  kind: 'query',
  name: 'ClientDetail',
  text: "query ClientDetail($id: ID!) {\n  client(by: {id: $id}) {\n    id\n    serviceId\n    externalIds {\n      backend\n      kind\n      value\n    }\n    name\n    document\n    locality\n    antennaIp\n    lanInterface\n    technicianId\n    plan {\n      planId\n      type\n      downloadMbps\n      uploadMbps\n      downloadSpeed\n      uploadSpeed\n      note\n    }\n    zone {\n      zoneId\n      isBlocked\n      maxTickets\n    }\n    tickets(first: 5) {\n      totalCount\n      nodes {\n        ticketId\n        subject\n        status\n      }\n    }\n  }\n}",
};

export const ClientsDocument: OperationDocument<'query', ClientsQuery, ClientsQueryVariables> = {
  kind: 'query',
  name: 'Clients',
  text: "query Clients($first: Int!, $after: String, $search: String, $filter: ClientFilter) {\n  clients(first: $first, after: $after, search: $search, filter: $filter) {\n    totalCount\n    foundCount\n    completeness\n    freshness {\n      backend\n      fetchedAt\n      ageSeconds\n      stale\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n    edges {\n      cursor\n      node {\n        id\n        serviceId\n        name\n        status\n        city\n        plan {\n          name\n        }\n        zone {\n          zoneId\n        }\n      }\n    }\n  }\n}",
};

export const CreatePaymentPromiseDocument: OperationDocument<'mutation', CreatePaymentPromiseMutation, CreatePaymentPromiseMutationVariables> = {
  kind: 'mutation',
  name: 'CreatePaymentPromise',
  text: "mutation CreatePaymentPromise($input: CreatePaymentPromiseInput!) {\n  createPaymentPromise(input: $input) {\n    __typename\n    ... on CreatePaymentPromiseSuccess {\n      replayed\n      paymentPromise {\n        reference\n        validUntil\n        createdAt\n        contract {\n          id\n          publicId\n        }\n      }\n    }\n    ... on PromiseNotAllowed {\n      reason\n    }\n    ...ProblemDetails\n  }\n}\n\nfragment ProblemDetails on Problem {\n  code\n  message\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message\n    }\n  }\n  ... on BackendRefused {\n    backend\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const CreateTicketDocument: OperationDocument<'mutation', CreateTicketMutation, CreateTicketMutationVariables> = {
  kind: 'mutation',
  name: 'CreateTicket',
  text: "mutation CreateTicket($input: CreateTicketInput!) {\n  createTicket(input: $input) {\n    __typename\n    ... on CreateTicketSuccess {\n      replayed\n      ticket {\n        id\n        ticketId\n        subject\n        status\n        priority\n        createdAt\n        dueAt\n        client {\n          id\n        }\n      }\n    }\n    ... on ZoneFull {\n      maxTickets\n      zone {\n        zoneId\n        isBlocked\n      }\n    }\n    ... on DuplicateTicket {\n      ticket {\n        ticketId\n      }\n    }\n    ...ProblemDetails\n  }\n}\n\nfragment ProblemDetails on Problem {\n  code\n  message\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message\n    }\n  }\n  ... on BackendRefused {\n    backend\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const DebtDocument: OperationDocument<'query', DebtQuery, DebtQueryVariables> = {
  kind: 'query',
  name: 'Debt',
  text: "query Debt($document: String!) {\n  client(by: {document: $document}) {\n    id\n    name\n    contracts {\n      ...ContractRow\n    }\n    invoices(states: [PENDING]) {\n      totalCount\n      truncated\n      nodes {\n        ...InvoiceRow\n        paymentLinks {\n          url\n          provider\n        }\n      }\n    }\n  }\n}\n\nfragment ContractRow on Contract {\n  id\n  contractId\n  publicId\n  status\n}\n\nfragment InvoiceRow on Invoice {\n  id\n  number\n  state\n  dueDate\n  isOverdue\n  total {\n    amount\n    currency\n  }\n  balance {\n    amount\n    currency\n  }\n}",
};

export const DebtOfDocument: OperationDocument<'query', DebtOfQuery, DebtOfQueryVariables> = {
  kind: 'query',
  name: 'DebtOf',
  text: "query DebtOf($id: ID!) {\n  client(by: {id: $id}) {\n    id\n    contracts {\n      ...ContractRow\n    }\n    invoices(states: [PENDING]) {\n      totalCount\n      nodes {\n        ...InvoiceRow\n        paymentLinks {\n          url\n          provider\n        }\n      }\n    }\n  }\n}\n\nfragment ContractRow on Contract {\n  id\n  contractId\n  publicId\n  status\n}\n\nfragment InvoiceRow on Invoice {\n  id\n  number\n  state\n  dueDate\n  isOverdue\n  total {\n    amount\n    currency\n  }\n  balance {\n    amount\n    currency\n  }\n}",
};

export const DiagnoseConnectionDocument: OperationDocument<'mutation', DiagnoseConnectionMutation, DiagnoseConnectionMutationVariables> = {
  kind: 'mutation',
  name: 'DiagnoseConnection',
  text: "mutation DiagnoseConnection($input: DiagnoseConnectionInput!) {\n  diagnoseConnection(input: $input) {\n    __typename\n    ... on DiagnoseConnectionSuccess {\n      replayed\n      diagnosis {\n        id\n        state\n        message\n      }\n    }\n    ...ProblemDetails\n  }\n}\n\nfragment ProblemDetails on Problem {\n  code\n  message\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message\n    }\n  }\n  ... on BackendRefused {\n    backend\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const DiagnosisDocument: OperationDocument<'query', DiagnosisQuery, DiagnosisQueryVariables> = {
  kind: 'query',
  name: 'Diagnosis',
  text: "query Diagnosis($id: ID!) {\n  diagnosis(id: $id) {\n    ...DiagnosisDetails\n  }\n}\n\nfragment DiagnosisDetails on Diagnosis {\n  id\n  state\n  steps {\n    name\n    state\n    finishedAt\n  }\n  evidence {\n    outage {\n      element\n      name\n      description\n    }\n    isSuspended\n    isOwing\n    canPromise\n    connection\n    isZoneFull\n  }\n  cause\n  nextBestAction\n  message\n  pingTask {\n    id\n    status\n  }\n  ticketInput {\n    clientId\n    subject\n    description\n  }\n  promiseInput {\n    contractId\n    clientId\n    validUntil\n  }\n}",
};

export const DiagnosisChangedDocument: OperationDocument<'subscription', DiagnosisChangedSubscription, DiagnosisChangedSubscriptionVariables> = {
  kind: 'subscription',
  name: 'DiagnosisChanged',
  text: "subscription DiagnosisChanged($id: ID!) {\n  diagnosisChanged(id: $id) {\n    ...DiagnosisDetails\n  }\n}\n\nfragment DiagnosisDetails on Diagnosis {\n  id\n  state\n  steps {\n    name\n    state\n    finishedAt\n  }\n  evidence {\n    outage {\n      element\n      name\n      description\n    }\n    isSuspended\n    isOwing\n    canPromise\n    connection\n    isZoneFull\n  }\n  cause\n  nextBestAction\n  message\n  pingTask {\n    id\n    status\n  }\n  ticketInput {\n    clientId\n    subject\n    description\n  }\n  promiseInput {\n    contractId\n    clientId\n    validUntil\n  }\n}",
};

export const FindClientDocument: OperationDocument<'query', FindClientQuery, FindClientQueryVariables> = {
  kind: 'query',
  name: 'FindClient',
  text: "query FindClient($by: ClientBy!) {\n  client(by: $by) {\n    ...ClientRow\n  }\n}\n\nfragment ClientRow on Client {\n  id\n  serviceId\n  name\n  status\n  city\n  plan {\n    name\n  }\n  zone {\n    zoneId\n  }\n}",
};

export const FindClientsDocument: OperationDocument<'query', FindClientsQuery, FindClientsQueryVariables> = {
  kind: 'query',
  name: 'FindClients',
  text: "query FindClients($search: String!, $backend: Backend) {\n  clients(first: 20, search: $search, backend: $backend) {\n    totalCount\n    foundCount\n    completeness\n    freshness {\n      ageSeconds\n      stale\n    }\n    nodes {\n      ...ClientRow\n    }\n  }\n}\n\nfragment ClientRow on Client {\n  id\n  serviceId\n  name\n  status\n  city\n  plan {\n    name\n  }\n  zone {\n    zoneId\n  }\n}",
};

export const InvoicesDocument: OperationDocument<'query', InvoicesQuery, InvoicesQueryVariables> = {
  kind: 'query',
  name: 'Invoices',
  text: "query Invoices($id: ID!, $first: Int!, $after: String, $states: [InvoiceState!]) {\n  client(by: {id: $id}) {\n    invoices(first: $first, after: $after, states: $states) {\n      totalCount\n      truncated\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...InvoiceRow\n        periodFrom\n        periodTo\n        issuedAt\n        secondDueDate\n        items {\n          description\n          quantity\n          amount {\n            amount\n            currency\n          }\n        }\n        contract {\n          id\n        }\n      }\n    }\n  }\n}\n\nfragment InvoiceRow on Invoice {\n  id\n  number\n  state\n  dueDate\n  isOverdue\n  total {\n    amount\n    currency\n  }\n  balance {\n    amount\n    currency\n  }\n}",
};

export const NodesDocument: OperationDocument<'query', NodesQuery, NodesQueryVariables> = {
  kind: 'query',
  name: 'Nodes',
  text: "query Nodes($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    __typename\n    id\n    ... on Client {\n      name\n      pingTasks(first: 3) {\n        totalCount\n      }\n    }\n    ... on Plan {\n      name\n    }\n    ... on Ticket {\n      subject\n    }\n    ... on Zone {\n      zoneId\n    }\n  }\n}",
};

export const OperatorBillingDocument: OperationDocument<'query', OperatorBillingQuery, OperatorBillingQueryVariables> = {
  kind: 'query',
  name: 'OperatorBilling',
  text: "query OperatorBilling($by: ClientBy!) {\n  client(by: $by) {\n    contracts {\n      ...ContractRow\n      upstreamStatus\n      address\n    }\n    invoices(first: 6) {\n      totalCount\n      truncated\n      nodes {\n        ...InvoiceRow\n      }\n    }\n  }\n}\n\nfragment ContractRow on Contract {\n  id\n  contractId\n  publicId\n  status\n}\n\nfragment InvoiceRow on Invoice {\n  id\n  number\n  state\n  dueDate\n  isOverdue\n  total {\n    amount\n    currency\n  }\n  balance {\n    amount\n    currency\n  }\n}",
};

export const OperatorClientDocument: OperationDocument<'query', OperatorClientQuery, OperatorClientQueryVariables> = {
  kind: 'query',
  name: 'OperatorClient',
  text: "query OperatorClient($by: ClientBy!, $withAccount: Boolean!, $withNetwork: Boolean!) {\n  client(by: $by) {\n    ...ClientRow\n    account @include(if: $withAccount) {\n      state\n      owed {\n        amount\n        currency\n      }\n      dueDate\n      canPromise\n      promiseRefusal\n      promisedUntil\n    }\n    technicianName @include(if: $withNetwork)\n    router @include(if: $withNetwork) {\n      ...NetworkElementRow\n    }\n    tower @include(if: $withNetwork) {\n      ...NetworkElementRow\n    }\n    document\n    documents {\n      kind\n      value\n      country\n      isCompany\n    }\n    phones {\n      raw\n    }\n    address\n    locality\n    paymentStatus\n    cutOffDate\n    outstandingBalance {\n      amount\n      currency\n    }\n    plan {\n      downloadMbps\n      uploadMbps\n      price {\n        amount\n        currency\n      }\n    }\n    zone {\n      name\n      isBlocked\n      maxTickets\n    }\n    antennaIp\n    tickets(first: 3) {\n      totalCount\n      nodes {\n        ticketId\n        subject\n        status\n        createdAt\n      }\n    }\n    pingTasks(first: 20) {\n      nodes {\n        ...BoardRow\n      }\n    }\n  }\n}\n\nfragment BoardRow on PingTask {\n  id\n  serviceId\n  status\n  connection\n  packetLoss\n  latencyMs\n  message\n  requestedAt\n  completedAt\n  requestedBy\n  client {\n    id\n    name\n    zone {\n      zoneId\n      name\n    }\n  }\n}\n\nfragment NetworkElementRow on NetworkElement {\n  elementId\n  name\n  hasOutage\n  outageDescription\n}\n\nfragment ClientRow on Client {\n  id\n  serviceId\n  name\n  status\n  city\n  plan {\n    name\n  }\n  zone {\n    zoneId\n  }\n}",
};

export const OperatorCreatePromiseDocument: OperationDocument<'mutation', OperatorCreatePromiseMutation, OperatorCreatePromiseMutationVariables> = {
  kind: 'mutation',
  name: 'OperatorCreatePromise',
  text: "mutation OperatorCreatePromise($input: CreatePaymentPromiseInput!, $locale: Locale!) {\n  createPaymentPromise(input: $input) {\n    __typename\n    ... on CreatePaymentPromiseSuccess {\n      replayed\n      paymentPromise {\n        validUntil\n        reference\n      }\n    }\n    ...OperatorProblem\n  }\n}\n\nfragment OperatorProblem on Problem {\n  code\n  message(locale: $locale)\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message(locale: $locale)\n    }\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const OperatorCreateTicketDocument: OperationDocument<'mutation', OperatorCreateTicketMutation, OperatorCreateTicketMutationVariables> = {
  kind: 'mutation',
  name: 'OperatorCreateTicket',
  text: "mutation OperatorCreateTicket($input: CreateTicketInput!, $locale: Locale!) {\n  createTicket(input: $input) {\n    __typename\n    ... on CreateTicketSuccess {\n      replayed\n      ticket {\n        id\n        ticketId\n        subject\n      }\n    }\n    ... on DuplicateTicket {\n      ticket {\n        ticketId\n      }\n    }\n    ...OperatorProblem\n  }\n}\n\nfragment OperatorProblem on Problem {\n  code\n  message(locale: $locale)\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message(locale: $locale)\n    }\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const OperatorDiagnoseDocument: OperationDocument<'mutation', OperatorDiagnoseMutation, OperatorDiagnoseMutationVariables> = {
  kind: 'mutation',
  name: 'OperatorDiagnose',
  text: "mutation OperatorDiagnose($input: DiagnoseConnectionInput!, $locale: Locale!, $withTicket: Boolean! = true) {\n  diagnoseConnection(input: $input) {\n    __typename\n    ... on DiagnoseConnectionSuccess {\n      diagnosis {\n        ...OperatorDiagnosis\n      }\n    }\n    ...OperatorProblem\n  }\n}\n\nfragment OperatorDiagnosis on Diagnosis {\n  id\n  state\n  startedAt\n  completedAt\n  steps {\n    name\n    state\n    finishedAt\n  }\n  evidence {\n    outage {\n      element\n      name\n      description\n    }\n    isSuspended\n    isOwing\n    canPromise\n    connection\n    isZoneFull\n  }\n  cause\n  nextBestAction\n  message(locale: $locale)\n  ticketInput {\n    clientId\n    subject\n    description(locale: $locale)\n  }\n  promiseInput {\n    contractId\n    clientId\n    validUntil\n  }\n  client {\n    id\n    name\n  }\n  ticket @include(if: $withTicket) {\n    ticketId\n    subject\n  }\n}\n\nfragment OperatorProblem on Problem {\n  code\n  message(locale: $locale)\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message(locale: $locale)\n    }\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const OperatorDiagnosisChangedDocument: OperationDocument<'subscription', OperatorDiagnosisChangedSubscription, OperatorDiagnosisChangedSubscriptionVariables> = {
  kind: 'subscription',
  name: 'OperatorDiagnosisChanged',
  text: "subscription OperatorDiagnosisChanged($id: ID!, $locale: Locale!, $withTicket: Boolean! = true) {\n  diagnosisChanged(id: $id) {\n    ...OperatorDiagnosis\n  }\n}\n\nfragment OperatorDiagnosis on Diagnosis {\n  id\n  state\n  startedAt\n  completedAt\n  steps {\n    name\n    state\n    finishedAt\n  }\n  evidence {\n    outage {\n      element\n      name\n      description\n    }\n    isSuspended\n    isOwing\n    canPromise\n    connection\n    isZoneFull\n  }\n  cause\n  nextBestAction\n  message(locale: $locale)\n  ticketInput {\n    clientId\n    subject\n    description(locale: $locale)\n  }\n  promiseInput {\n    contractId\n    clientId\n    validUntil\n  }\n  client {\n    id\n    name\n  }\n  ticket @include(if: $withTicket) {\n    ticketId\n    subject\n  }\n}",
};

export const OperatorRegisterPaymentDocument: OperationDocument<'mutation', OperatorRegisterPaymentMutation, OperatorRegisterPaymentMutationVariables> = {
  kind: 'mutation',
  name: 'OperatorRegisterPayment',
  text: "mutation OperatorRegisterPayment($input: RegisterPaymentInput!, $locale: Locale!) {\n  registerPayment(input: $input) {\n    __typename\n    ... on RegisterPaymentSuccess {\n      replayed\n      payment {\n        paymentId\n        reference\n      }\n    }\n    ...OperatorProblem\n  }\n}\n\nfragment OperatorProblem on Problem {\n  code\n  message(locale: $locale)\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message(locale: $locale)\n    }\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const OperatorStartPingDocument: OperationDocument<'mutation', OperatorStartPingMutation, OperatorStartPingMutationVariables> = {
  kind: 'mutation',
  name: 'OperatorStartPing',
  text: "mutation OperatorStartPing($input: StartPingInput!, $locale: Locale!) {\n  startPing(input: $input) {\n    __typename\n    ... on StartPingSuccess {\n      replayed\n      pingTask {\n        ...BoardRow\n      }\n    }\n    ... on Problem {\n      code\n      message(locale: $locale)\n      retryable\n    }\n  }\n}\n\nfragment BoardRow on PingTask {\n  id\n  serviceId\n  status\n  connection\n  packetLoss\n  latencyMs\n  message\n  requestedAt\n  completedAt\n  requestedBy\n  client {\n    id\n    name\n    zone {\n      zoneId\n      name\n    }\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const OperatorUpdateClientDocument: OperationDocument<'mutation', OperatorUpdateClientMutation, OperatorUpdateClientMutationVariables> = {
  kind: 'mutation',
  name: 'OperatorUpdateClient',
  text: "mutation OperatorUpdateClient($input: UpdateClientInput!, $locale: Locale!) {\n  updateClient(input: $input) {\n    __typename\n    ... on UpdateClientSuccess {\n      replayed\n      client {\n        id\n      }\n    }\n    ...OperatorProblem\n  }\n}\n\nfragment OperatorProblem on Problem {\n  code\n  message(locale: $locale)\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message(locale: $locale)\n    }\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const OutageChangedDocument: OperationDocument<'subscription', OutageChangedSubscription, OutageChangedSubscriptionVariables> = {
  kind: 'subscription',
  name: 'OutageChanged',
  text: "subscription OutageChanged {\n  outageChanged {\n    ...OutageRow\n  }\n}\n\nfragment OutageRow on Outage {\n  id\n  scope\n  source\n  state\n  raisedAt\n  endedAt\n  ending\n  tested\n  down\n  up\n  testedAt\n  affectedCount\n  description\n  zone {\n    zoneId\n    name\n  }\n  element {\n    elementId\n    name\n  }\n}",
};

export const OutagesDocument: OperationDocument<'query', OutagesQuery, OutagesQueryVariables> = {
  kind: 'query',
  name: 'Outages',
  text: "query Outages($state: OutageState, $first: Int!, $after: String, $withAffected: Boolean! = true) {\n  outages(state: $state, first: $first, after: $after) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      ...OutageRow\n      affected(first: 25) @include(if: $withAffected) {\n        nodes {\n          id\n          name\n        }\n      }\n    }\n  }\n}\n\nfragment OutageRow on Outage {\n  id\n  scope\n  source\n  state\n  raisedAt\n  endedAt\n  ending\n  tested\n  down\n  up\n  testedAt\n  affectedCount\n  description\n  zone {\n    zoneId\n    name\n  }\n  element {\n    elementId\n    name\n  }\n}",
};

export const OverviewDocument: OperationDocument<'query', OverviewQuery, OverviewQueryVariables> = {
  kind: 'query',
  name: 'Overview',
  text: "query Overview {\n  viewer {\n    subject\n    scopes\n    expiresAt\n    tenant {\n      id\n      name\n      country\n      formOfAddress\n      colour\n      logo\n    }\n    tenants {\n      id\n      name\n    }\n  }\n  backends {\n    backend\n    dialect\n    state\n    capabilities\n    checkedAt\n  }\n}",
};

export const PaymentLinksOfDocument: OperationDocument<'query', PaymentLinksOfQuery, PaymentLinksOfQueryVariables> = {
  kind: 'query',
  name: 'PaymentLinksOf',
  text: "query PaymentLinksOf($id: ID!) {\n  node(id: $id) {\n    __typename\n    ... on Invoice {\n      id\n      paymentLinks {\n        url\n        provider\n        expiresAt\n      }\n    }\n  }\n}",
};

export const PaymentReportsDocument: OperationDocument<'query', PaymentReportsQuery, PaymentReportsQueryVariables> = {
  kind: 'query',
  name: 'PaymentReports',
  text: "query PaymentReports($states: [PaymentReportState!], $first: Int!, $after: String) {\n  paymentReports(states: $states, first: $first, after: $after) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      ...PaymentReportRow\n      client {\n        id\n        name\n      }\n    }\n  }\n}\n\nfragment PaymentReportRow on PaymentReport {\n  id\n  state\n  amount {\n    amount\n    currency\n  }\n  reference\n  bank\n  contentHash\n  reportedAt\n  decidedAt\n}",
};

export const PingBoardDocument: OperationDocument<'query', PingBoardQuery, PingBoardQueryVariables> = {
  kind: 'query',
  name: 'PingBoard',
  text: "query PingBoard($first: Int!, $filter: PingTaskFilter) {\n  pingTasks(first: $first, filter: $filter) {\n    totalCount\n    nodes {\n      ...BoardRow\n    }\n  }\n}\n\nfragment BoardRow on PingTask {\n  id\n  serviceId\n  status\n  connection\n  packetLoss\n  latencyMs\n  message\n  requestedAt\n  completedAt\n  requestedBy\n  client {\n    id\n    name\n    zone {\n      zoneId\n      name\n    }\n  }\n}",
};

export const PingBoardChangedDocument: OperationDocument<'subscription', PingBoardChangedSubscription, PingBoardChangedSubscriptionVariables> = {
  kind: 'subscription',
  name: 'PingBoardChanged',
  text: "subscription PingBoardChanged($filter: PingTaskFilter) {\n  pingTaskChanged(filter: $filter) {\n    ...BoardRow\n  }\n}\n\nfragment BoardRow on PingTask {\n  id\n  serviceId\n  status\n  connection\n  packetLoss\n  latencyMs\n  message\n  requestedAt\n  completedAt\n  requestedBy\n  client {\n    id\n    name\n    zone {\n      zoneId\n      name\n    }\n  }\n}",
};

export const PingHistoryDocument: OperationDocument<'query', PingHistoryQuery, PingHistoryQueryVariables> = {
  kind: 'query',
  name: 'PingHistory',
  text: "query PingHistory($after: String, $filter: PingTaskFilter) {\n  pingTasks(first: 100, after: $after, filter: $filter) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      status\n      connection\n      requestedAt\n    }\n  }\n}",
};

export const PingResultDocument: OperationDocument<'subscription', PingResultSubscription, PingResultSubscriptionVariables> = {
  kind: 'subscription',
  name: 'PingResult',
  text: "subscription PingResult($id: ID!) {\n  pingTaskCompleted(id: $id) {\n    ...BoardRow\n  }\n}\n\nfragment BoardRow on PingTask {\n  id\n  serviceId\n  status\n  connection\n  packetLoss\n  latencyMs\n  message\n  requestedAt\n  completedAt\n  requestedBy\n  client {\n    id\n    name\n    zone {\n      zoneId\n      name\n    }\n  }\n}",
};

export const PingTaskDocument: OperationDocument<'query', PingTaskQuery, PingTaskQueryVariables> = {
  kind: 'query',
  name: 'PingTask',
  text: "query PingTask($id: ID!) {\n  pingTask(id: $id) {\n    ...PingTaskRow\n    message\n    pings\n    requestedBy\n    completedAt\n  }\n}\n\nfragment PingTaskRow on PingTask {\n  id\n  taskId\n  serviceId\n  status\n  connection\n  requestedAt\n  client {\n    id\n    name\n  }\n}",
};

export const PingTaskChangedDocument: OperationDocument<'subscription', PingTaskChangedSubscription, PingTaskChangedSubscriptionVariables> = {
  kind: 'subscription',
  name: 'PingTaskChanged',
  text: "subscription PingTaskChanged($filter: PingTaskFilter) {\n  pingTaskChanged(filter: $filter) {\n    ...PingTaskRow\n  }\n}\n\nfragment PingTaskRow on PingTask {\n  id\n  taskId\n  serviceId\n  status\n  connection\n  requestedAt\n  client {\n    id\n    name\n  }\n}",
};

export const PingTaskCompletedDocument: OperationDocument<'subscription', PingTaskCompletedSubscription, PingTaskCompletedSubscriptionVariables> = {
  kind: 'subscription',
  name: 'PingTaskCompleted',
  text: "subscription PingTaskCompleted($id: ID!) {\n  pingTaskCompleted(id: $id) {\n    id\n    status\n    connection\n    completedAt\n    client {\n      name\n    }\n  }\n}",
};

export const PingTasksDocument: OperationDocument<'query', PingTasksQuery, PingTasksQueryVariables> = {
  kind: 'query',
  name: 'PingTasks',
  text: "query PingTasks($first: Int!, $after: String, $filter: PingTaskFilter) {\n  pingTasks(first: $first, after: $after, filter: $filter) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      ...PingTaskRow\n    }\n  }\n}\n\nfragment PingTaskRow on PingTask {\n  id\n  taskId\n  serviceId\n  status\n  connection\n  requestedAt\n  client {\n    id\n    name\n  }\n}",
};

export const PlansDocument: OperationDocument<'query', PlansQuery, PlansQueryVariables> = {
  kind: 'query',
  name: 'Plans',
  text: "query Plans {\n  plans {\n    id\n    planId\n    name\n    type\n  }\n}",
};

export const PurgeClientDocument: OperationDocument<'mutation', PurgeClientMutation, PurgeClientMutationVariables> = {
  kind: 'mutation',
  name: 'PurgeClient',
  text: "mutation PurgeClient($input: PurgeClientInput!) {\n  purgeClient(input: $input) {\n    ... on PurgeClientSuccess {\n      clientIds\n      unreachableBackends\n    }\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const RegisterPaymentDocument: OperationDocument<'mutation', RegisterPaymentMutation, RegisterPaymentMutationVariables> = {
  kind: 'mutation',
  name: 'RegisterPayment',
  text: "mutation RegisterPayment($input: RegisterPaymentInput!) {\n  registerPayment(input: $input) {\n    __typename\n    ... on RegisterPaymentSuccess {\n      payment {\n        paymentId\n        invoiceId\n        amount {\n          amount\n          currency\n        }\n        reference\n        registeredAt\n      }\n      replayed\n    }\n    ...ProblemDetails\n  }\n}\n\nfragment ProblemDetails on Problem {\n  code\n  message\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message\n    }\n  }\n  ... on BackendRefused {\n    backend\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const RejectPaymentReportDocument: OperationDocument<'mutation', RejectPaymentReportMutation, RejectPaymentReportMutationVariables> = {
  kind: 'mutation',
  name: 'RejectPaymentReport',
  text: "mutation RejectPaymentReport($id: ID!, $locale: Locale! = ES) {\n  rejectPaymentReport(id: $id) {\n    __typename\n    ... on RejectPaymentReportSuccess {\n      paymentReport {\n        ...PaymentReportRow\n      }\n    }\n    ... on Problem {\n      code\n      message(locale: $locale)\n      retryable\n    }\n  }\n}\n\nfragment PaymentReportRow on PaymentReport {\n  id\n  state\n  amount {\n    amount\n    currency\n  }\n  reference\n  bank\n  contentHash\n  reportedAt\n  decidedAt\n}",
};

export const ReportPaymentDocument: OperationDocument<'mutation', ReportPaymentMutation, ReportPaymentMutationVariables> = {
  kind: 'mutation',
  name: 'ReportPayment',
  text: "mutation ReportPayment($input: ReportPaymentInput!) {\n  reportPayment(input: $input) {\n    __typename\n    ... on ReportPaymentSuccess {\n      replayed\n      paymentReport {\n        id\n        state\n        reportedAt\n      }\n    }\n    ...ProblemDetails\n  }\n}\n\nfragment ProblemDetails on Problem {\n  code\n  message\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message\n    }\n  }\n  ... on BackendRefused {\n    backend\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const ResolveClientDocument: OperationDocument<'mutation', ResolveClientMutation, ResolveClientMutationVariables> = {
  kind: 'mutation',
  name: 'ResolveClient',
  text: "mutation ResolveClient($input: ResolveClientInput!) {\n  resolveClient(input: $input) {\n    __typename\n    ... on ResolveClientSuccess {\n      client {\n        id\n        name\n      }\n      assurance {\n        token\n        expiresAt\n      }\n    }\n    ...ProblemDetails\n  }\n}\n\nfragment ProblemDetails on Problem {\n  code\n  message\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message\n    }\n  }\n  ... on BackendRefused {\n    backend\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const ResolveOutcomeDocument: OperationDocument<'mutation', ResolveOutcomeMutation, ResolveOutcomeMutationVariables> = {
  kind: 'mutation',
  name: 'ResolveOutcome',
  text: "mutation ResolveOutcome($input: ResolveOutcomeInput!) {\n  resolveOutcome(input: $input) {\n    ... on ResolveOutcomeSuccess {\n      writeOutcome {\n        ...WriteOutcomeRow\n        note\n      }\n    }\n  }\n}\n\nfragment WriteOutcomeRow on WriteOutcome {\n  reference\n  operation\n  backend\n  state\n  requestedAt\n  settledAt\n  settledBy\n}",
  keys: ["input.idempotencyKey"],
};

export const StartPingDocument: OperationDocument<'mutation', StartPingMutation, StartPingMutationVariables> = {
  kind: 'mutation',
  name: 'StartPing',
  text: "mutation StartPing($input: StartPingInput!) {\n  startPing(input: $input) {\n    __typename\n    ... on StartPingSuccess {\n      replayed\n      pingTask {\n        id\n        status\n      }\n    }\n    ...ProblemDetails\n  }\n}\n\nfragment ProblemDetails on Problem {\n  code\n  message\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message\n    }\n  }\n  ... on BackendRefused {\n    backend\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const StartZonePingDocument: OperationDocument<'mutation', StartZonePingMutation, StartZonePingMutationVariables> = {
  kind: 'mutation',
  name: 'StartZonePing',
  text: "mutation StartZonePing($input: StartZonePingInput!, $locale: Locale! = ES) {\n  startZonePing(input: $input) {\n    __typename\n    ... on StartZonePingSuccess {\n      replayed\n      zonePing {\n        ...ZonePingRow\n      }\n    }\n    ...OperatorProblem\n  }\n}\n\nfragment OperatorProblem on Problem {\n  code\n  message(locale: $locale)\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message(locale: $locale)\n    }\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}\n\nfragment ZonePingRow on ZonePing {\n  id\n  state\n  total\n  done\n  down\n  up\n  startedAt\n  completedAt\n  zone {\n    zoneId\n    name\n  }\n  outage {\n    ...OutageRow\n  }\n}\n\nfragment OutageRow on Outage {\n  id\n  scope\n  source\n  state\n  raisedAt\n  endedAt\n  ending\n  tested\n  down\n  up\n  testedAt\n  affectedCount\n  description\n  zone {\n    zoneId\n    name\n  }\n  element {\n    elementId\n    name\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const TicketDocument: OperationDocument<'query', TicketQuery, TicketQueryVariables> = {
  kind: 'query',
  name: 'Ticket',
  text: "query Ticket($ticketId: Int!) {\n  ticket(ticketId: $ticketId) {\n    id\n    ticketId\n    subject\n    status\n    upstreamStatus\n    priority\n    createdAt\n    dueAt\n    answer\n    client {\n      id\n      name\n    }\n  }\n}",
};

export const TicketSubjectsOfDocument: OperationDocument<'query', TicketSubjectsOfQuery, TicketSubjectsOfQueryVariables> = {
  kind: 'query',
  name: 'TicketSubjectsOf',
  text: "query TicketSubjectsOf($backend: Backend) {\n  ticketSubjects(backend: $backend) {\n    name\n    priority\n  }\n}",
};

export const UnsettledWritesDocument: OperationDocument<'query', UnsettledWritesQuery, UnsettledWritesQueryVariables> = {
  kind: 'query',
  name: 'UnsettledWrites',
  text: "query UnsettledWrites($first: Int, $after: String) {\n  unsettledWrites(first: $first, after: $after) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      ...WriteOutcomeRow\n      client {\n        id\n        name\n      }\n    }\n  }\n}\n\nfragment WriteOutcomeRow on WriteOutcome {\n  reference\n  operation\n  backend\n  state\n  requestedAt\n  settledAt\n  settledBy\n}",
};

export const UpdateClientDocument: OperationDocument<'mutation', UpdateClientMutation, UpdateClientMutationVariables> = {
  kind: 'mutation',
  name: 'UpdateClient',
  text: "mutation UpdateClient($input: UpdateClientInput!) {\n  updateClient(input: $input) {\n    __typename\n    ... on UpdateClientSuccess {\n      replayed\n      client {\n        id\n        document\n        phones {\n          e164\n        }\n      }\n    }\n    ...ProblemDetails\n  }\n}\n\nfragment ProblemDetails on Problem {\n  code\n  message\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message\n    }\n  }\n  ... on BackendRefused {\n    backend\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const VerifyClientDocument: OperationDocument<'mutation', VerifyClientMutation, VerifyClientMutationVariables> = {
  kind: 'mutation',
  name: 'VerifyClient',
  text: "mutation VerifyClient($input: VerifyClientInput!) {\n  verifyClient(input: $input) {\n    __typename\n    ... on VerifyClientSuccess {\n      verified\n      assurance {\n        token\n        expiresAt\n      }\n    }\n    ...ProblemDetails\n  }\n}\n\nfragment ProblemDetails on Problem {\n  code\n  message\n  retryable\n  ... on InvalidInput {\n    fields {\n      path\n      message\n    }\n  }\n  ... on BackendRefused {\n    backend\n  }\n  ... on OutcomeUnknown {\n    backend\n    reference\n  }\n}",
  keys: ["input.idempotencyKey"],
};

export const WhatCanBeReportedDocument: OperationDocument<'query', WhatCanBeReportedQuery, WhatCanBeReportedQueryVariables> = {
  kind: 'query',
  name: 'WhatCanBeReported',
  text: "query WhatCanBeReported {\n  ticketSubjects {\n    name\n    priority\n  }\n}",
};

export const WhoSaysWhatDocument: OperationDocument<'query', WhoSaysWhatQuery, WhoSaysWhatQueryVariables> = {
  kind: 'query',
  name: 'WhoSaysWhat',
  text: "query WhoSaysWhat($by: ClientBy!) {\n  client(by: $by) {\n    id\n    externalIds {\n      backend\n      kind\n      value\n    }\n    sources {\n      backend\n      found\n      name\n      document\n      status\n      upstreamStatus\n      unavailable\n      conflict\n      freshness {\n        ageSeconds\n        stale\n      }\n    }\n  }\n}",
};

export const WhoWritesDocument: OperationDocument<'query', WhoWritesQuery, WhoWritesQueryVariables> = {
  kind: 'query',
  name: 'WhoWrites',
  text: "query WhoWrites($phone: String!) {\n  client(by: {phone: $phone}) {\n    id\n    name\n    document\n    status\n  }\n  backends {\n    backend\n    capabilities\n  }\n}",
};

export const WriteOutcomeDocument: OperationDocument<'query', WriteOutcomeQuery, WriteOutcomeQueryVariables> = {
  kind: 'query',
  name: 'WriteOutcome',
  text: "query WriteOutcome($reference: ID!) {\n  writeOutcome(reference: $reference) {\n    ...WriteOutcomeRow\n    client {\n      id\n      name\n    }\n  }\n}\n\nfragment WriteOutcomeRow on WriteOutcome {\n  reference\n  operation\n  backend\n  state\n  requestedAt\n  settledAt\n  settledBy\n}",
};

export const WriteOutcomeChangedDocument: OperationDocument<'subscription', WriteOutcomeChangedSubscription, WriteOutcomeChangedSubscriptionVariables> = {
  kind: 'subscription',
  name: 'WriteOutcomeChanged',
  text: "subscription WriteOutcomeChanged($reference: ID!) {\n  writeOutcomeChanged(reference: $reference) {\n    ...WriteOutcomeRow\n  }\n}\n\nfragment WriteOutcomeRow on WriteOutcome {\n  reference\n  operation\n  backend\n  state\n  requestedAt\n  settledAt\n  settledBy\n}",
};

export const ZoneDocument: OperationDocument<'query', ZoneQuery, ZoneQueryVariables> = {
  kind: 'query',
  name: 'Zone',
  text: "query Zone($zoneId: Int!) {\n  zone(zoneId: $zoneId) {\n    id\n    zoneId\n    isBlocked\n    maxTickets\n  }\n}",
};

export const ZonePingDocument: OperationDocument<'query', ZonePingQuery, ZonePingQueryVariables> = {
  kind: 'query',
  name: 'ZonePing',
  text: "query ZonePing($id: ID!) {\n  zonePing(id: $id) {\n    ...ZonePingRow\n  }\n}\n\nfragment ZonePingRow on ZonePing {\n  id\n  state\n  total\n  done\n  down\n  up\n  startedAt\n  completedAt\n  zone {\n    zoneId\n    name\n  }\n  outage {\n    ...OutageRow\n  }\n}\n\nfragment OutageRow on Outage {\n  id\n  scope\n  source\n  state\n  raisedAt\n  endedAt\n  ending\n  tested\n  down\n  up\n  testedAt\n  affectedCount\n  description\n  zone {\n    zoneId\n    name\n  }\n  element {\n    elementId\n    name\n  }\n}",
};

export const ZonePingChangedDocument: OperationDocument<'subscription', ZonePingChangedSubscription, ZonePingChangedSubscriptionVariables> = {
  kind: 'subscription',
  name: 'ZonePingChanged',
  text: "subscription ZonePingChanged($id: ID!) {\n  zonePingChanged(id: $id) {\n    ...ZonePingRow\n  }\n}\n\nfragment ZonePingRow on ZonePing {\n  id\n  state\n  total\n  done\n  down\n  up\n  startedAt\n  completedAt\n  zone {\n    zoneId\n    name\n  }\n  outage {\n    ...OutageRow\n  }\n}\n\nfragment OutageRow on Outage {\n  id\n  scope\n  source\n  state\n  raisedAt\n  endedAt\n  ending\n  tested\n  down\n  up\n  testedAt\n  affectedCount\n  description\n  zone {\n    zoneId\n    name\n  }\n  element {\n    elementId\n    name\n  }\n}",
};

/** Every operation, by the name of its function. */
export const operations = {
  account: AccountDocument,
  accountOf: AccountOfDocument,
  clientCard: ClientCardDocument,
  clientDetail: ClientDetailDocument,
  clients: ClientsDocument,
  createPaymentPromise: CreatePaymentPromiseDocument,
  createTicket: CreateTicketDocument,
  debt: DebtDocument,
  debtOf: DebtOfDocument,
  diagnoseConnection: DiagnoseConnectionDocument,
  diagnosis: DiagnosisDocument,
  diagnosisChanged: DiagnosisChangedDocument,
  findClient: FindClientDocument,
  findClients: FindClientsDocument,
  invoices: InvoicesDocument,
  nodes: NodesDocument,
  operatorBilling: OperatorBillingDocument,
  operatorClient: OperatorClientDocument,
  operatorCreatePromise: OperatorCreatePromiseDocument,
  operatorCreateTicket: OperatorCreateTicketDocument,
  operatorDiagnose: OperatorDiagnoseDocument,
  operatorDiagnosisChanged: OperatorDiagnosisChangedDocument,
  operatorRegisterPayment: OperatorRegisterPaymentDocument,
  operatorStartPing: OperatorStartPingDocument,
  operatorUpdateClient: OperatorUpdateClientDocument,
  outageChanged: OutageChangedDocument,
  outages: OutagesDocument,
  overview: OverviewDocument,
  paymentLinksOf: PaymentLinksOfDocument,
  paymentReports: PaymentReportsDocument,
  pingBoard: PingBoardDocument,
  pingBoardChanged: PingBoardChangedDocument,
  pingHistory: PingHistoryDocument,
  pingResult: PingResultDocument,
  pingTask: PingTaskDocument,
  pingTaskChanged: PingTaskChangedDocument,
  pingTaskCompleted: PingTaskCompletedDocument,
  pingTasks: PingTasksDocument,
  plans: PlansDocument,
  purgeClient: PurgeClientDocument,
  registerPayment: RegisterPaymentDocument,
  rejectPaymentReport: RejectPaymentReportDocument,
  reportPayment: ReportPaymentDocument,
  resolveClient: ResolveClientDocument,
  resolveOutcome: ResolveOutcomeDocument,
  startPing: StartPingDocument,
  startZonePing: StartZonePingDocument,
  ticket: TicketDocument,
  ticketSubjectsOf: TicketSubjectsOfDocument,
  unsettledWrites: UnsettledWritesDocument,
  updateClient: UpdateClientDocument,
  verifyClient: VerifyClientDocument,
  whatCanBeReported: WhatCanBeReportedDocument,
  whoSaysWhat: WhoSaysWhatDocument,
  whoWrites: WhoWritesDocument,
  writeOutcome: WriteOutcomeDocument,
  writeOutcomeChanged: WriteOutcomeChangedDocument,
  zone: ZoneDocument,
  zonePing: ZonePingDocument,
  zonePingChanged: ZonePingChangedDocument,
};

/** Every code of the gateway, in the order of its error contract. */
export const errorCodes = [
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
  'METHOD_NOT_ALLOWED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'RATE_LIMITED',
  'SERVER_OVERLOADED',
  'SHUTTING_DOWN',
  'GATEWAY_TIMEOUT',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
  'FORBIDDEN',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_OVERLOADED',
  'UPSTREAM_BAD_RESPONSE',
  'UPSTREAM_AUTH_FAILED',
  'NOT_SUPPORTED',
  'JOIN_CONFLICT',
  'AMBIGUOUS',
  'SERVICE_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const;
