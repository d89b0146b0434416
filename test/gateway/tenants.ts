import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInstallation } from '../../src/config/tenant/tenants.js';
import { noLifetimes } from '../../src/domain/cache/lifetime.js';
import { startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { startWispro, type WisproEmulator, wisproToken } from '../../src/emulator/wispro/index.js';
import { type Gateway, type GatewayOptions, startGateway } from '../../src/main.js';
import { scopes } from '../../src/model/caller.js';
import { createAuditLogWriter } from '../../src/server/observability/audit-log.js';
import { createLog } from '../../src/server/observability/log.js';
import { claiming } from './forged-token.js';
import { type Answer, jwt, metricsToken, quickPings, sinkInto } from './gateway.js';

/** Every name that a back end of a tenant gives ends with its mark. */
export const marks = { norte: 'Nortemark', sur: 'Surmark' } as const;

export type TenantId = keyof typeof marks;

export const tenantIds = ['norte', 'sur'] as const satisfies readonly TenantId[];

interface BackEnds {
  readonly wispHub: WispHubEmulator;
  readonly wispro: WisproEmulator;
}

/** A gateway of two ISPs with equal subscribers, ids and tickets. */
export interface TenantsGateway extends Gateway {
  readonly backEnds: Readonly<Record<TenantId, BackEnds>>;
  readonly logged: () => string;
  readonly journaled: () => string;
  readonly folder: string;
  /** @param changes of the claims. */
  token(tenant: unknown, changes?: object): string;
  send<Data = Readonly<Record<string, never>>>(
    tenant: string,
    query: string,
    variables?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Data>>;
  metrics(): Promise<string>;
  /** Writes a tenant's file anew. @param more lines of YAML. Null: takes it away. */
  write(tenant: string, more?: string | null): void;
}

export async function startTenantsGateway(
  environment: Readonly<Record<string, string>> = {},
  options: GatewayOptions = {},
): Promise<TenantsGateway> {
  const backEnds = { norte: await startMarked('norte'), sur: await startMarked('sur') };
  const folder = mkdtempSync(join(tmpdir(), 'isp-tenants-'));
  const write: TenantsGateway['write'] = (tenant, more = '') => {
    const path = join(folder, `${tenant}.yaml`);
    if (more === null) return rmSync(path);
    const { wispHub, wispro } = tenant === 'norte' ? backEnds.norte : backEnds.sur;
    writeFileSync(
      path,
      `id: ${tenant}
name: ${tenant}
backends:
  wisphub: { url: "${wispHub.url}", username: gateway, password: "env:HUB_PASSWORD" }
  wispro: { url: "${wispro.url}", token: "env:PRO_TOKEN" }
documents: { mcp: true }
${more}
`,
    );
  };
  for (const tenant of tenantIds) write(tenant);
  const config = readInstallation({
    ...{ PORT: '0', JWT_SECRET: jwt.secret, METRICS_TOKEN: metricsToken, TENANTS: folder },
    ...{ HUB_PASSWORD: 'wisphub-planted-password', PRO_TOKEN: wisproToken },
    ...environment,
  });
  const [lines, journal]: [string[], string[]] = [[], []];
  const gateway = await startGateway(config, {
    log: createLog('trace', sinkInto(lines)),
    auditLog: createAuditLogWriter(sinkInto(journal)),
    ...{ verifyMs: 0, pingTimings: quickPings, lifetimes: noLifetimes, storeTimeoutMs: 5_000 },
    loadLimits: { loopDelayMs: Number.POSITIVE_INFINITY, heapShare: 1 },
    ...options,
  });
  const token: TenantsGateway['token'] = (tenant, changes = {}) =>
    claiming({ scope: scopes.join(' '), tenant, ...changes });
  return {
    ...gateway,
    ...{ backEnds, folder, token, write },
    logged: () => lines.join(''),
    journaled: () => journal.join(''),
    send: async (tenant, query, variables, headers = {}) => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token(tenant)}`, ...headers },
        body: JSON.stringify({ query, variables }),
      });
      const { data = null, errors = [] } = (await response.json()) as Partial<Answer<never>>;
      return { status: response.status, headers: response.headers, data, errors };
    },
    metrics: async () =>
      (await fetch(`${gateway.url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })).text(),
    close: async () => {
      await gateway.close();
      for (const { wispHub, wispro } of Object.values(backEnds)) await Promise.all([wispHub.close(), wispro.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

async function startMarked(tenant: TenantId): Promise<BackEnds> {
  const wispHub = await startWispHub({ subscribers: 60, pingMs: 100 });
  const wispro = await startWispro({ subscribers: 30 });
  for (const row of wispHub.clients) Object.assign(row, { nombre: `${row.nombre} ${marks[tenant]}` });
  for (const row of wispro.clients) Object.assign(row, { name: `${row.name} ${marks[tenant]}` });
  return { wispHub, wispro };
}
