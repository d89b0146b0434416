import process from 'node:process';

/** Address of the gateway; `npm run demo` serves this one. */
export const url = process.env.GATEWAY_URL ?? 'http://localhost:4000/graphql';

/** Global id of the client that the recipes ask about, write to and ping. */
export const clientId = process.env.CLIENT_ID ?? 'Q2xpZW50OldJU1BIVUI6MTAyMQ';

/** Global id in the right form that no client has. */
export const unknownId = 'Q2xpZW50OldJU1BIVUI6OTk5OTk5';

/** Asks the sign-in for a token. The form is OAuth 2's client credentials: put yours here. */
async function signIn() {
  if (process.env.SIGN_IN_URL === undefined) return process.env.TOKEN;
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  const response = await fetch(process.env.SIGN_IN_URL, { method: 'POST', body });
  if (!response.ok) throw new Error(`The sign-in answered ${response.status}.`);
  return (await response.json()).access_token;
}

let asked = null;
let given = null;

/** @returns the value of the header `Authorization`, asked for once and kept until it is forgotten */
export function authorization() {
  asked ??= signIn().then(
    (token) => {
      given = `Bearer ${token}`;
      return given;
    },
    (error) => {
      asked = null;
      throw error;
    },
  );
  return asked;
}

/** Forgets a value that was refused, so that the next request asks anew. A newer one is kept. */
export function forget(refused = given) {
  if (refused === given) asked = null;
}

/** Fetches with a token, and once more with a new one when the first has expired. */
export async function fetchAuthorized(input, init) {
  const attempt = async () => {
    const value = await authorization();
    const headers = new Headers(init?.headers);
    headers.set('authorization', value);
    return { value, response: await fetch(input, { ...init, headers }) };
  };
  const { value, response } = await attempt();
  if (response.status !== 401) return response;
  forget(value);
  return (await attempt()).response;
}

/** Runs the steps that the command line names, with the text behind the name (`watch=ID`); without any, all of them. */
export async function run(steps) {
  const [, , ...named] = process.argv;
  const chosen = named.length > 0 ? named : Object.keys(steps);
  for (const each of chosen) {
    const [name, ...rest] = each.split('=');
    const result = await steps[name](...rest);
    process.stdout.write(`${JSON.stringify([name, result])}\n`);
  }
}
