import type { PeerSetting } from './setting.js';

/** The middleware's token, asked for once and again when it is about to end (contract 1.1). */
export interface Session {
  token(): Promise<string>;
}

const renewBeforeMs = 60_000;

export function createSession(setting: PeerSetting): Session {
  let current: Promise<string> | undefined;
  let endsAt = 0;
  const logIn = async (): Promise<string> => {
    const { username, password } = setting;
    const response = await fetch(`${setting.backendUrl}/api/v1/auth/token`, {
      method: 'POST',
      body: new URLSearchParams({ username, password }),
    });
    if (!response.ok) throw new Error(`no login: ${response.status}`);
    const { access_token: token } = (await response.json()) as { readonly access_token: string };
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp: number };
    endsAt = claims.exp * 1_000;
    return token;
  };
  return {
    token: () => {
      if (current === undefined || (endsAt > 0 && Date.now() > endsAt - renewBeforeMs)) {
        endsAt = 0;
        current = logIn();
        current.catch(() => {
          current = undefined;
        });
      }
      return current;
    },
  };
}
