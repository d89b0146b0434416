import type { IdentityProvider } from './settings.js';

/** Signs in at an identity provider: authorization code with PKCE, no secret in the page. The library is loaded when it is needed. */
export interface ProviderSignIn {
  /** Leaves the page for the provider's. */
  begin(): Promise<void>;
  /** The token, when the provider has just sent the operator back. Null: it has not. @throws when the provider refused. */
  finish(): Promise<string | null>;
}

export function createProviderSignIn({ issuer, clientId, scope }: IdentityProvider): ProviderSignIn {
  const open = async () => {
    const { UserManager, WebStorageStateStore } = await import('oidc-client-ts');
    const store = new WebStorageStateStore({ store: sessionStorage });
    return new UserManager({
      authority: issuer,
      client_id: clientId,
      redirect_uri: `${location.origin}/console`,
      response_type: 'code',
      scope,
      userStore: store,
      stateStore: store,
      automaticSilentRenew: false,
    });
  };
  return {
    begin: async () => (await open()).signinRedirect({ state: location.hash }),
    finish: async () => {
      const given = new URLSearchParams(location.search);
      if (!given.has('state') || !(given.has('code') || given.has('error'))) return null;
      const manager = await open();
      let place = '';
      try {
        const { access_token, state } = await manager.signinRedirectCallback();
        if (typeof state === 'string') place = state;
        return access_token;
      } finally {
        // The parameters of the provider are used up and must not stay in the address; the client that it had returns to it.
        history.replaceState(null, '', `/console${place}`);
        await manager.removeUser();
      }
    },
  };
}
