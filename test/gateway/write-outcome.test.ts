import { createClient } from 'graphql-sse';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CreateTicketDocument,
  PurgeClientDocument,
  ResolveOutcomeDocument,
  UnsettledWritesDocument,
  UpdateClientDocument,
  WriteOutcomeChangedDocument,
  WriteOutcomeDocument,
} from '../../src/client/generated/operations.js';
import type { EmulatedAnswer } from '../../src/emulator/message.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, startTestGateway, type TestGateway, type Who } from './gateway.js';

const clientId = encodeId('Client', 'WISPHUB', cases.typical.id_servicio);
const admin: Who = { subject: 'staff', scopes: ['admin', 'clients:read', 'personal:read'] };

let gateway: TestGateway;

/** Fails as well when an answer or a log holds a secret. */
afterEach(() => gateway.close());

async function start(lineage: 'native' | 'v1', reconcilerTimeScale: number): Promise<void> {
  gateway = await startTestGateway({
    backends: ['wispHub'],
    wispHub: { lineage },
    environment: { WISPHUB_API_KEY: 'wisphub-planted-api-key' },
    reconcilerTimeScale,
  });
  // Which of them is installed turns out with the first call.
  dataOf(await gateway.send(`{ client(by: { serviceId: ${cases.typical.id_servicio} }) { id } }`));
}

const input = { clientId, subject: 'Internet Lento', description: 'Va lento', idempotencyKey: 'lost' };
const createTicket = () => gateway.run(CreateTicketDocument, { input });

/** @returns the reference of a ticket whose answer was lost. */
async function lose(when: 'before' | 'after'): Promise<string> {
  gateway.wispHub.fault({ route: 'POST /api/tickets', times: 1, fault: { kind: 'reset', when } });
  const { createTicket: lost } = dataOf(await createTicket());
  if (lost.__typename !== 'OutcomeUnknown') throw new Error(lost.__typename);
  return lost.reference;
}

/** Every state until the stream completes by itself. */
async function follow(reference: string, who?: Who): Promise<readonly string[]> {
  const states: string[] = [];
  const query = WriteOutcomeChangedDocument.text;
  for await (const { data, errors } of gateway.socket(who).iterate({ query, variables: { reference } })) {
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    states.push((data as { writeOutcomeChanged: { state: string } }).writeOutcomeChanged.state);
  }
  return states;
}

interface Event {
  readonly data?: { readonly writeOutcomeChanged: { readonly state: string } } | null;
  readonly errors?: readonly unknown[];
}

const eventsOf = (reference: string, who?: Who) =>
  createClient({
    url: `${gateway.url}/graphql`,
    headers: { authorization: `Bearer ${gateway.token(who)}` },
    retryAttempts: 0,
  }).iterate({ query: WriteOutcomeChangedDocument.text, variables: { reference } });

async function firstEvent(reference: string, who: Who): Promise<unknown> {
  for await (const event of eventsOf(reference, who)) return event;
  return null;
}

const outcomeOf = async (reference: string, who?: Who) =>
  dataOf(await gateway.run(WriteOutcomeDocument, { reference }, who)).writeOutcome;

describe('a ticket whose answer was lost', () => {
  it('and that is open is found by its reference, and the same request answers it', async () => {
    await start('native', 0.02);
    const reference = await lose('after');
    const states = await follow(reference);
    expect(states.at(-1)).toBe('DONE');
    expect(await outcomeOf(reference)).toMatchObject({ state: 'DONE', settledBy: null, operation: 'createTicket' });
    const { createTicket: again } = dataOf(await createTicket());
    expect(again).toMatchObject({ __typename: 'CreateTicketSuccess', replayed: true });
    expect(gateway.wispHub.effects.tickets).toHaveLength(1);
    expect(gateway.wispHub.effects.violations).toEqual([]);
  });

  it('and that never came is not done only after the looks that prove it, and then is sent again', async () => {
    await start('native', 0.02);
    const reference = await lose('before');
    const before = gateway.wispHub.calls.length;
    const startedAt = performance.now();
    expect((await follow(reference)).at(-1)).toBe('NOT_DONE');
    // 200 s, scaled.
    expect(performance.now() - startedAt).toBeGreaterThan(4_000);
    const walks = gateway.wispHub.calls.slice(before).filter(({ path }) => path.includes('/tickets/?'));
    // Four states in each of three looks.
    expect(walks).toHaveLength(12);
    const { createTicket: again } = dataOf(await createTicket());
    expect(again).toMatchObject({ __typename: 'CreateTicketSuccess', replayed: false });
    expect(gateway.wispHub.effects.tickets).toHaveLength(1);
  });

  it('and whose list is never whole is left to a person, who settles it once', async () => {
    await start('native', 0.0005);
    const reference = await lose('before');
    // One ticket more than it lists.
    const rewrite = (answer: EmulatedAnswer) => {
      const page = JSON.parse(String(answer.body));
      return { ...answer, body: JSON.stringify({ ...page, count: page.count + 1 }) };
    };
    gateway.wispHub.fault({ path: 'fecha_creacion_0', fault: { kind: 'rewrite', rewrite } });
    const followed = follow(reference, admin);
    const isPerson = async (): Promise<boolean> => (await outcomeOf(reference))?.state === 'PERSON';
    while (!(await isPerson()));
    gateway.wispHub.clearFaults();
    const { unsettledWrites } = dataOf(await gateway.run(UnsettledWritesDocument, { first: 5 }, admin));
    expect(unsettledWrites.nodes).toMatchObject([{ reference, state: 'PERSON', client: { id: clientId } }]);
    expect(dataOf(await createTicket()).createTicket).toMatchObject({ __typename: 'OutcomeUnknown', reference });
    const variables = { input: { reference, outcome: 'DONE', note: 'En el panel: 88760' } } as const;
    const resolve = (who: Who) => gateway.run(ResolveOutcomeDocument, variables, who);
    expect(codesOf(await resolve({ subject: 'bot', scopes: ['tickets:write'] }))).toEqual(['FORBIDDEN']);
    expect(dataOf(await resolve(admin)).resolveOutcome).toMatchObject({
      writeOutcome: { state: 'DONE', settledBy: 'staff', note: 'En el panel: 88760' },
    });
    expect(codesOf(await resolve(admin))).toEqual(['BAD_USER_INPUT']);
    expect((await followed).at(-1)).toBe('DONE');
    expect(dataOf(await createTicket()).createTicket).toMatchObject({ __typename: 'IdempotencyConflict' });
    expect(gateway.journaled().filter(({ field }) => field === 'resolveOutcome')).toMatchObject([
      { subject: 'bot', outcome: 'FORBIDDEN' },
      { subject: 'staff', outcome: 'ResolveOutcomeSuccess', client: expect.any(String) },
      { subject: 'staff', outcome: 'BAD_USER_INPUT' },
    ]);
  });

  it('is shown to its sender and to staff alone', async () => {
    await start('native', 1);
    const reference = await lose('after');
    expect(await outcomeOf(reference)).toMatchObject({ state: expect.stringMatching(/UNKNOWN|READING/) });
    expect(await outcomeOf(reference, admin)).toMatchObject({ reference });
    const other: Who = { subject: 'other', scopes: ['tickets:write', 'clients:read'] };
    expect(await outcomeOf(reference, other)).toBeNull();
    expect(await firstEvent(reference, other)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    const stranger = await gateway.send('query ($r: ID!) { writeOutcome(reference: $r) { state } }', { r: 'ffffffff' });
    expect(stranger.data).toEqual({ writeOutcome: null });
  });
});

it('is pushed as server-sent events until it is settled', async () => {
  await start('native', 0.02);
  const events = eventsOf(await lose('after'));
  const states: unknown[] = [];
  for await (const event of events) states.push((event as Event).data?.writeOutcomeChanged.state);
  expect(states.at(-1)).toBe('DONE');
});

it('of a purged client is gone, settled or not', async () => {
  await start('native', 0.02);
  const settled = await lose('after');
  expect((await follow(settled)).at(-1)).toBe('DONE');
  gateway.wispHub.fault({ route: 'PATCH ', times: 1, fault: { kind: 'reset', when: 'before' } });
  const change = { clientId, document: '52999777', idempotencyKey: 'change' };
  const { updateClient: lost } = dataOf(await gateway.run(UpdateClientDocument, { input: change }));
  if (lost.__typename !== 'OutcomeUnknown') throw new Error(lost.__typename);
  const open = lost.reference;
  for (const reference of [settled, open]) expect(await outcomeOf(reference, admin)).not.toBeNull();
  dataOf(await gateway.run(PurgeClientDocument, { input: { clientId } }, admin));
  for (const reference of [settled, open]) expect(await outcomeOf(reference, admin)).toBeNull();
});

describe('a change of a client whose answer was lost', () => {
  const update = () =>
    gateway.run(UpdateClientDocument, { input: { clientId, document: '52999777', idempotencyKey: 'lost' } });
  const loseUpdate = async (when: 'before' | 'after', route: string): Promise<string> => {
    gateway.wispHub.fault({ route, times: 1, fault: { kind: 'reset', when } });
    const { updateClient } = dataOf(await update());
    if (updateClient.__typename !== 'OutcomeUnknown') throw new Error(updateClient.__typename);
    return updateClient.reference;
  };

  it.each(['native', 'v1'] as const)('and that was made over %s is found', async (lineage) => {
    await start(lineage, 0.01);
    const reference = await loseUpdate('after', lineage === 'native' ? 'PATCH ' : 'PUT ');
    expect((await follow(reference)).at(-1)).toBe('DONE');
    expect(dataOf(await update()).updateClient).toMatchObject({
      ...{ __typename: 'UpdateClientSuccess', replayed: true },
      client: { document: '52999777' },
    });
    expect(gateway.wispHub.effects.updates).toHaveLength(1);
  });

  it('and that was not made is not done natively, where the old value is proof', async () => {
    await start('native', 0.002);
    const reference = await loseUpdate('before', 'PATCH ');
    expect((await follow(reference)).at(-1)).toBe('NOT_DONE');
    expect(gateway.wispHub.effects.updates).toHaveLength(0);
  });

  it('and that was not made is a person’s over the middleware, where it may land later', async () => {
    await start('v1', 0.0005);
    const reference = await loseUpdate('before', 'PUT ');
    while ((await outcomeOf(reference))?.state !== 'PERSON');
    expect(gateway.wispHub.effects.updates).toHaveLength(0);
  });
});
