import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  OverviewDocument,
  PingTaskChangedDocument,
  PlansDocument,
  StartPingDocument,
  WhoWritesDocument,
} from '../../src/client/generated/operations.js';
import { ConfigError } from '../../src/config/config.js';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { mintToken } from '../../src/server/auth/token.js';
import { hashText } from '../../src/server/documents/trusted-document.js';
import { codesOf, dataOf, jwt, startTestGateway, type TestGateway } from './gateway.js';
import { openSocket } from './raw-socket.js';
import { jsonHeaders, request } from './request.js';

let folder: string;
let strict: TestGateway;
let prefer: TestGateway;

const deep =
  '{ client(by: {serviceId: 1001}) { contracts { invoices { nodes { contract { invoices { nodes { contract { plan { name } } } } } } } } } }';
const costly = '{ clients(first: 100) { nodes { invoices(first: 50) { nodes { paymentLinks { url } } } } } }';
/** Cheap, with more aliases than a document may have. */
const wide = `{ viewer { ${Array.from({ length: 20 }, (_, index) => `a${index}: subject`).join(' ')} } }`;
const heavy =
  'subscription { pingTaskChanged { client { contracts { invoices(first: 1) { nodes { contract { invoices(first: 1) { nodes { contract { invoices(first: 1) { nodes { contract { id } } } } } } } } } } } } }';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trusted-'));
  const large = join(folder, 'large.json');
  writeFileSync(large, JSON.stringify({ deep, costly, wide, heavy }));
  const manifests = `chatbot=schema/manifest/chatbot.json,operator=schema/manifest/operator.relay.json,operator=${large},screen=${large}`;
  const start = (mode: string) =>
    startTestGateway({ environment: { TRUSTED_DOCUMENTS: mode, TRUSTED_DOCUMENTS_MANIFEST: manifests } });
  [strict, prefer] = await Promise.all([start('strict'), start('prefer')]);
});

afterAll(async () => {
  await Promise.all([strict.close(), prefer.close()]);
  rmSync(folder, { recursive: true });
});

const whoWrites = WhoWritesDocument.text;
const overview = OverviewDocument.text;
const plans = PlansDocument.text;
const variables = { phone: wispHubCases.typical.telefono };
const chatbot = { subject: 'chatbot' };
const operator = { subject: 'operator' };

/** The first code of the answer to a body, or its status. */
async function outcomeOf(gateway: TestGateway, token: string, body: object): Promise<string | number> {
  const reply = await request(gateway.url, { headers: jsonHeaders(token), body: JSON.stringify(body) });
  const { errors } = JSON.parse(reply.text) as { readonly errors?: readonly { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? reply.status;
}

/** The same over a WebSocket: the type of the first message, or its code. */
async function socketOutcomeOf(gateway: TestGateway, token: string, payload: object): Promise<string> {
  const socket = await openSocket(gateway.url);
  await socket.init(token);
  socket.send({ id: '1', type: 'subscribe', payload });
  const [message] = await socket.about('1');
  await socket.close();
  const [error] = message?.type === 'error' ? (message.payload as { extensions: { code: string } }[]) : [];
  return error?.extensions.code ?? message?.type ?? 'nothing';
}

/** Of equipment that does not answer for as long as these tests take. */
async function startPing(gateway: TestGateway): Promise<void> {
  const input = { clientId: encodeId('Client', 'WISPHUB', wispHubCases.pingHangs.id_servicio) };
  dataOf(await gateway.run(StartPingDocument, { input }, chatbot));
}

describe('strict', () => {
  const withHash = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hashText(text) } } });

  it.each([
    ['by its whole text', { query: whoWrites }],
    ["as Apollo's clients name it", withHash(whoWrites)],
    ["as Relay's clients name it", { id: hashText(whoWrites) }],
    ['by documentId', { documentId: hashText(whoWrites) }],
    ['by text and hash', { query: whoWrites, ...withHash(whoWrites) }],
  ])('runs a document of the client %s', async (_, body) => {
    const headers = jsonHeaders(strict.token(chatbot));
    const reply = await request(strict.url, { headers, body: JSON.stringify({ ...body, variables }) });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([
      200,
      { data: expect.objectContaining({ client: expect.objectContaining({ name: wispHubCases.typical.nombre }) }) },
    ]);
  });

  it.each([
    ['a text that is in no manifest', { query: '{ viewer { subject } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a text that is almost one', { query: `${whoWrites} ` }, 'GRAPHQL_VALIDATION_FAILED'],
    ['the text of another client', { query: overview }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a text that is no GraphQL', { query: '{' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['introspection', { query: '{ __schema { types { name } } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'such a text under the hash of one that may',
      { query: plans, ...withHash(whoWrites) },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['the hash of another client', withHash(overview), 'PERSISTED_QUERY_NOT_FOUND'],
    ['an id that nobody has', { id: 'unknown' }, 'BAD_REQUEST'],
    ['an id that is no text', { id: { a: 1 } }, 'BAD_REQUEST'],
    ['a name of every object', { id: '__proto__' }, 'BAD_REQUEST'],
    ['nothing', {}, 'BAD_REQUEST'],
  ])('refuses %s, and no back end is asked', async (_, body, code) => {
    const calls = strict.wispHub.calls.length;
    expect(await outcomeOf(strict, strict.token(chatbot), { ...body, variables })).toBe(code);
    expect(strict.wispHub.calls.length).toBe(calls);
  });

  it('knows a client by the application of the token before its subject, and by no header', async () => {
    const sign = (claims: object) =>
      mintToken(jwt, { subject: 'person-7', scopes: ['clients:read'], lifeSeconds: 600, ...claims });
    expect(await outcomeOf(strict, sign({ application: 'chatbot' }), { query: whoWrites, variables })).toBe(200);
    expect(await outcomeOf(strict, sign({}), { query: whoWrites, variables })).toBe('GRAPHQL_VALIDATION_FAILED');
    const headers = { ...jsonHeaders(sign({})), 'apollographql-client-name': 'chatbot' };
    const reply = await request(strict.url, { headers, body: JSON.stringify({ query: whoWrites, variables }) });
    expect(reply.status).toBe(400);
  });

  it('holds over a WebSocket', async () => {
    const query = PingTaskChangedDocument.text;
    const id = encodeId('PingTask', 'WISPHUB', 'x');
    const completed = { query: 'subscription ($id: ID!) { pingTaskCompleted(id: $id) { id } }', variables: { id } };
    const outcome = (who: object, payload: object) => socketOutcomeOf(strict, strict.token(who), payload);
    expect(await outcome(operator, completed)).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await outcome(chatbot, { query })).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await outcome(operator, { query: '', ...withHash('unknown') })).toBe('PERSISTED_QUERY_NOT_FOUND');
    await startPing(strict);
    expect(await outcome(operator, { query })).toBe('next');
    expect(await outcome(operator, { query: '', ...withHash(query) })).toBe('next');
    expect(await outcome(operator, { query: '', documentId: hashText(query) })).toBe('next');
  });

  it('says in the log who was refused what, and no text of it', () => {
    const lines = strict
      .logged()
      .split('\n')
      .filter((line) => line.includes('in no manifest'));
    const refused = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    expect(refused).toContainEqual(
      expect.objectContaining({ subject: 'chatbot', client: 'chatbot', hash: hashText(plans), isRefused: true }),
    );
    expect(lines.join('')).not.toContain('planId');
  });
});

describe('prefer', () => {
  it('runs what is in no manifest, and says so in the log', async () => {
    const answer = await prefer.send('query Strange { viewer { subject } }', {}, chatbot);
    expect(dataOf(answer)).toEqual({ viewer: { subject: 'chatbot' } });
    const line = prefer
      .logged()
      .split('\n')
      .find((each) => each.includes('in no manifest'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ subject: 'chatbot', isRefused: false });
  });

  it('limits that as ever, but not what the client was built with', async () => {
    expect(codesOf(await prefer.send(`${deep} `, {}, operator))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codesOf(await prefer.send(`${costly} `, {}, operator))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codesOf(await prefer.send(costly, {}, chatbot))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    const answer = await prefer.send(deep, {}, operator);
    expect([answer.status, codesOf(answer)]).toEqual([200, []]);
  });

  it('limits what another client was built with, letter for letter, before and after that client has asked for it', async () => {
    const asked = async (who: object) => {
      const { status, errors } = await prefer.send(wide, {}, who);
      return [status, ...errors.map(({ extensions }) => extensions.code)];
    };
    const refused = [400, 'GRAPHQL_VALIDATION_FAILED'];
    expect(await asked(chatbot)).toEqual(refused);
    expect(await asked(operator)).toEqual([200]);
    expect(await asked(chatbot)).toEqual(refused);
  });

  it('charges what the client was built with to its minute', async () => {
    const who = { subject: 'operator', scopes: [] };
    const statuses: number[] = [];
    while (statuses.length < 20 && statuses.at(-1) !== 429) statuses.push((await prefer.send(costly, {}, who)).status);
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(429);
  });

  it('does the same over a WebSocket', async () => {
    await startPing(prefer);
    const outcome = (subject: string) => socketOutcomeOf(prefer, prefer.token({ subject }), { query: heavy });
    expect(await outcome('chatbot')).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await outcome('screen')).toBe('next');
  });
});

describe('a manifest whose documents cannot be run', () => {
  it('stops the start with every fault, and quotes nothing that is no GraphQL', async () => {
    const path = join(folder, 'broken.json');
    const broken = {
      a: 'planted-secret{',
      b: 'fragment F on Plan { id }',
      c: '{ plans { nothing } }',
      d: '{ __schema { types { name } } }',
      e: '{ plans { id } }',
    };
    writeFileSync(path, JSON.stringify(broken));
    const other = join(folder, 'other.json');
    writeFileSync(other, JSON.stringify({ e: '{ plans { name } }' }));
    const environment = { TRUSTED_DOCUMENTS: 'prefer', TRUSTED_DOCUMENTS_MANIFEST: `x=${path},x=${other}` };
    const error = await startTestGateway({ environment }).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).issues).toEqual([
      'TRUSTED_DOCUMENTS_MANIFEST, entry 1: document 1 is not GraphQL',
      'TRUSTED_DOCUMENTS_MANIFEST, entry 1: document 2 holds no operation',
      'TRUSTED_DOCUMENTS_MANIFEST, entry 1: document 3 does not fit the schema: Cannot query field "nothing" on type "Plan".',
      expect.stringMatching(/entry 1: document 4 does not fit the schema: GraphQL introspection/),
      'TRUSTED_DOCUMENTS_MANIFEST, entry 2: document 1 has the id of another',
    ]);
  });
});

describe('the example of the page', () => {
  it('runs', async () => {
    const page = readFileSync('docs/trusted-documents.md', 'utf8');
    const [, settings = '', body = ''] = [...page.matchAll(/```(?:json)?\n([^`]+)```/g)].map(([, block]) => block);
    const lines = settings.trim().split('\n');
    const environment = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s)));
    const gateway = await startTestGateway({ environment });
    const ask = (subject: string) => outcomeOf(gateway, gateway.token({ subject }), JSON.parse(body) as object);
    expect([await ask('chatbot'), await ask('front-end')]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    await gateway.close();
  });
});
