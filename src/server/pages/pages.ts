import type { Config } from '../../config/config.js';
import type { SandboxState } from '../execution/apollo.js';
import { type Prefill, readExamples } from './example.js';
import type { Page } from './page.js';

/** Pages for browsers. */
export interface Pages {
  readonly own: readonly Page[];
  /** Apollo's page, which is not ours. */
  readonly sandbox: SandboxState;
}

export function describePages(
  { isExplorer, console }: Pick<Config, 'isExplorer' | 'console'>,
  prefill: Prefill | undefined,
): Pages {
  const token = prefill?.token ?? null;
  const own: Page[] = [];
  if (console !== null) own.push(toConsole(console, token));
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
function toConsole({ identityProvider }: NonNullable<Config['console']>, token: string | null): Page {
  return {
    name: 'console',
    settings: { identityProvider, token },
    connectTo: identityProvider === null ? [] : [new URL(identityProvider.issuer).origin],
  };
}
