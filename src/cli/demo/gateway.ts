import { randomBytes } from 'node:crypto';
import type { Environment } from '../../backends/environment.js';
import { readConfig } from '../../config/config.js';
import type { Config } from '../../config/settings.js';
import { type EmulatedCountry, emulatedCountries, isEmulatedCountry } from '../../emulator/country/country.js';
import { startWispHub, type WispHubEmulator } from '../../emulator/wisphub/index.js';
import { startWisproCloud, wisproApiToken } from '../../emulator/wispro/cloud/index.js';
import { startWispro, wisproToken } from '../../emulator/wispro/index.js';
import { startGateway, stopOnSignal } from '../../main.js';
import type { Scope } from '../../model/caller.js';
import { mintToken } from '../../server/auth/token.js';
import { createLog } from '../../server/observability/log.js';
import type { Prefill } from '../../server/pages/example.js';
import { createExampleVariables, type ExamplePeople, findExamplePeople } from './example.js';

export const people: readonly {
  readonly subject: string;
  readonly title: string;
  readonly scopes: readonly Scope[];
}[] = [
  {
    subject: 'front-end',
    title: 'a front end',
    scopes: ['clients:read', 'personal:read', 'tickets:read', 'billing:read'],
  },
  {
    subject: 'chatbot',
    title: 'a chatbot',
    scopes: [
      'clients:read',
      'clients:write',
      'tickets:read',
      'tickets:write',
      'network:read',
      'network:diagnose',
      'billing:read',
      'billing:write',
    ],
  },
  {
    subject: 'operator',
    title: 'an operator',
    scopes: [
      'clients:read',
      'clients:write',
      'personal:read',
      'tickets:read',
      'tickets:write',
      'network:read',
      'network:diagnose',
      'billing:read',
      'billing:write',
      'payments:write',
      'admin',
    ],
  },
];

export const tokenSeconds = 12 * 3_600;

export const demoCountries: readonly string[] = emulatedCountries;

/** Country whose subscribers can be made up. @returns undefined where they cannot */
export function readDemoCountry(code: string): EmulatedCountry | undefined {
  const country = code.toUpperCase();
  return isEmulatedCountry(country) ? country : undefined;
}

/**
 * Starts emulated back ends and a gateway in front of them, and says what to try.
 * @param country of both. Undefined: WispHub in Colombia and Wispro in Argentina
 */
export async function demo(say: (text: string) => void, country?: EmulatedCountry): Promise<void> {
  const options = { latencyMs: 150, country };
  const [wispHub, wispro] = [await startWispHub(options), await startWispro(options)];
  const environment = {
    ...(country === undefined ? {} : { COUNTRY: country, COUNTRY_WISPHUB: country, COUNTRY_WISPRO: country }),
    WISPHUB_USERNAME: 'gateway',
    WISPHUB_PASSWORD: 'wisphub-planted-password',
    WISPRO_URL: wispro.url,
    WISPRO_TOKEN: wisproToken,
  };
  await startWithBackends({ wispHub, wispro, environment, country }, say);
}

/** The same in front of the systems' own APIs. */
export async function nativeDemo(say: (text: string) => void): Promise<void> {
  const wispHub = await startWispHub({ latencyMs: 150, lineage: 'native' });
  const wispro = await startWisproCloud({ latencyMs: 150 });
  const environment = {
    WISPHUB_DIALECT: 'native',
    WISPHUB_API_KEY: 'wisphub-planted-api-key',
    WISPRO_API_URL: wispro.url,
    WISPRO_API_TOKEN: wisproApiToken,
  };
  await startWithBackends({ wispHub, wispro, environment, country: undefined }, say);
}

/** Emulated back ends, and the variables by which a gateway uses them. */
interface DemoBackends {
  readonly wispHub: WispHubEmulator;
  readonly wispro: { close(): Promise<void> };
  readonly environment: Readonly<Record<string, string>>;
  readonly country: EmulatedCountry | undefined;
}

async function startWithBackends(backends: DemoBackends, say: (text: string) => void): Promise<void> {
  const close = async (): Promise<void> => {
    await backends.wispHub.close();
    await backends.wispro.close();
  };
  // Made-up back ends would keep the process of a demo that did not start.
  await startDemo(backends, close, say).catch(async (error) => {
    await close();
    throw error;
  });
}

async function startDemo(
  { wispHub, environment, country }: DemoBackends,
  close: () => Promise<void>,
  say: (text: string) => void,
): Promise<void> {
  const config = readConfig({ ...demoEnvironment(), WISPHUB_URL: wispHub.url, ...environment });
  const examples = findExamplePeople(country, wispHub.clients);
  const tokens = people.map((person) => ({
    ...person,
    token: mintToken(config.jwt, { ...person, lifeSeconds: tokenSeconds }),
  }));
  const prefill = { token: tokens.at(-1)?.token ?? '', variables: createExampleVariables(examples) };
  const url = await serveDemo(config, prefill, close, say);
  say(describe(url, tokens, examples));
}

/** What a demo has beside its back ends. */
export function demoEnvironment(): Environment {
  return {
    PORT: '4000',
    EXPLORER: 'true',
    // The front end under development comes from whatever port its tool has chosen.
    CORS_ORIGINS: 'http://localhost:*,http://127.0.0.1:*',
    CONSOLE: 'true',
    LOG_LEVEL: 'warn',
    ...process.env,
    JWT_SECRET: process.env.JWT_SECRET ?? randomBytes(32).toString('hex'),
  };
}

/** @param close ends the back ends, when a signal ends the gateway. @returns its address, once it is ready. */
export async function serveDemo(
  config: Config,
  prefill: Prefill,
  close: () => Promise<void>,
  say: (text: string) => void,
): Promise<string> {
  const server = await startGateway(config, {
    log: createLog(config.logLevel),
    auditLog: { write: () => undefined },
    prefill,
  });
  await waitUntilReady(`${server.url}/health/ready`);
  const closeAll = async (): Promise<void> => {
    await server.close();
    await close();
  };
  stopOnSignal({ url: server.url, close: closeAll }, say);
  return server.url;
}

async function waitUntilReady(url: string): Promise<void> {
  const response = await fetch(url);
  if (!response.ok) throw new Error('The gateway started, but does not say that it is ready.');
}

function describe(
  url: string,
  tokens: readonly { readonly title: string; readonly token: string }[],
  { document, phone, account: { type, value }, common }: ExamplePeople,
): string {
  const key = type === 'DNI' ? `document: "${value}"` : `wispro: { type: ${type}, value: "${value}" }`;
  return `
isp-gateway demo: made-up subscribers, nothing real is called.

  GraphQL over HTTP and WebSocket   ${url}/graphql
  In a browser                      ${url}/console   the operator's console
                                    ${url}/graphiql  GraphiQL with the operations of schema/operations; needs no internet
                                    ${url}/graphql   the same in Apollo Sandbox; its page is remote, the endpoint is not

Send one of these as  Authorization: Bearer TOKEN  (valid for 12 hours):
${tokens.map(({ title, token }) => `\n  ${title}\n  ${token}\n`).join('')}
Three operations to paste:

  # a front end shows one subscriber
  { client(by: { document: "${document}" }) { id name status plan { name price { amount currency } } outstandingBalance { amount } } }

  # a chatbot finds who writes, and what can be reported
  { client(by: { phone: "${phone}" }) { id name status zone { isBlocked } } ticketSubjects { name priority } }
  { client(by: { ${key} }) { name invoices(states: [PENDING]) { nodes { number balance { amount currency } paymentLinks { url } } } } }

  # an operator looks for people, and starts a ping with the id that comes back
  { clients(first: 5, search: "${common}", filter: { status: [ACTIVE] }) { foundCount nodes { id name serviceId zone { zoneId } } } }
  mutation { startPing(input: { clientId: "ID" }) { ... on StartPingSuccess { pingTask { id status } } ... on Problem { code message } } }
  subscription { pingTaskCompleted(id: "ID") { status connection } }
`;
}
