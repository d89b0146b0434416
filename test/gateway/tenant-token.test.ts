import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claiming, forge, goodClaims } from './forged-token.js';
import { openSocket } from './raw-socket.js';
import { refusalOf, request } from './request.js';
import { startTenantsGateway, type TenantsGateway } from './tenants.js';

const own = 'planted-secret-of-este-of-at-least-32-bytes';

let gateway: TenantsGateway;

beforeAll(async () => {
  gateway = await startTenantsGateway({ ESTE_SECRET: own, SUR_SECRET: own.replace('este', 'sur') });
  gateway.write('este', 'auth: { secret: "env:ESTE_SECRET" }');
  expect(await gateway.reload()).toBe(true);
});
afterAll(() => gateway.close());

const query = '{ viewer { subject } }';
const ofEste = (tenant: unknown): string => forge({ ...goodClaims(), tenant }, {}, { secret: own });

/** Each way in, with a token and the tenant that the request names. @returns null when it is let in, else the message or the reason. */
const transports: Readonly<Record<string, (token: string, tenant?: string) => Promise<string | null>>> = {
  POST: (token, tenant) => ask(token, tenant, { body: JSON.stringify({ query }) }),
  GET: (token, tenant) => ask(token, tenant, { method: 'GET', path: `/graphql?${new URLSearchParams({ query })}` }),
  'an event stream': (token, tenant) =>
    ask(token, tenant, { body: JSON.stringify({ query }) }, { accept: 'text/event-stream' }),
  'the Model Context Protocol': (token, tenant) =>
    ask(
      ...([token, tenant] as const),
      { path: '/mcp', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: hello }) },
      { accept: 'application/json, text/event-stream' },
    ),
  'a WebSocket': async (token, tenant) => {
    const socket = await openSocket(gateway.url);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}`, tenant } });
    const isIn = new Promise<null>((resolve) => socket.socket.once('message', () => resolve(null)));
    const outcome = await Promise.race([isIn, socket.closed()]);
    if (outcome === null) await socket.close();
    else expect(outcome.code).toBe(4403);
    return outcome === null ? null : outcome.reason;
  },
};

const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } };

async function ask(
  token: string,
  tenant: string | undefined,
  sent: Parameters<typeof request>[1],
  headers: Readonly<Record<string, string>> = {},
): Promise<string | null> {
  const reply = await request(gateway.url, {
    ...sent,
    headers: {
      ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(tenant === undefined ? {} : { 'x-tenant': tenant }),
      ...headers,
    },
  });
  if (reply.status === 200) return null;
  expect(reply.status).toBe(401);
  return refusalOf(reply).message;
}

describe.each(Object.entries(transports))('a token over %s', (_, enter) => {
  it('is taken for the tenant that it names', async () => {
    expect(await enter(gateway.token('norte'))).toBeNull();
    expect(await enter(gateway.token(['sur']))).toBeNull();
    expect(await enter(ofEste('este'))).toBeNull();
  });

  it('is refused, and said to be for no one tenant', async () => {
    expect(await enter(claiming({}))).toMatch(/names no tenant/);
    expect(await enter(gateway.token({ norte: true }))).toMatch(/names no tenant/);
    expect(await enter(gateway.token(['norte', 'sur']))).toMatch(/for several tenants: X-Tenant/);
    expect(await enter(gateway.token(['norte', 'sur']), 'este')).toMatch(/not for the tenant that X-Tenant names/);
    expect(await enter(gateway.token('norte'), 'sur')).toMatch(/not for the tenant that X-Tenant names/);
    expect(await enter(gateway.token(['norte', 'sur']), 'sur')).toBeNull();
  });

  it('is refused when another tenant’s issuer has made it, or there is no such tenant', async () => {
    const refused = [
      await enter(gateway.token('este')),
      await enter(ofEste('norte')),
      await enter(ofEste(['norte', 'este']), 'norte'),
      await enter(gateway.token('nowhere')),
      await enter(gateway.token('__proto__')),
      await enter('no.such.token'),
    ];
    expect(new Set(refused).size).toBe(1);
    expect(refused[0]).not.toMatch(/tenant/i);
    expect(refused[0]).not.toBeNull();
  });
});

describe('viewer says which ISP it is, and among which the token lets choose', () => {
  const asked = '{ viewer { tenant { id name country colour logo } tenants { id } } }';
  const ask = async (token: string, tenant: string): Promise<unknown> =>
    (await gateway.send('', asked, {}, { authorization: `Bearer ${token}`, 'x-tenant': tenant })).data;
  const plain = { country: 'CO', colour: null, logo: null };

  it('all that take the token, once each, and no other', async () => {
    const token = gateway.token(['norte', 'gone', 'sur', 'sur']);
    expect(await ask(token, 'sur')).toEqual({
      viewer: { tenant: { id: 'sur', name: 'sur', ...plain }, tenants: [{ id: 'norte' }, { id: 'sur' }] },
    });
    expect(await ask(gateway.token('sur'), 'sur')).toMatchObject({ viewer: { tenants: [{ id: 'sur' }] } });
  });

  it('an issuer of one tenant learns of no other by naming it, nor the other way about', async () => {
    expect(await ask(ofEste(['este', 'norte']), 'este')).toMatchObject({ viewer: { tenants: [{ id: 'este' }] } });
    expect(await ask(gateway.token(['norte', 'este']), 'norte')).toMatchObject({
      viewer: { tenants: [{ id: 'norte' }] },
    });
  });
});
