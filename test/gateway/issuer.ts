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
  /** With every scope, for an hour, unless the claims say otherwise. */
  sign(subject: string, claims?: Readonly<Record<string, unknown>>): string;
  /** From now on it signs by another key, and shows no other. */
  rotate(): void;
  /** Whether it answers with its keys, or with 500. */
  isUp: boolean;
  close(): void;
}

const generate = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2_048 }),
} as const;

export async function startIssuer(algorithm: keyof typeof generate = 'ES256'): Promise<Issuer> {
  let pair = generate[algorithm]();
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
    sign: (subject, claims = {}) =>
      jsonwebtoken.sign({ sub: subject, aud: jwt.audience, scope: scopes.join(' '), ...claims }, pair.privateKey, {
        algorithm,
        keyid: kid,
        expiresIn: 3_600,
      }),
    rotate: () => {
      pair = generate[algorithm]();
      kid = `${kid}-next`;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return issuer;
}
