import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { fetchNode, runWorkflow } from './n8n.js';
import { found, pingable } from './recipe.js';
import { type SignIn, startSignIn } from './sign-in.js';

let folder: string;
let signIn: SignIn;
let results: Readonly<Record<string, readonly unknown[]>>;
let tokens: number;

beforeAll(async () => {
  const { url, secret } = inject('demo');
  folder = await mkdtemp(join(tmpdir(), 'isp-gateway-n8n-'));
  signIn = await startSignIn(secret);
  const session = signIn.open();
  results = await runWorkflow('examples/clients/n8n.json', await fetchNode(folder), {
    endpoint: url,
    signIn: async () => {
      const response = await fetch(session.url, { method: 'POST' });
      return ((await response.json()) as { readonly access_token: string }).access_token;
    },
  });
  tokens = session.given();
});

afterAll(async () => {
  await signIn.close();
  await rm(folder, { recursive: true, force: true });
});

interface Page {
  readonly data: { readonly clients: { readonly nodes: readonly { readonly name: string }[] } };
}

describe("n8n's GraphQL node", () => {
  it('asks', () => {
    const plan = { id: expect.any(String), name: '7MB PLUS' };
    expect(results.Person).toEqual([
      {
        data: { client: { id: pingable, name: 'RAÚL PERDOMO', status: 'ACTIVE', plan } },
      },
    ]);
  });

  it('writes', () => {
    const createTicket = {
      __typename: 'CreateTicketSuccess',
      replayed: false,
      ticket: { ticketId: expect.any(Number) },
    };
    expect(results.Ticket).toEqual([{ data: { createTicket } }]);
  });

  it('pages', () => {
    const pages = [results['First page'], results['Next page']].flat() as readonly Page[];
    expect(pages.flatMap(({ data }) => data.clients.nodes.map(({ name }) => name))).toEqual(found);
  });

  it('gets the codes of problems and of errors', () => {
    expect(results.Problem).toMatchObject([{ data: { createTicket: { code: 'CLIENT_NOT_FOUND' } } }]);
    // The answer, and the node's own words for it.
    expect(results.Error).toMatchObject([
      { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
      { error: expect.stringContaining('`by.id`') },
    ]);
  });

  it('asks for a new token once the first has expired', () => {
    expect(tokens).toBe(2);
  });
});
