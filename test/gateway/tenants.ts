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

export interface BackEnds {
  readonly wispHub: WispHubEmulator;
  readonly wispro: WisproEmulator;
}

/** A gateway of ISPs with equal subscribers, ids and tickets. */
export interface TenantsGateway<Id extends string = TenantId> extends Gateway {
  readonly backEnds: Readonly<Record<Id, BackEnds>>;
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

/** @param ids of the tenants. One that is written beside them has the back ends of the last. */
export async function startTenantsGateway<Id extends string = TenantId>(
  environment: Readonly<Record<string, string>> = {},
  options: GatewayOptions = {},
  { ids = tenantIds as unknown as readonly Id[], more = {} as Partial<Readonly<Record<Id, string>>> } = {},
): Promise<TenantsGateway<Id>> {
  const started = await Promise.all(ids.map(async (id) => [id, await startMarked(markOf(id))] as const));
  const backEnds = Object.fromEntries(started) as Record<Id, BackEnds>;
  const folder = mkdtempSync(join(tmpdir(), 'isp-tenants-'));
  const write: TenantsGateway<Id>['write'] = (tenant, more = '') => {
    const path = join(folder, `${tenant}.yaml`);
    if (more === null) return rmSync(path);
    const { wispHub, wispro } = backEnds[ids.find((id) => id === tenant) ?? (ids.at(-1) as Id)];
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
  for (const tenant of ids) write(tenant, more[tenant]);
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
  const token: TenantsGateway<Id>['token'] = (tenant, changes = {}) =>
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
      for (const { wispHub, wispro } of Object.values<BackEnds>(backEnds))
        await Promise.all([wispHub.close(), wispro.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** @returns `Nortemark` for `norte`. */
export function markOf(tenant: string): string {
  return `${tenant[0]?.toUpperCase()}${tenant.slice(1)}mark`;
}

async function startMarked(mark: string): Promise<BackEnds> {
  const wispHub = await startWispHub({ subscribers: 60, pingMs: 100 });
  const wispro = await startWispro({ subscribers: 30 });
  for (const row of wispHub.clients) Object.assign(row, { nombre: `${row.nombre} ${mark}` });
  for (const row of wispro.clients) Object.assign(row, { name: `${row.name} ${mark}` });
  return { wispHub, wispro };
}
