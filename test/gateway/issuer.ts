import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import jsonwebtoken from 'jsonwebtoken';
import { scopes } from '../../src/model/caller.js';
import { jwt } from './secret.js';

/** An identity provider that counts how often its keys are fetched. */
export interface Issuer {
  readonly jwksUrl: string;
  readonly fetches: () => number;
  /** With every scope, for an hour. */
  sign(subject: string): string;
  close(): void;
}

export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'key-1', use: 'sig' }];
  let fetches = 0;
  const server = createServer((_, response) => {
    fetches += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    fetches: () => fetches,
    sign: (subject) =>
      jsonwebtoken.sign({ sub: subject, aud: jwt.audience, scope: scopes.join(' ') }, privateKey, {
        algorithm: 'ES256',
        keyid: 'key-1',
        expiresIn: 3_600,
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
