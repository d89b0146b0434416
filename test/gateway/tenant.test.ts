import { afterAll, beforeAll, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { scopeId } from '../../src/model/tenant.js';
import { describeEachStore } from './each-store.js';
import { dataOf } from './gateway.js';
import { startAgent } from './mcp-agent.js';
import { startTenantsGateway, type TenantId, type TenantsGateway, tenantIds } from './tenants.js';

const client = (row: { readonly id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);

describeEachStore('two ISPs with equal subscribers', (environment) => {
  let gateway: TenantsGateway;
  beforeAll(async () => {
    gateway = await startTenantsGateway(environment());
  });
  afterAll(() => gateway.close());

  const createTicket =
    'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ... on CreateTicketSuccess { ticket { id ticketId } } ... on Problem { code } } }';
  const ticketsAt = (tenant: TenantId): number =>
    gateway.backEnds[tenant].wispHub.calls.filter(({ route }) => route === 'POST /api/v1/tickets').length;

  it('write under one idempotency key each at its own, once', async () => {
    const input = { subject: 'Internet Lento', description: 'Desde ayer', idempotencyKey: 'same-key' };
    const written = async (tenant: TenantId) =>
      dataOf(
        await gateway.send<{ createTicket: { ticket: { id: string; ticketId: number } } }>(tenant, createTicket, {
          input: { ...input, clientId: scopeId(client(cases.sharedPersonOne), tenant) },
        }),
      ).createTicket.ticket;
    const [norte, sur] = [await written('norte'), await written('sur')];
    expect(norte.ticketId).toBe(sur.ticketId);
    expect(norte.id).not.toBe(sur.id);
    expect([await written('norte'), await written('sur')]).toEqual([norte, sur]);
    expect(tenantIds.map(ticketsAt)).toEqual([1, 1]);
  });

  it('have their own tools and conversations', async () => {
    const [norte, sur] = await Promise.all(
      tenantIds.map((tenant) => startAgent({ url: gateway.url, token: () => gateway.token(tenant) })),
    );
    if (norte === undefined || sur === undefined) throw new Error('no agents');
    expect((await norte.tools()).length).toBeGreaterThan(3);
    const foreign = startAgent({ url: gateway.url, token: () => gateway.token('sur') }, undefined, norte.sessionId);
    await expect(foreign.then((agent) => agent.tools())).rejects.toThrow();
    await Promise.all([norte.close(), sur.close()]);
  });

  it('have their names in the log, the audit log and the metrics', async () => {
    await gateway.send(
      'norte',
      `{ client(by: { serviceId: ${cases.typical.id_servicio} }) { id name phones { number } } }`,
    );
    for (const text of [gateway.logged(), gateway.journaled()]) {
      expect(text).toContain('"tenant":"norte"');
      expect(text).not.toMatch(/[a-z]mark/);
    }
    const metrics = await gateway.metrics();
    expect(metrics).toMatch(/isp_gateway_backend_calls_total\{[^}]*tenant="norte"/);
    expect(metrics).toMatch(/isp_gateway_backend_state\{[^}]*tenant="sur"/);
  });
});
