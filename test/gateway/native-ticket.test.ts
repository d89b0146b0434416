import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CreateTicketDocument } from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { dataOf, type TestGateway } from './gateway.js';
import { idOf, startNative, writesOf } from './native.js';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startNative();
});
afterEach(async () => {
  expect(gateway.wispHub.effects.violations).toEqual([]);
  await gateway.close();
});

const usual = {
  ...{ clientId: idOf(cases.typical), subject: 'Internet Lento', description: 'Va lento desde ayer' },
  idempotencyKey: 'native-ticket',
};
const create = async (input: object = {}) =>
  dataOf(await gateway.run(CreateTicketDocument, { input: { ...usual, ...input } } as never)).createTicket;
const posts = () => writesOf(gateway).length;
const tickets = () => gateway.wispHub.effects.tickets;

const query = `query ($id: ID!) {
  client(by: { id: $id }) { tickets { nodes { ticketId subject status client { serviceId } } } zone { isBlocked } }
}`;
const seen = async () => dataOf(await gateway.send<{ client: object }>(query, { id: idOf(cases.typical) })).client;

describe("an assumed point of tickets by WispHub's own API", () => {
  it.each(['stored', 'wrapped', 'entities', 'cut'])(
    'A-30 %s: a ticket whose text is stored otherwise is opened once',
    async (description) => {
      gateway.wispHub.settings({ description });
      expect(await create()).toMatchObject({ __typename: 'CreateTicketSuccess', replayed: false });
      expect(await create()).toMatchObject({ __typename: 'CreateTicketSuccess', replayed: true });
      expect([posts(), tickets().length]).toEqual([1, 1]);
    },
  );

  it.each(['none', 'sent'])('A-32 %s: people have at most one notice of a ticket', async (notice) => {
    gateway.wispHub.settings({ notice, nativeLosesAnswers: true });
    expect((await create()).__typename).toBe('OutcomeUnknown');
    expect((await create()).__typename).toBe('OutcomeUnknown');
    expect(gateway.wispHub.effects.notices).toHaveLength(notice === 'sent' ? 1 : 0);
  });

  it.each(['last', 'first', 'both', 'refused'])(
    'A-33 %s, T02: one state is asked for at once, and by its number',
    async (repeatedState) => {
      const before = await seen();
      gateway.wispHub.settings({ repeatedState });
      expect(await seen()).toEqual(before);
      const asked = gateway.wispHub.calls.filter(({ route }) => route === 'GET /api/tickets/');
      const states = asked.map(({ path }) => new URLSearchParams(path.split('?')[1]).getAll('estado'));
      expect(states.length).toBeGreaterThan(4);
      for (const state of states) expect(state).toEqual([expect.stringMatching(/^[1-4]$/)]);
    },
  );

  it.each(['owner', 'other', 'null'])(
    'A-42, A-47 %s: a ticket that the list does not show yet is opened once, whoever has opened it',
    async (ticketAuthor) => {
      gateway.wispHub.settings({ ticketAuthor, ticketLagMs: 60_000 });
      expect(await create()).toMatchObject({ __typename: 'CreateTicketSuccess', replayed: false });
      expect(await create()).toMatchObject({ __typename: 'CreateTicketSuccess', replayed: true });
      expect([posts(), tickets().length]).toEqual([1, 1]);
    },
  );

  it.each(['taken', 'refused'])('A-29 %s, T19: a subject is one of the catalogue', async (otherSubject) => {
    gateway.wispHub.settings({ otherSubject });
    expect(await create({ subject: 'Falla Masiva' })).toMatchObject({ __typename: 'InvalidInput' });
    expect(posts()).toBe(0);
    expect((await create()).__typename).toBe('CreateTicketSuccess');
  });

  it.each(['free', 'enforced'])('A-31 %s, T18, T20: a ticket has all fields that they want', async (department) => {
    gateway.wispHub.settings({ department });
    expect((await create()).__typename).toBe('CreateTicketSuccess');
    expect(tickets()).toMatchObject([{ id_tecnico: 5, codigo_estado: 1, prioridad: 'Normal' }]);
  });
});
