import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { callsDuring, startTestGateway, type TestGateway } from './gateway.js';
import { type Agent, startAgent } from './mcp-agent.js';
import { jsonHeaders, refusalOf, request } from './request.js';

let gateway: TestGateway;
const unlimited = { points: 10_000, pointsAlone: 10_000, duration: 60 };

beforeAll(async () => {
  const attemptLimits = { perTarget: unlimited, perCaller: unlimited };
  gateway = await startTestGateway({ environment: { MCP: 'true' }, attemptLimits });
});

afterAll(() => gateway.close());

beforeEach(() => {
  gateway.wispHub.reset();
  gateway.wispro.reset();
});

const bot = {
  subject: 'agent',
  scopes: ['clients:read', 'tickets:read', 'network:read', 'billing:read'],
} as const;
/** Known to both back ends, and suspended at one. */
const person = cases.negativeBalance;
const idOf = (row: { readonly id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);
const factsOf = ({ nombre, direccion }: typeof person) => ({ name: nombre, address: direccion, planName: '7MB' });
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Runs with an agent in a conversation of its own. */
async function withAgent<Value>(run: (agent: Agent) => Promise<Value>, who: object = bot): Promise<Value> {
  const agent = await startAgent(gateway, who);
  try {
    return await run(agent);
  } finally {
    await agent.close();
  }
}

/** A message as it is on the wire. */
function post(message: unknown, headers: Readonly<Record<string, string>> = {}, who: object = bot) {
  const accept = { accept: 'application/json, text/event-stream' };
  return request(gateway.url, {
    path: '/mcp',
    headers: { ...jsonHeaders(gateway.token(who)), ...accept, ...headers },
    body: JSON.stringify(message),
  });
}

const verify = (agent: Agent, row = person) =>
  agent.call('verify_client', { input: { clientId: idOf(row), facts: factsOf(row) } });
const report = { clientId: idOf(person), subject: 'Internet Lento', description: 'Desde ayer anda lento' };

describe('a conversation', () => {
  it('goes from who writes to a ticket, and the model holds no token', async () => {
    await withAgent(async (agent) => {
      const found = await agent.call('who_writes', { phone: `+57${person.telefono}` });
      const masked = { id: idOf(person), name: person.nombre, document: '•••••44' };
      expect(found).toMatchObject({ isError: false, data: { client: masked } });

      const verified = await verify(agent);
      expect(verified.data).toEqual({
        verifyClient: {
          __typename: 'VerifyClientSuccess',
          verified: true,
          assurance: { expiresAt: expect.any(String) },
        },
      });
      const known = await agent.call('who_writes', { phone: person.telefono });
      expect(known.data).toMatchObject({ client: { document: person.cedula } });

      const debt = await agent.call('debt', { document: person.cedula });
      const links = [{ url: expect.stringMatching(/^https:/), provider: expect.anything() }];
      expect(debt.data).toMatchObject({ client: { invoices: { nodes: [{ state: 'PENDING', paymentLinks: links }] } } });
      const { contracts } = debt.data.client as { readonly contracts: readonly { readonly id: string }[] };

      const promise = { input: { contractId: contracts[0]?.id, validUntil: inDays(3) } };
      const promised = await agent.call('create_payment_promise', promise);
      expect(promised.data).toMatchObject({ createPaymentPromise: { replayed: false } });

      const started = await agent.call('start_ping', { input: { clientId: idOf(person), pings: null } });
      const { pingTask } = started.data.startPing as { readonly pingTask: { readonly id: string } };
      const pinged = await agent.call('ping_task_completed', { id: pingTask.id });
      expect(pinged.data).toMatchObject({ pingTaskCompleted: { status: 'COMPLETED', connection: 'STABLE' } });

      const ticket = await agent.call('create_ticket', { input: report });
      expect(ticket.data).toMatchObject({ createTicket: { replayed: false, ticket: { subject: 'Internet Lento' } } });
    });
    expect([gateway.wispro.promises.length, gateway.wispHub.effects.tickets.length]).toEqual([1, 1]);
  });

  it('writes once, however often the same call comes', async () => {
    const input = { ...report, subject: 'No Tiene Internet' };
    const ticket = (agent: Agent) => agent.call('create_ticket', { input });
    const ids = await withAgent(async (agent) => {
      await verify(agent);
      const { subject, description, clientId } = input;
      const answers = [
        await ticket(agent),
        await agent.call('create_ticket', { input: { subject, description, clientId } }),
      ];
      return answers.map(({ data }) => data.createTicket as { replayed: boolean; ticket: { id: string } });
    });
    expect(ids.map(({ replayed }) => replayed)).toEqual([false, true]);
    expect(ids[0]?.ticket.id).toBe(ids[1]?.ticket.id);
    // In another conversation it is another request: that it is the same report is known by its content.
    const again = await withAgent(async (agent) => {
      await verify(agent);
      return ticket(agent);
    });
    expect(again).toMatchObject({
      isError: true,
      data: { createTicket: { code: 'DUPLICATE_TICKET', message: expect.stringMatching(/Ya abrimos/) } },
    });
    expect(gateway.wispHub.effects.tickets).toHaveLength(1);
  });

  it('opens nothing in another one, whoever leads it', async () => {
    await withAgent(async (agent) => {
      await verify(agent);
      const see = (other: Agent) => other.call('who_writes', { phone: person.telefono });
      expect((await see(agent)).data).toMatchObject({ client: { document: person.cedula } });
      expect((await withAgent(see)).data).toMatchObject({ client: { document: '•••••44' } });
      const stolen = { 'mcp-session-id': agent.sessionId };
      const reply = await post({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, stolen, { ...bot, subject: 'another' });
      expect([reply.status, refusalOf(reply).extensions.code]).toEqual([404, 'BAD_REQUEST']);
    });
  });

  it('is over when it is ended', async () => {
    await withAgent(async (agent) => {
      await verify(agent);
      const { sessionId } = agent;
      await agent.end();
      await expect(agent.call('what_can_be_reported')).rejects.toThrow('BAD_REQUEST');
      const reply = await post({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, { 'mcp-session-id': sessionId });
      expect(reply.status).toBe(404);
    });
  });
});

describe('before anybody is verified', () => {
  const writes: readonly (readonly [string, object])[] = [
    ['create_ticket', report],
    ['start_ping', { clientId: idOf(person) }],
    ['update_client', { clientId: idOf(person), phone: '3135550199' }],
    [
      'create_payment_promise',
      {
        contractId: encodeId(
          'Contract',
          'WISPRO',
          wisproCases.suspendedToo.clientId,
          wisproCases.suspendedToo.contracts.disabled,
        ),
        validUntil: inDays(3),
      },
    ],
  ];

  it.each(
    writes.flatMap(([name, input]) => [
      [name, 'a bot', input, bot] as const,
      [name, 'a token that may write for everybody', input, { subject: 'operator' }] as const,
    ]),
  )('%s of %s is refused, with what helps, and no back end is asked', async (name, _who, input, who) => {
    await withAgent(async (agent) => {
      const { value, calls } = await callsDuring(gateway, () => agent.call(name, { input }));
      expect(value).toMatchObject({ isError: true, codes: ['FORBIDDEN'] });
      expect(value.text).toContain('First verify in this session who the person is: verify_client or resolve_client.');
      expect(calls).toEqual([]);
    }, who);
  });

  it('wrong facts verify nobody', async () => {
    await withAgent(async (agent) => {
      const facts = { ...factsOf(person), name: 'PEDRO PÁRAMO' };
      const answer = await agent.call('verify_client', { input: { clientId: idOf(person), facts } });
      expect(answer.data).toMatchObject({ verifyClient: { verified: false, assurance: null } });
      expect((await agent.call('create_ticket', { input: report })).codes).toEqual(['FORBIDDEN']);
    });
  });

  it('a client found by what they know is verified as well', async () => {
    await withAgent(async (agent) => {
      const facts = factsOf(person);
      const answer = await agent.call('resolve_client', { input: { facts } });
      expect(answer.data).toMatchObject({ resolveClient: { client: { id: idOf(person) } } });
      const pinged = await agent.call('start_ping', { input: { clientId: idOf(person) } });
      expect(pinged.isError).toBe(false);
    });
  });

  it('a token that shows everybody shows nobody to a model', async () => {
    await withAgent(
      async (agent) => {
        const found = await agent.call('who_writes', { phone: person.telefono });
        expect(found.data).toMatchObject({ client: { document: '•••••44' } });
      },
      { subject: 'operator' },
    );
  });
});

describe('the list of tools', () => {
  const namesFor = (scopes: readonly string[]) =>
    withAgent(async (agent) => (await agent.tools()).map(({ name }) => name), { subject: 'lister', scopes });
  const writes = ['create_payment_promise', 'create_ticket', 'update_client', 'start_ping'];

  it('has what the token allows, and what it allows for a verified client', async () => {
    const [all, read] = [await namesFor(bot.scopes), await namesFor(['clients:read'])];
    const stepUps = ['who_writes', 'verify_client', 'resolve_client'];
    expect(all).toEqual(expect.arrayContaining([...stepUps, ...writes, 'debt', 'ping_task_completed']));
    expect(read).toEqual(expect.arrayContaining(stepUps));
    expect(read).not.toContain('debt');
    expect(await namesFor(['tickets:read'])).toEqual(['what_can_be_reported']);
    expect(await namesFor([])).toEqual([]);
  });

  it('says of each what it does, from the schema, and asks no model for a key or for force', async () => {
    const tools = await withAgent((agent) => agent.tools());
    const debt = tools.find(({ name }) => name === 'debt');
    expect(debt).toEqual({
      name: 'debt',
      description:
        'One client: the record of the first back end that has it, whatever is selected. Null when none has it. While the first back end is unavailable, the record of the next is returned beside an error at this path. Gives of client: id, name, contracts, invoices.',
      inputSchema: {
        type: 'object',
        properties: {
          document: {
            type: 'string',
            description:
              'Identity document, with or without its dots, hyphens and check digit. Returns the first service that has it.',
          },
        },
        required: ['document'],
        additionalProperties: false,
      },
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    });
    expect(JSON.stringify(tools)).not.toMatch(/"idempotencyKey"|"force"|"token"/);
    const hints = tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint, annotations?.destructiveHint]);
    expect(hints).toContainEqual(['update_client', false, true]);
    expect(hints).toContainEqual(['create_ticket', false, false]);
  });

  it('is all that can be called', async () => {
    await withAgent(
      async (agent) => {
        for (const name of ['debt', 'create_ticket', 'nothing', '__proto__']) {
          await expect(agent.call(name, { document: '1' })).rejects.toThrow('There is no such tool for this token.');
        }
      },
      { subject: 'lister', scopes: ['tickets:read'] },
    );
  });
});

describe('what a model gives', () => {
  it.each([
    ['nothing', 'who_writes', {}, "must have required property 'phone'"],
    ['a number for a text', 'who_writes', { phone: 300 }, 'phone must be string'],
    ['what is not asked', 'who_writes', { phone: '300', planted: 1 }, 'must NOT have additional properties'],
    ['a key of its own', 'create_ticket', { input: { ...report, idempotencyKey: 'k' } }, 'must NOT have additional'],
    ['force', 'create_ticket', { input: { ...report, force: true } }, 'must NOT have additional properties'],
    [
      'no date',
      'create_payment_promise',
      { input: { contractId: 'x', validUntil: '2026-13-45' } },
      'match format "date"',
    ],
  ])('(%s) is refused with where, and no back end is asked', async (_, name, given, why) => {
    await withAgent(async (agent) => {
      const { value, calls } = await callsDuring(gateway, () => agent.call(name, given));
      expect(value).toMatchObject({ isError: true, codes: ['BAD_USER_INPUT'] });
      expect(value.text).toContain(JSON.stringify(why).slice(1, -1));
      expect(value.text).not.toMatch(/planted|2026-13-45/);
      expect(calls).toEqual([]);
    });
  });

  it('that no person could be called by is a refusal of the field', async () => {
    await withAgent(async (agent) => {
      const answer = await agent.call('who_writes', { phone: '../clients' });
      expect(answer).toMatchObject({ isError: false, codes: ['BAD_USER_INPUT'], data: { client: null } });
    });
  });
});

describe('the example of the page', () => {
  it('runs', async () => {
    const [, example = ''] = /```json\n([^`]+)```/.exec(readFileSync('docs/mcp.md', 'utf8')) ?? [];
    const calls = JSON.parse(example) as readonly { readonly name: string; readonly arguments: object }[];
    const page = await startTestGateway({ environment: { MCP: 'true' } });
    const agent = await startAgent(page, bot);
    for (const { name, arguments: given } of calls) {
      const { isError, codes } = await agent.call(name, given);
      expect([name, isError, codes]).toEqual([name, false, []]);
    }
    expect(page.wispHub.effects.tickets).toHaveLength(1);
    await agent.close();
    await page.close();
  });
});
