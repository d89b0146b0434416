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
  /** From now on it signs by another key, and shows no other. */
  rotate(): void;
  /** Whether it answers with its keys, or with 500. */
  isUp: boolean;
  close(): void;
}

export async function startIssuer(): Promise<Issuer> {
  let pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let kid = 'key-1';
  let fetches = 0;
  const server = createServer((_, response) => {
    fetches += 1;
    response.statusCode = issuer.isUp ? 200 : 500;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid, use: 'sig' }] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer: Issuer = {
    isUp: true,
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    fetches: () => fetches,
    sign: (subject) =>
      jsonwebtoken.sign({ sub: subject, aud: jwt.audience, scope: scopes.join(' ') }, pair.privateKey, {
        algorithm: 'ES256',
        keyid: kid,
        expiresIn: 3_600,
      }),
    rotate: () => {
      pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      kid = `${kid}-next`;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return issuer;
}
