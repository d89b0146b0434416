import type { FormOfAddress } from './text/form-of-address.js';

/** Settings of the page, from the gateway. */
export interface Settings {
  /** Identity provider of the operators. Null: they paste a token. */
  readonly identityProvider: IdentityProvider | null;
  /** Claim of a token that names its tenants. Null: the gateway has one alone. */
  readonly tenantClaim: string | null;
  /** Country of the installation, an ISO 3166 code. Null: unknown. */
  readonly country: string | null;
  /** Spanish for "you" as that country writes it. */
  readonly formOfAddress: FormOfAddress;
  /** Of a demo, whose people are made up. */
  readonly token: string | null;
}

export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/** Enough to sign in with a token, once the gateway is there. */
export const noSettings: Settings = {
  identityProvider: null,
  tenantClaim: null,
  token: null,
  country: null,
  formOfAddress: 'USTED',
};

/** @throws when the gateway cannot be reached. */
export async function readSettings(): Promise<Settings> {
  const response = await fetch('/console/settings.json');
  if (!response.ok) throw new Error(`settings: ${response.status}`);
  return (await response.json()) as Settings;
}
