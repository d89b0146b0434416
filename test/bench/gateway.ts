import { randomBytes } from 'node:crypto';
import { scopes } from '../../src/model/caller.js';
import { mintToken } from '../../src/transport/token.js';
import type { BackEnd } from './back-end.js';
import { type Child, startChild } from './process/child.js';

/** The secret of this run, and a token that opens everything. */
const jwt = { secret: randomBytes(32).toString('hex'), issuer: undefined, audience: 'isp-gateway' };

export const token = mintToken(jwt, { subject: 'bench', scopes, lifeSeconds: 3_600 });

export const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

/** What a gateway and a peer are told alike. */
export function environmentFor(backEnd: BackEnd): Readonly<Record<string, string>> {
  return { ...backEnd.environment, JWT_SECRET: jwt.secret, PORT: '0' };
}

/** A gateway as it is deployed: nothing is switched off, its log goes to /dev/null. */
export function startGateway(
  backEnd: BackEnd,
  options: { readonly environment?: Readonly<Record<string, string>>; readonly flags?: readonly string[] } = {},
): Promise<Child> {
  return startChild('process/gateway', {
    core: 'measured',
    environment: { ...environmentFor(backEnd), ...options.environment },
    ...(options.flags === undefined ? {} : { flags: options.flags }),
  });
}

/** What a server answers to one operation, as text. @throws when that is not 200. */
export async function ask(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
  return text;
}

/** The data of an answer. @throws when it has errors. */
export async function askData<Data>(url: string, query: string, variables: unknown = {}): Promise<Data> {
  const text = await ask(url, JSON.stringify({ query, variables }));
  const { data, errors } = JSON.parse(text) as { readonly data: Data; readonly errors?: readonly unknown[] };
  if (errors !== undefined) throw new Error(`errors in ${text.slice(0, 500)}`);
  return data;
}
