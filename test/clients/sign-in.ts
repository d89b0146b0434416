import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mintToken } from '../../src/server/auth/token.js';

/** What gives out tokens, as the token endpoint of OAuth 2 does. */
export interface SignIn {
  /** Somebody who asks: their first token has expired, the next ones are valid. */
  open(): { readonly url: string; readonly given: () => number };
  close(): Promise<void>;
}

const scopes = ['clients:read', 'tickets:read', 'tickets:write', 'network:read', 'network:diagnose'] as const;
const hour = 3_600;

export async function startSignIn(secret: string): Promise<SignIn> {
  const given: number[] = [];
  const server = createServer((request, response) => {
    const session = Number(request.url?.slice(1));
    const before = given[session] ?? 0;
    given[session] = before + 1;
    const lifeSeconds = before === 0 ? -hour : hour;
    const settings = { secret, issuer: undefined, audience: 'isp-gateway' };
    const token = mintToken(settings, { subject: 'recipe', scopes, lifeSeconds });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: lifeSeconds }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    open: () => {
      const session = given.push(0) - 1;
      return { url: `http://127.0.0.1:${port}/${session}`, given: () => given[session] ?? 0 };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
