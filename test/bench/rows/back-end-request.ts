import type { Backend } from '../back-end.js';
import type { Somebody } from '../process/emulator.js';
import type { LoadRequest } from '../process/load.js';

/** Asks the back end itself, past everybody: what they add is told from that. */
export async function askBackend({ url, environment }: Backend): Promise<(client: Somebody) => LoadRequest> {
  const { WISPHUB_USERNAME: username = '', WISPHUB_PASSWORD: password = '' } = environment;
  const response = await fetch(`${url}/api/v1/auth/token`, {
    method: 'POST',
    body: new URLSearchParams({ username, password }),
  });
  const { access_token: token } = (await response.json()) as { readonly access_token: string };
  return ({ path }) => ({ method: 'GET', path, headers: { authorization: `Bearer ${token}` } });
}
