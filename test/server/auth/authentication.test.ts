import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AuthenticateToken, createAuthentication } from '../../../src/server/auth/authentication.js';
import { jwt } from '../../gateway/gateway.js';
import { type Issuer, startIssuer } from '../../gateway/issuer.js';

const minute = 60_000;

let issuer: Issuer;
let now: number;
let authenticate: AuthenticateToken;

beforeEach(async () => {
  issuer = await startIssuer();
  now = 1;
  authenticate = createAuthentication({ ...jwt, issuer: undefined, jwksUrl: issuer.jwksUrl }, () => now);
});

afterEach(() => issuer.close());

/** Whom a token is of, or the code by which it is refused. */
async function outcomeOf(token: string): Promise<string> {
  try {
    return (await authenticate(token)).subject;
  } catch (error) {
    return String((error as { readonly code?: unknown }).code);
  }
}

/** A token that says it was signed by a key of the issuer's that nobody has. */
function forge(kid: string): string {
  const [, payload, seal] = issuer.sign('nobody').split('.');
  return [Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'JWT', kid })).toString('base64url'), payload, seal].join(
    '.',
  );
}

it('a token whose key the issuer has withdrawn is refused within minutes, although it was good and has not ended', async () => {
  const token = issuer.sign('ana');
  expect(await outcomeOf(token)).toBe('ana');
  issuer.rotate();
  expect(await outcomeOf(token)).toBe('ana');
  now += 10 * minute + 1;
  expect(await outcomeOf(token)).toBe('UNAUTHENTICATED');
  issuer.isUp = false;
  now += minute;
  expect(await outcomeOf(token)).not.toBe('ana');
});

it('a token of a new key is good at once, and who makes up keys costs the issuer ten questions a minute', async () => {
  expect(await outcomeOf(issuer.sign('ana'))).toBe('ana');
  now += minute;
  issuer.rotate();
  expect(await outcomeOf(issuer.sign('eva'))).toBe('eva');
  const before = issuer.fetches();
  for (let index = 0; index < 200; index += 1) {
    now += 300;
    expect(await outcomeOf(forge(`made-up-${index}`))).toBe('UNAUTHENTICATED');
  }
  expect(issuer.fetches() - before).toBeLessThanOrEqual(10);
});

it('who makes up keys for an hour shuts nobody out', async () => {
  expect(await outcomeOf(issuer.sign('ana'))).toBe('ana');
  for (let index = 0; index < 60; index += 1) {
    now += minute;
    const made = Array.from({ length: 12 }, (_, each) => outcomeOf(forge(`made-up-${index}-${each}`)));
    expect(new Set(await Promise.all(made))).toEqual(new Set(['UNAUTHENTICATED']));
    expect(await outcomeOf(issuer.sign(`ana-${index}`))).toBe(`ana-${index}`);
  }
});

it('while the issuer is out of reach, what was good is good, and of what is new nobody says that it is bad', async () => {
  const token = issuer.sign('ana');
  expect(await outcomeOf(token)).toBe('ana');
  issuer.isUp = false;
  now += 15 * minute;
  expect([await outcomeOf(token), await outcomeOf(issuer.sign('eva'))]).toEqual(['ana', 'eva']);
  now += 10 * minute;
  expect([await outcomeOf(token), await outcomeOf(issuer.sign('leo'))]).toEqual(['ana', 'SERVICE_UNAVAILABLE']);
  issuer.isUp = true;
  now += minute;
  expect(await outcomeOf(issuer.sign('leo'))).toBe('leo');
});
