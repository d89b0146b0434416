import { afterAll, beforeAll, expect, it } from 'vitest';
import { operations } from '../../src/client/generated/operations.js';
import { encodeId } from '../../src/model/id.js';
import { scopeId } from '../../src/model/tenant.js';
import { variablesFor } from '../operation-variables.js';
import { describeEachStore } from './each-store.js';
import { codesOf } from './gateway.js';
import { marks, startTenantsGateway, type TenantId, type TenantsGateway, tenantIds } from './tenants.js';

const other = (tenant: TenantId): TenantId => (tenant === 'norte' ? 'sur' : 'norte');

/** The same variables with the ids of a tenant. */
function scoped(value: unknown, tenant: string): unknown {
  if (typeof value === 'string') return scopeId(value, tenant);
  if (Array.isArray(value)) return value.map((each) => scoped(each, tenant));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, scoped(each, tenant)]));
}

const variables = variablesFor('WISPHUB', { ended: () => encodeId('PingTask', 'WISPHUB', 'none') });

const runnable = Object.entries(operations)
  .filter(([, { text }]) => !text.startsWith('subscription'))
  .map(([key, { text }]) => {
    const name = key[0]?.toUpperCase() + key.slice(1);
    return { name, text, asked: variables[name]?.() ?? {} };
  });

const hasId = (asked: object): boolean => JSON.stringify(scoped(asked, 'norte')) !== JSON.stringify(asked);

describeEachStore('two ISPs with equal subscribers', (environment) => {
  let gateway: TenantsGateway;
  beforeAll(async () => {
    gateway = await startTenantsGateway(environment());
  });
  afterAll(() => gateway.close());

  it('find nothing under an id of the other', async () => {
    const withIds = runnable.filter(({ asked }) => hasId(asked));
    expect(withIds.length).toBeGreaterThan(15);
    for (const tenant of tenantIds) {
      const { wispHub, wispro } = gateway.backEnds[tenant];
      for (const { name, text, asked } of withIds) {
        const before = [wispHub.calls.length, wispro.calls.length];
        const answer = await gateway.send(tenant, text, scoped(asked, other(tenant)));
        const seen = JSON.stringify({ name, ...answer });
        expect(seen).not.toMatch(/[a-z]mark/);
        const nothing = await gateway.send(tenant, text, scoped(asked, 'nowhere'));
        expect({ name, data: answer.data, codes: codesOf(answer) }).toEqual({
          ...{ name, data: nothing.data },
          codes: codesOf(nothing),
        });
        const calls = [...wispHub.calls.slice(before[0]), ...wispro.calls.slice(before[1])].map(({ route }) => route);
        expect({
          name,
          calls: calls.filter((route) => /\{|POST|PUT|PATCH/.test(route) && !/auth/.test(route)),
        }).toEqual({
          ...{ name, calls: [] },
        });
      }
    }
  }, 300_000);

  it('see in every query and mutation their own alone', async () => {
    const shown = new Set<string>();
    for (const { name, text, asked } of runnable) {
      for (const tenant of tenantIds) {
        const seen = JSON.stringify(await gateway.send(tenant, text, scoped(asked, tenant)));
        expect({ name, seen }).not.toEqual({ name, seen: expect.stringContaining(marks[other(tenant)]) });
        if (seen.includes(marks[tenant])) shown.add(name);
      }
    }
    expect(shown.size).toBeGreaterThan(12);
  }, 300_000);
});
