import type { Country } from '../../model/country.js';
import { formOfAddressIn } from '../../model/form-of-address.js';
import type { SandboxState } from '../execution/apollo.js';
import { type Prefill, readExamples } from './example.js';
import type { Page } from './page.js';

/** The operator's console. */
export interface ConsoleSettings {
  /** Identity provider of the operators. Null: they paste a token. */
  readonly identityProvider: { readonly issuer: string; readonly clientId: string; readonly scope: string } | null;
}

export interface PageSettings {
  readonly isExplorer: boolean;
  /** Null: there is no console. */
  readonly console: ConsoleSettings | null;
}

/** Pages for browsers. */
export interface Pages {
  readonly own: readonly Page[];
  /** Apollo's page, which is not ours. */
  readonly sandbox: SandboxState;
}

/** What the pages know of the gateway. */
export interface PageSurroundings {
  /** Whose words they have. */
  readonly country?: Country | undefined;
  /** Claim of a token that names its tenants. Null: there is one alone. */
  readonly tenantClaim: string | null;
  readonly prefill?: Prefill | undefined;
}

export function describePages(
  { isExplorer, console }: PageSettings,
  { country, tenantClaim, prefill }: PageSurroundings,
): Pages {
  const token = prefill?.token ?? null;
  const own: Page[] = [];
  if (console !== null) own.push(toConsole(console, country, { token: prefill?.consoleToken ?? token, tenantClaim }));
  if (!isExplorer) return { own, sandbox: {} };
  const { document, operations } = readExamples(prefill?.variables ?? {});
  own.push({ name: 'graphiql', settings: { token, examples: operations } });
  const sandbox = {
    document,
    // One set for all of them: of two with a variable of the same name, the first is filled in.
    variables: Object.assign({}, ...operations.map(({ variables }) => variables).reverse()),
    headers: { Authorization: `Bearer ${token ?? 'TOKEN'}` },
  };
  return { own, sandbox };
}

/** The browser talks to the identity provider itself: no secret is needed for it (authorization code with PKCE). */
function toConsole(
  { identityProvider }: ConsoleSettings,
  country: Country | undefined,
  more: { readonly token: string | null; readonly tenantClaim: string | null },
): Page {
  return {
    name: 'console',
    settings: { identityProvider, ...more, country: country ?? null, formOfAddress: formOfAddressIn(country) },
    connectTo: identityProvider === null ? [] : [new URL(identityProvider.issuer).origin],
    // Logos of tenants. Their hosts would tell whoever asks for the page which tenants there are.
    images: more.tenantClaim === null ? [] : ['https:'],
  };
}
