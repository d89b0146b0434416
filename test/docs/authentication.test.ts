import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.js';
import { type Caller, scopes } from '../../src/model/caller.js';
import { createAuthentication } from '../../src/server/auth/authentication.js';
import { type Issuer, startIssuer } from '../gateway/issuer.js';
import { fencesOf } from './markdown.js';

const page = readFileSync('docs/authentication.md', 'utf8');

type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** Settings and example of a token, as a part of the page gives them. */
function partOf(heading: string): { readonly settings: Readonly<Record<string, string>>; readonly claims: Claims } {
  const [part = ''] = page.split(`## ${heading}\n`)[1]?.split('\n## ') ?? [];
  const fences = fencesOf(part);
  const settings = fences.find(({ text }) => text.startsWith('JWT_JWKS_URL='))?.text ?? '';
  const claims = fences.find(({ info }) => info === 'json')?.text ?? '';
  const pairs = [...settings.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
  return { settings: Object.fromEntries(pairs), claims: JSON.parse(claims) as Claims };
}

let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer('RS256');
});

afterAll(() => issuer.close());

describe.each(['Keycloak', 'Auth0'])('the settings for %s', (heading) => {
  const { settings, claims } = partOf(heading);
  const environment = {
    ...settings,
    GATEWAY_SECRET: 'a secret that is longer than thirty-two bytes',
    WISPHUB_URL: 'http://wisphub.test',
    WISPHUB_API_KEY: 'key',
  };

  /** Checks a token as the gateway with these settings does, by the issuer's keys. */
  async function authenticate(given: Claims): Promise<Caller> {
    const { jwt } = readConfig(environment);
    return createAuthentication({ ...jwt, jwksUrl: issuer.jwksUrl })(issuer.sign(given.sub, given));
  }

  it('take the example of a token, and read its scopes from `scope` alone', async () => {
    const { subject, application, scopes: granted } = await authenticate(claims);
    expect({ subject, application }).toEqual({ subject: claims.sub, application: claims.azp });
    expect([...granted]).toEqual(['clients:read', 'personal:read', 'tickets:read']);
    const bare = await authenticate({ ...claims, scope: undefined, permissions: [...scopes], scp: scopes.join(' ') });
    expect([...bare.scopes]).toEqual([]);
  });

  it.each([
    ['without our audience', { aud: 'account' }],
    ['without any audience', { aud: undefined }],
    ['of another issuer', { iss: 'https://else.example/' }],
    ['whose issuer differs by a slash', { iss: `${settings.JWT_ISSUER}/`.replace(/\/\/$/, '') }],
    ['with scopes as a list', { scope: ['clients:read'] }],
    ['without a subject', { sub: undefined }],
  ])('refuse a token %s', async (_, changed) => {
    await expect(authenticate({ ...claims, ...changed } as Claims)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

it('the page names every scope', () => {
  expect(scopes.filter((scope) => !page.includes(`\`${scope}\``))).toEqual([]);
});
