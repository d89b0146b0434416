import { type Environment, missing, variables } from '../backends/environment.js';

/** The operator's console. */
export interface ConsoleSettings {
  /** Identity provider of the operators. Null: they paste a token. */
  readonly identityProvider: { readonly issuer: string; readonly clientId: string; readonly scope: string } | null;
}

export const consoleVariables = {
  CONSOLE: variables.truth
    .default('false')
    .describe(
      'Serves the operator’s console at `/console`; it shows what the operator’s token allows. `demo` turns it on.',
    ),
  OIDC_ISSUER: variables.httpUrl
    .optional()
    .describe(
      'Identity provider for signing in to the console, beside `JWT_JWKS_URL`. Unset: operators paste a token.',
    ),
  OIDC_CLIENT_ID: variables.filled
    .optional()
    .describe('Client id of the console at the identity provider: a public client with PKCE.'),
  OIDC_SCOPE: variables.filled
    .default('openid clients:read personal:read tickets:read network:read network:diagnose billing:read')
    .describe('Scope that the console requests from the identity provider.'),
};

/** @returns null when it is off. */
export function readConsole(given: {
  readonly CONSOLE: 'true' | 'false';
  readonly OIDC_ISSUER?: string | undefined;
  readonly OIDC_CLIENT_ID?: string | undefined;
  readonly OIDC_SCOPE: string;
}): ConsoleSettings | null {
  const { CONSOLE, OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_SCOPE: scope } = given;
  if (CONSOLE !== 'true') return null;
  return { identityProvider: issuer === undefined || clientId === undefined ? null : { issuer, clientId, scope } };
}

/** Signing in is of use only where the identity provider's tokens are taken. */
export function issuesOfConsole(environment: Environment): readonly string[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID } = environment;
  if (OIDC_ISSUER !== undefined) return missing(environment, 'OIDC_ISSUER', ['OIDC_CLIENT_ID', 'JWT_JWKS_URL']);
  return OIDC_CLIENT_ID === undefined ? [] : missing(environment, 'OIDC_CLIENT_ID', ['OIDC_ISSUER']);
}
