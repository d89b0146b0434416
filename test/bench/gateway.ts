import { randomBytes } from 'node:crypto';
import { scopes } from '../../src/model/caller.js';
import { mintToken } from '../../src/server/auth/token.js';
import type { Backend } from './back-end.js';
import { type Child, type ChildOptions, startChild } from './process/child.js';

/** The secret of this run, and a token that opens everything. */
const jwt = { secret: randomBytes(32).toString('hex'), issuer: undefined, audience: 'isp-gateway' };

export const token = mintToken(jwt, { subject: 'bench', scopes, lifeSeconds: 3_600 });

export const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

/** One caller on one address stands for all. */
const limits = { COST_PER_MINUTE: '1000000000', SOCKETS_PER_SUBJECT: '100000', PENDING_SOCKETS_PER_ADDRESS: '1000' };

/** What a gateway and a peer are told alike. */
export function environmentFor(backend: Backend): Readonly<Record<string, string>> {
  return { ...backend.environment, ...limits, JWT_SECRET: jwt.secret, PORT: '0' };
}

/** The whole load is one subject's, who may ask as much as it takes. What enforces that runs all the same. */
const allowances = {
  COST_PER_MINUTE: '1000000000',
  MAX_LOOP_DELAY_MS: '1000000',
  SOCKETS_PER_SUBJECT: '1000000',
  PENDING_SOCKETS_PER_ADDRESS: '1000000',
};

/**
 * A gateway as it is deployed: nothing is switched off, its log goes to /dev/null. `BENCH_PROFILE` names a folder for its
 * profile.
 */
export function startGateway(backend: Backend, options: Partial<ChildOptions> = {}): Promise<Child> {
  const { BENCH_PROFILE: folder } = process.env;
  const profiling = folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
  return startChild('process/gateway', {
    core: 'measured',
    ...options,
    flags: [...(options.flags ?? []), ...profiling],
    environment: { ...environmentFor(backend), ...allowances, ...options.environment },
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
