import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInstallation } from '../../config/tenant/tenants.js';
import type { EmulatedCountry } from '../../emulator/country/country.js';
import { startWispHub, type WispHubEmulator } from '../../emulator/wisphub/index.js';
import { startWispro, type WisproEmulator, wisproToken } from '../../emulator/wispro/index.js';
import { scopeId } from '../../model/tenant.js';
import { mintToken } from '../../server/auth/token.js';
import { createExampleVariables, findExamplePeople } from './example.js';
import { demoEnvironment, people, serveDemo, tokenSeconds } from './gateway.js';

interface DemoTenant {
  readonly id: string;
  readonly name: string;
  readonly country: EmulatedCountry;
  readonly colour: string;
}

const isps: readonly [DemoTenant, ...DemoTenant[]] = [
  { id: 'norte', name: 'Fibra Norte', country: 'CO', colour: '#0b6e4f' },
  { id: 'pampa', name: 'Pampa Net', country: 'AR', colour: '#1f5fbf' },
  { id: 'maya', name: 'Red Maya', country: 'MX', colour: '#b3261e' },
  { id: 'andes', name: 'Andes Link', country: 'PE', colour: '#7b3fa0' },
  { id: 'amazonia', name: 'Amazônia Fibra', country: 'BR', colour: '#8a5a00' },
];

export const maxTenants = isps.length;

interface Running {
  readonly tenant: DemoTenant;
  readonly wispHub: WispHubEmulator;
  readonly wispro: WisproEmulator;
}

/** Starts made-up ISPs with people of their own, one gateway in front of all of them, and says what to try. */
export async function tenantsDemo(say: (text: string) => void, count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'isp-gateway-demo-'));
  const running: Running[] = [];
  const close = async (): Promise<void> => {
    for (const { wispHub, wispro } of running) await Promise.all([wispHub.close(), wispro.close()]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const tenant of isps.slice(0, count)) running.push(await startBackends(tenant));
    for (const each of running) writeFileSync(join(folder, `${each.tenant.id}.yaml`), toFile(each));
    await serve(running, folder, close, say);
  } catch (error) {
    // Made-up back ends would keep the process of a demo that did not start.
    await close();
    throw error;
  }
}

async function startBackends(tenant: DemoTenant): Promise<Running> {
  const options = { latencyMs: 150, country: tenant.country };
  return { tenant, wispHub: await startWispHub(options), wispro: await startWispro(options) };
}

async function serve(
  running: readonly Running[],
  folder: string,
  close: () => Promise<void>,
  say: (text: string) => void,
): Promise<void> {
  const secrets = { DEMO_WISPHUB_PASSWORD: 'wisphub-planted-password', DEMO_WISPRO_TOKEN: wisproToken };
  const config = readInstallation({ ...demoEnvironment(), ...secrets, TENANTS: folder });
  const ids = running.map(({ tenant }) => tenant.id);
  const claim = config.tenants?.claim ?? '';
  const mint = (id: string | readonly string[]): string =>
    mintToken(config.jwt, {
      ...{ subject: 'operator', scopes: people.at(-1)?.scopes ?? [], lifeSeconds: tokenSeconds },
      tenant: { claim, id },
    });
  const tokens = [
    ...running.map(({ tenant: { id, name } }) => ({ title: `the operator of ${name} (${id})`, token: mint(id) })),
    { title: 'an operator of all of them', token: mint(ids) },
  ];
  const [first] = running;
  const prefill = {
    token: tokens[0]?.token ?? '',
    consoleToken: tokens.at(-1)?.token ?? '',
    variables: first === undefined ? {} : variablesOf(first),
  };
  const url = await serveDemo(config, prefill, close, say);
  say(describe(url, folder, ids, tokens));
}

/** JSON is YAML. */
function toFile({ tenant: { id, name, country, colour }, wispHub, wispro }: Running): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="${colour}"/><text x="12" y="17" text-anchor="middle" font-family="sans-serif" font-size="14" font-weight="700" fill="#fff">${name[0]}</text></svg>`;
  return JSON.stringify(
    {
      ...{ id, name, country },
      backends: {
        wisphub: { url: wispHub.url, username: 'gateway', password: 'env:DEMO_WISPHUB_PASSWORD' },
        wispro: { url: wispro.url, token: 'env:DEMO_WISPRO_TOKEN' },
      },
      branding: { colour, logo: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` },
    },
    null,
    2,
  );
}

/** Ids are those that the tenant's clients see. */
function variablesOf({ tenant: { id, country }, wispHub }: Running): ReturnType<typeof createExampleVariables> {
  const text = JSON.stringify(createExampleVariables(findExamplePeople(country, wispHub.clients)));
  return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? scopeId(value, id) : value));
}

function describe(
  url: string,
  folder: string,
  [first = '']: readonly string[],
  tokens: readonly { readonly title: string; readonly token: string }[],
): string {
  return `
isp-gateway demo: made-up ISPs on one gateway, nothing real is called.

  GraphQL over HTTP and WebSocket   ${url}/graphql
  In a browser                      ${url}/console   the operator's console, which switches between them
                                    ${url}/graphiql  GraphiQL, as the operator of the first

Send one of these as  Authorization: Bearer TOKEN  (valid for 12 hours):
${tokens.map(({ title, token }) => `\n  ${title}\n  ${token}\n`).join('')}
With the last one a request names the ISP that it means:  X-Tenant: ${first}

  { viewer { tenant { id name } tenants { id } } clients(first: 5) { nodes { id name } } }

Their files are in  ${folder} : a change is in force at once. See docs/tenants.md.
`;
}
