import type { EmulatedCountry } from '../../emulator/country/country.js';
import { type NativeRow, wispHubCases } from '../../emulator/wisphub/index.js';
import { wisproCases } from '../../emulator/wispro/index.js';
import { encodeId } from '../../model/id.js';
import { toE164 } from '../../model/phone.js';
import type { ExampleVariables } from '../../server/pages/example.js';

const { typical, suspended, spacedPhone, pingStable } = wispHubCases;

/** Facts of made-up people that differ by country. */
export interface ExamplePeople {
  /** Document and telephone of the typical subscriber, in full. */
  readonly document: string;
  readonly phone: string;
  /** Facts that they know of themselves. */
  readonly facts: { readonly name: string; readonly address: string; readonly planName: string };
  /** Document of a person whom both back ends know. */
  readonly shared: string;
  /** First telephone of somebody with two. */
  readonly firstOfTwo: string;
  /** New telephone for somebody. */
  readonly newPhone: string;
  /** Key of somebody with an open invoice, as Wispro has them. */
  readonly account: { readonly type: 'DNI' | 'COD'; readonly value: string };
  /** Words that find several people, and one. */
  readonly common: string;
  readonly rare: string;
}

const fixedPeople: ExamplePeople = {
  document: typical.cedula,
  phone: `+57${typical.telefono}`,
  facts: { name: 'Esperanza Benítez', address: 'Bellavista', planName: '7MB Plus' },
  shared: wispHubCases.sharedPersonOne.cedula,
  firstOfTwo: firstPhone(wispHubCases.twoPhones),
  newPhone: '3105550199',
  account: { type: 'DNI', value: wisproCases.paidAndPending.dni },
  common: 'perez',
  rare: 'esperanza',
};

/** Those of a country take the places of the fixed ones, from which the service ids stay. @param clients of the WispHub emulator */
export function findExamplePeople(country: EmulatedCountry | undefined, clients: readonly NativeRow[]): ExamplePeople {
  if (country === undefined) return fixedPeople;
  const find = (old: NativeRow): NativeRow => clients.find((row) => row.id_servicio === old.id_servicio) ?? old;
  const person = find(typical);
  const words = person.nombre.toLowerCase().split(' ');
  return {
    document: person.cedula,
    phone: toE164(person.telefono, country) ?? person.telefono,
    facts: { name: person.nombre, address: person.direccion, planName: person.plan_internet?.nombre ?? '' },
    shared: find(wispHubCases.sharedPersonOne).cedula,
    firstOfTwo: firstPhone(find(wispHubCases.twoPhones)),
    newPhone: firstPhone(find(pingStable)),
    account: { type: 'COD', value: wisproCases.paidAndPending.cod },
    common: words.at(-1) ?? '',
    rare: person.nombre.toLowerCase(),
  };
}

function firstPhone({ telefono }: NativeRow): string {
  return telefono.split(',')[0] ?? '';
}

const client = (row: { readonly id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);

const { suspended: indebted, suspendedToo } = wisproCases;

/** Made-up people for the operations of `schema/operations`, so that each can be run as it stands. What has an id of its own is left to try. */
export function createExampleVariables(people: ExamplePeople = fixedPeople): ExampleVariables {
  return { ...createReads(people), ...createWrites(people) };
}

function createReads(people: ExamplePeople): ExampleVariables {
  const { shared: document } = people;
  return {
    Account: people.account,
    AccountOf: { id: client(wispHubCases.sharedPersonOne) },
    ClientCard: { document: people.document },
    ClientDetail: { id: client(typical) },
    Clients: { first: 5, search: people.common, filter: { status: ['ACTIVE'] } },
    Debt: { document },
    DebtOf: { id: client(wispHubCases.sharedPersonOne) },
    FindClient: { by: { serviceId: typical.id_servicio } },
    FindClients: { search: people.rare },
    Invoices: { id: client(wispHubCases.sharedPersonOne), first: 3 },
    Nodes: { ids: [client(typical), client(suspended)] },
    OperatorBilling: { by: { document } },
    OperatorClient: { by: { id: client(typical) }, withAccount: true, withNetwork: false },
    Outages: { first: 5 },
    PaymentReports: { first: 5 },
    PingBoard: { first: 5 },
    PingTasks: { first: 5 },
    Ticket: { ticketId: 510 },
    TicketSubjectsOf: {},
    UnsettledWrites: { first: 5 },
    WhoSaysWhat: { by: { document } },
    WhoWrites: { phone: people.firstOfTwo },
    Zone: { zoneId: 7 },
  };
}

function createWrites(people: ExamplePeople): ExampleVariables {
  const { facts } = people;
  const { clientId, contracts } = indebted;
  return {
    CreatePaymentPromise: {
      input: {
        contractId: encodeId('Contract', 'WISPRO', clientId, contracts.disabled),
        validUntil: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10),
        idempotencyKey: 'promise-1',
      },
    },
    CreateTicket: {
      input: {
        clientId: client(typical),
        subject: 'Internet Lento',
        description: 'Desde ayer',
        idempotencyKey: 'ticket-1',
      },
    },
    DiagnoseConnection: { input: { clientId: client(pingStable) } },
    OperatorCreateTicket: {
      input: {
        clientId: client(pingStable),
        subject: 'Internet Lento',
        description: 'Desde ayer',
        idempotencyKey: 't-1',
      },
      locale: 'ES',
    },
    OperatorCreatePromise: {
      input: {
        contractId: encodeId('Contract', 'WISPRO', suspendedToo.clientId, suspendedToo.contracts.disabled),
        validUntil: new Date(Date.now() + 4 * 86_400_000).toISOString().slice(0, 10),
        idempotencyKey: 'promise-2',
      },
      locale: 'ES',
    },
    OperatorDiagnose: { input: { clientId: client(pingStable) }, locale: 'ES' },
    OperatorStartPing: { input: { clientId: client(pingStable) }, locale: 'ES' },
    OperatorUpdateClient: {
      input: { clientId: client(spacedPhone), phone: people.newPhone, idempotencyKey: 'phone-2' },
      locale: 'ES',
    },
    ReportPayment: {
      input: { clientId: client(typical), amount: '100.00', reference: 'TRX-2', contentHash: 'ab'.repeat(32) },
    },
    ResolveClient: { input: { facts } },
    StartZonePing: { input: { zoneId: 7, idempotencyKey: 'zone-1' } },
    StartPing: { input: { clientId: client(pingStable) } },
    UpdateClient: { input: { clientId: client(spacedPhone), phone: people.newPhone } },
    VerifyClient: { input: { clientId: client(typical), facts } },
  };
}
