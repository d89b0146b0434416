import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import jsonwebtoken from 'jsonwebtoken';

export interface IdentityProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

/** An OpenID provider that knows one operator and lets them in without a question: authorization code, PKCE demanded. */
export async function startIdentityProvider(scope: string): Promise<IdentityProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const codes = new Map<string, { readonly challenge: string; readonly nonce: string | null }>();
  const sign = (claims: object, audience: string): string =>
    jsonwebtoken.sign(claims, privateKey, {
      algorithm: 'RS256',
      keyid: 'one',
      subject: 'olga',
      audience,
      issuer,
      expiresIn: 600,
    });

  const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>>> = {
    '/.well-known/openid-configuration': async (_, response) =>
      answer(response, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
      }),
    '/jwks': async (_, response) =>
      answer(response, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] }),
    '/authorize': async (request, response) => {
      const { searchParams: asked } = new URL(request.url ?? '', issuer);
      const code = randomUUID();
      codes.set(code, { challenge: asked.get('code_challenge') ?? '', nonce: asked.get('nonce') });
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', asked.get('state') ?? '');
      response.writeHead(302, { location: back.href }).end();
    },
    '/token': async (request, response) => {
      const given = new URLSearchParams(await text(request));
      const known = codes.get(given.get('code') ?? '');
      const proof = createHash('sha256')
        .update(given.get('code_verifier') ?? '')
        .digest('base64url');
      if (known === undefined || proof !== known.challenge) return answer(response, { error: 'invalid_grant' }, 400);
      return answer(response, {
        access_token: sign({ scope }, 'isp-gateway'),
        id_token: sign({ nonce: known.nonce }, given.get('client_id') ?? ''),
        token_type: 'Bearer',
        expires_in: 600,
      });
    },
  };
  const server = createServer((request, response) => {
    const route = routes[(request.url ?? '').split('?')[0] ?? ''];
    if (route === undefined) response.writeHead(404).end();
    else void route(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
  response.end(JSON.stringify(body));
}
