import { afterAll, beforeAll, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { scopeId } from '../../src/model/tenant.js';
import { variablesFor } from '../operation-variables.js';
import { describeEachStore } from './each-store.js';
import { dataOf } from './gateway.js';
import { type Agent, startAgent } from './mcp-agent.js';
import { findForeignIds } from './tenant-mark.js';
import { marks, startTenantsGateway, type TenantId, type TenantsGateway, tenantIds } from './tenants.js';

const other = (tenant: TenantId): TenantId => (tenant === 'norte' ? 'sur' : 'norte');

/** The same arguments with the ids of a tenant, without the keys that tools have of their own. */
function argumentsOf(given: object, tenant: string): object {
  return JSON.parse(
    JSON.stringify(given, (name, value) =>
      name === 'idempotencyKey' ? undefined : typeof value === 'string' ? scopeId(value, tenant) : value,
    ),
  );
}

const variables = variablesFor('WISPHUB', { ended: () => encodeId('PingTask', 'WISPHUB', 'none') });

/** What a tool of a document is called with, besides facts. */
const given = (tool: string): object =>
  variables[tool.replace(/(?:^|_)[a-z]/g, (letters) => letters.slice(-1).toUpperCase())]?.() ?? {};

const clientOf = (tenant: TenantId): string =>
  scopeId(encodeId('Client', 'WISPHUB', cases.typical.id_servicio), tenant);

/** What the subscriber of each ISP knows of himself, which is his name there. */
const proof = (tenant: TenantId): object => ({
  input: {
    clientId: clientOf(tenant),
    facts: { name: `Esperanza Benítez ${marks[tenant]}`, address: 'Bellavista', planName: '7MB Plus' },
  },
});

const botScopes = scopes.filter((scope) => scope !== 'personal:read' && scope !== 'admin').join(' ');

describeEachStore('models of two ISPs with equal subscribers', (environment) => {
  let gateway: TenantsGateway;
  let agents: Readonly<Record<TenantId, Agent>>;
  beforeAll(async () => {
    gateway = await startTenantsGateway(environment());
    const start = (tenant: TenantId) =>
      startAgent({ url: gateway.url, token: () => gateway.token(tenant, { scope: botScopes }) });
    agents = { norte: await start('norte'), sur: await start('sur') };
  });
  afterAll(async () => {
    await Promise.all(Object.values(agents).map((agent) => agent.close()));
    await gateway.close();
  });

  it('know a person whom the other has verified no better', async () => {
    const shown = async (tenant: TenantId) =>
      (await agents[tenant].call('who_writes', { phone: cases.typical.telefono })).data.client;
    const verified = await agents.norte.call('verify_client', proof('norte'));
    expect(verified.data).toMatchObject({ verifyClient: { verified: true } });
    expect(await shown('norte')).toMatchObject({ id: clientOf('norte'), document: cases.typical.cedula });
    expect(await shown('sur')).toMatchObject({ id: clientOf('sur'), document: expect.stringMatching(/^•/) });
  });

  it('have of every tool what is their own', async () => {
    const names = (await agents.norte.tools()).map(({ name }) => name);
    const shown = new Set<string>();
    await agents.sur.call('verify_client', proof('sur'));
    for (const name of names) {
      for (const tenant of tenantIds) {
        const answers = [
          await agents[tenant].call(name, argumentsOf(given(name), tenant)),
          await agents[tenant].call(name, argumentsOf(given(name), other(tenant))),
        ];
        const seen = answers.map(({ text }) => text).join('\n');
        expect({ name, seen }).not.toEqual({ name, seen: expect.stringContaining(marks[other(tenant)]) });
        if (seen.includes(marks[tenant])) shown.add(name);
        expect({ name, ids: findForeignIds(seen, tenant) }).toEqual({ name, ids: [] });
      }
    }
    expect(names.length).toBeGreaterThan(8);
    expect(shown.size).toBeGreaterThan(0);
  }, 120_000);

  it('are opened nothing by an assurance of the other', async () => {
    const verify = `mutation ($input: VerifyClientInput!) {
      verifyClient(input: $input) { ... on VerifyClientSuccess { assurance { token } } } }`;
    const scope = { scope: botScopes };
    const ask = async (tenant: TenantId, assurance: string) => {
      const headers = { authorization: `Bearer ${gateway.token(tenant, scope)}`, 'x-client-assurance': assurance };
      const query = 'query ($id: ID!) { client(by: { id: $id }) { document } }';
      return JSON.stringify((await gateway.send(tenant, query, { id: clientOf(tenant) }, headers)).data);
    };
    for (const tenant of tenantIds) {
      const headers = { authorization: `Bearer ${gateway.token(tenant, scope)}` };
      const answer = await gateway.send<{ verifyClient: { assurance: { token: string } } }>(
        ...([tenant, verify, proof(tenant), headers] as const),
      );
      const { token } = dataOf(answer).verifyClient.assurance;
      expect(await ask(tenant, token)).toContain(cases.typical.cedula);
      expect(await ask(other(tenant), token)).not.toContain(cases.typical.cedula);
    }
  });
});
