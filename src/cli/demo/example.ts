import { wispHubCases } from '../../emulator/wisphub/index.js';
import { wisproCases } from '../../emulator/wispro/index.js';
import { encodeId } from '../../model/id.js';
import type { ExampleVariables } from '../../server/pages/example.js';

const { typical, suspended, twoPhones, spacedPhone, sharedPersonOne, pingStable } = wispHubCases;

/** Made-up people for the operations of `schema/operations`, so that each can be run as it stands. What has an id of its own is left to try. */
export function createExampleVariables(): ExampleVariables {
  const client = (row: { readonly id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);
  const document = sharedPersonOne.cedula;
  const facts = { name: 'Esperanza Benítez', address: 'Bellavista', planName: '7MB Plus' };
  const { clientId, contracts } = wisproCases.suspended;
  return {
    Account: { type: 'DNI', value: document },
    ClientCard: { document: typical.cedula },
    ClientDetail: { id: client(typical) },
    Clients: { first: 5, search: 'perez', filter: { status: ['ACTIVE'] } },
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
    Debt: { document },
    DebtOf: { id: client(sharedPersonOne) },
    FindClient: { by: { serviceId: typical.id_servicio } },
    FindClients: { search: 'esperanza' },
    Invoices: { id: client(sharedPersonOne), first: 3 },
    Nodes: { ids: [client(typical), client(suspended)] },
    OperatorBilling: { by: { document } },
    OperatorClient: { by: { id: client(typical) } },
    OperatorStartPing: { input: { clientId: client(pingStable) }, locale: 'ES' },
    PingBoard: { first: 5 },
    PingTasks: { first: 5 },
    ResolveClient: { input: { facts } },
    StartPing: { input: { clientId: client(pingStable) } },
    Ticket: { ticketId: 510 },
    UpdateClient: { input: { clientId: client(spacedPhone), phone: '3105550199' } },
    VerifyClient: { input: { clientId: client(typical), facts } },
    WhoSaysWhat: { by: { document } },
    WhoWrites: { phone: twoPhones.telefono.split(',')[0] },
    Zone: { zoneId: 7 },
  };
}
