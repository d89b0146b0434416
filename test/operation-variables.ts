import { wispHubCases } from '../src/emulator/wisphub/index.js';
import { wisproCases } from '../src/emulator/wispro/index.js';
import { encodeId } from '../src/model/id.js';

/** Whom operations are about: the back end by which the installation knows them. */
export type Home = 'WISPHUB' | 'WISPRO';

interface People {
  readonly typical: string;
  readonly shared: string;
  readonly suspended: string;
  readonly suspendedToo: string;
  readonly changed: string;
  readonly purged: string;
  readonly pinged: string;
  readonly document: string;
  readonly phone: string;
  readonly facts: object;
  readonly subject: string;
  readonly ticketId: number;
  readonly planKey: string | number;
}

const hub = ({ id_servicio }: { readonly id_servicio: number }): string => encodeId('Client', 'WISPHUB', id_servicio);
const pro = ({ clientId }: { readonly clientId: string }): string => encodeId('Client', 'WISPRO', clientId);

const { suspended, suspendedToo, paidAndPending, threeContracts, paddedCod, company } = wisproCases;

const people: Readonly<Record<Home, People>> = {
  WISPHUB: {
    typical: hub(wispHubCases.typical),
    shared: hub(wispHubCases.sharedPersonOne),
    suspended: hub(wispHubCases.suspended),
    suspendedToo: hub(wispHubCases.sharedDocumentSecond),
    changed: hub(wispHubCases.spacedPhone),
    purged: hub(wispHubCases.twoPhones),
    pinged: hub(wispHubCases.pingIntermittent),
    document: wispHubCases.typical.cedula,
    phone: wispHubCases.typical.telefono,
    facts: { name: 'Esperanza Benítez', address: 'Bellavista', planName: '7MB PLUS' },
    subject: 'Internet Lento',
    ticketId: 510,
    planKey: 101,
  },
  WISPRO: {
    typical: pro(paidAndPending),
    shared: pro(paidAndPending),
    suspended: pro(suspended),
    suspendedToo: pro(suspendedToo),
    changed: pro(paddedCod),
    purged: pro(company),
    pinged: pro(threeContracts),
    document: paidAndPending.dni,
    phone: '+5492262400003',
    facts: { name: 'Oscar Suárez', document: suspended.dni, planName: 'Plan 50 MB' },
    subject: 'Sin conexión',
    ticketId: 512,
    planKey: 'a0000000-0000-4000-8000-000000000001',
  },
};

const noDiagnosis = (): string => encodeId('Diagnosis', 'WISPHUB', 'none');

const noRun = (): string => encodeId('ZonePing', 'WISPHUB', 'none');

const noReference = (): string => '00000000';

/** What an installation has before its operations are run. */
export interface Prepared {
  /** Id of a ping that has ended. */
  readonly ended: () => string;
  /** References of writes of unknown outcome that wait for a person. Default: such as no write has. */
  readonly lost?: () => string;
  readonly resolved?: () => string;
  /** Id of a diagnosis. Default: such as there is none of. */
  readonly diagnosed?: () => string;
  /** Id of a run over a zone that has ended. Default: such as no run has. */
  readonly run?: () => string;
  /** False where there is no Wispro. */
  readonly hasContracts?: boolean;
}

/** What each operation of schema/operations is run with. */
export function variablesFor(
  home: Home,
  {
    ended,
    lost = noReference,
    resolved = noReference,
    run = noRun,
    diagnosed = noDiagnosis,
    hasContracts = true,
  }: Prepared,
): Readonly<Record<string, () => object>> {
  const who = people[home];
  const bill = wisproCases.paidAndPending.dni;
  const receipt = { amount: '100.00', reference: 'TRX-2', contentHash: 'ab'.repeat(32) };
  return {
    Account: () => ({ type: 'DNI', value: bill }),
    AccountOf: () => ({ id: who.shared }),
    ClientCard: () => ({ document: who.document }),
    ClientDetail: () => ({ id: who.typical }),
    Clients: () => ({ first: 5, search: 'perez', filter: { status: ['ACTIVE'] } }),
    CreatePaymentPromise: () => ({
      input: {
        ...(hasContracts
          ? { contractId: encodeId('Contract', 'WISPRO', suspended.clientId, suspended.contracts.disabled) }
          : { clientId: who.suspended }),
        validUntil: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10),
        idempotencyKey: 'promise-1',
      },
    }),
    CreateTicket: () => ({
      input: { clientId: who.typical, subject: who.subject, description: 'Desde ayer', idempotencyKey: 'ticket-1' },
    }),
    Debt: () => ({ document: home === 'WISPRO' ? who.document : bill }),
    DebtOf: () => ({ id: who.shared }),
    DiagnoseConnection: () => ({ input: { clientId: who.pinged } }),
    Diagnosis: () => ({ id: diagnosed() }),
    DiagnosisChanged: () => ({ id: diagnosed() }),
    FindClient: () => ({ by: { id: who.typical } }),
    FindClients: () => ({ search: home === 'WISPRO' ? 'oscar' : 'esperanza' }),
    Invoices: () => ({ id: who.shared, first: 3 }),
    Nodes: () => ({ ids: [who.typical, encodeId('Plan', home, who.planKey), ended()] }),
    OutageChanged: () => ({}),
    Outages: () => ({ first: 5 }),
    OperatorBilling: () => ({ by: { document: home === 'WISPRO' ? who.document : bill } }),
    OperatorClient: () => ({ by: { id: who.typical }, withAccount: true, withNetwork: false }),
    OperatorCreatePromise: () => ({
      input: {
        ...(hasContracts
          ? { contractId: encodeId('Contract', 'WISPRO', suspendedToo.clientId, suspendedToo.contracts.disabled) }
          : { clientId: who.suspendedToo }),
        validUntil: new Date(Date.now() + 4 * 86_400_000).toISOString().slice(0, 10),
        idempotencyKey: 'promise-2',
      },
      locale: 'EN',
    }),
    OperatorCreateTicket: () => ({
      input: { clientId: who.pinged, subject: who.subject, description: 'Desde ayer', idempotencyKey: 'ticket-2' },
      locale: 'ES',
    }),
    OperatorDiagnose: () => ({ input: { clientId: who.pinged }, locale: 'EN' }),
    OperatorDiagnosisChanged: () => ({ id: diagnosed(), locale: 'EN' }),
    OperatorRegisterPayment: () => ({
      input: { clientId: pro(paidAndPending), amount: '100.00', reference: 'TRX-3', idempotencyKey: 'payment-2' },
      locale: 'ES',
    }),
    OperatorStartPing: () => ({ input: { clientId: who.pinged }, locale: 'PT' }),
    OperatorUpdateClient: () => ({
      input: { clientId: who.changed, phone: '3105550188', idempotencyKey: 'phone-2' },
      locale: 'PT',
    }),
    Overview: () => ({}),
    PaymentLinksOf: () => ({
      id: encodeId('Invoice', 'WISPRO', paidAndPending.clientId, paidAndPending.invoices.pending),
    }),
    PaymentReports: () => ({ states: ['OPEN'], first: 5 }),
    PingBoard: () => ({ first: 5 }),
    PingBoardChanged: () => ({ filter: { status: ['PENDING'] } }),
    PingHistory: () => ({}),
    PingResult: () => ({ id: ended() }),
    PingTask: () => ({ id: ended() }),
    PingTaskChanged: () => ({ filter: { status: ['PENDING'] } }),
    PingTaskCompleted: () => ({ id: ended() }),
    PingTasks: () => ({ first: 5 }),
    Plans: () => ({}),
    PurgeClient: () => ({ input: { clientId: who.purged } }),
    RegisterPayment: () => ({
      input: { clientId: pro(paidAndPending), amount: '100.00', reference: 'TRX-1', idempotencyKey: 'payment-1' },
    }),
    RejectPaymentReport: () => ({ id: 'x'.repeat(43) }),
    ReportPayment: () => ({ input: { clientId: who.typical, ...receipt } }),
    ResolveClient: () => ({ input: { facts: who.facts } }),
    ResolveOutcome: () => ({ input: { reference: resolved(), outcome: 'NOT_DONE', note: 'x' } }),
    StartZonePing: () => ({ input: { zoneId: 7, idempotencyKey: 'run-1' } }),
    StartPing: () => ({ input: { clientId: who.purged } }),
    Ticket: () => ({ ticketId: who.ticketId }),
    TicketSubjectsOf: () => ({ backend: home }),
    UnsettledWrites: () => ({ first: 5 }),
    UpdateClient: () => ({ input: { clientId: who.changed, phone: '3105550199' } }),
    VerifyClient: () => ({ input: { clientId: who.suspended, facts: who.facts } }),
    WhatCanBeReported: () => ({}),
    WhoSaysWhat: () => ({ by: { document: home === 'WISPRO' ? who.document : bill } }),
    WhoWrites: () => ({ phone: who.phone }),
    WriteOutcome: () => ({ reference: lost() }),
    WriteOutcomeChanged: () => ({ reference: lost() }),
    Zone: () => ({ zoneId: 7 }),
    ZonePing: () => ({ id: run() }),
    ZonePingChanged: () => ({ id: run() }),
  };
}
