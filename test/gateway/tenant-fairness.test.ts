import { afterEach, describe, expect, it } from 'vitest';
import { StartPingDocument } from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { scopeId } from '../../src/model/tenant.js';
import { until } from './gateway.js';
import { marks, startTenantsGateway, type TenantsGateway } from './tenants.js';

let gateway: TenantsGateway;
let crowd: AbortController;

afterEach(async () => {
  crowd.abort();
  await gateway.close();
});

interface Reply {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

/** Each of them asks for another client: no answer serves two. @returns the answers, as far as they have come. */
function startCrowd(tenant: string, callers: number): Reply[] {
  crowd = new AbortController();
  const replies: Reply[] = [];
  for (let caller = 0; caller < callers; caller += 1) {
    void ask(tenant, 1_000 + caller, crowd.signal).then(
      (reply) => replies.push(reply),
      () => undefined,
    );
  }
  return replies;
}

async function ask(tenant: string, serviceId: number, signal?: AbortSignal): Promise<Reply> {
  const response = await fetch(`${gateway.url}/graphql`, {
    ...{ method: 'POST', signal: signal ?? null },
    headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.token(tenant)}` },
    body: JSON.stringify({ query: `{ client(by: { serviceId: ${serviceId} }) { name } }` }),
  });
  return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() };
}

const refused = { status: 503, retryAfter: '1', text: expect.stringContaining('SERVER_OVERLOADED') };

const { id_servicio: typical } = cases.typical;

/** @returns the answers to questions at once, and one after the other. */
async function askMuch(tenant: string): Promise<readonly Reply[]> {
  const replies = await Promise.all(Array.from({ length: 20 }, () => ask(tenant, typical)));
  for (let count = 0; count < 20; count += 1) replies.push(await ask(tenant, typical));
  return replies;
}

const hangAll = (): void => gateway.backEnds.norte.wispHub.fault({ fault: { kind: 'hang', when: 'before' } });

describe('of two ISPs on a gateway', () => {
  it('one whose back end hangs with 500 callers has its share of the process, and the other all that it asks for', async () => {
    gateway = await startTenantsGateway({ OPERATIONS_AT_ONCE: '60' });
    hangAll();
    const replies = startCrowd('norte', 500);
    // Under a busy machine the first of them may have given up before the last one asks.
    await expect
      .poll(() => replies.filter(({ status }) => status === 503).length, { timeout: 30_000 })
      .toBeGreaterThan(100);
    for (const reply of await askMuch('sur')) expect(reply).toMatchObject({ status: 200, text: seenAt('sur') });
    const refusals = replies.filter(({ status }) => status !== 200);
    expect(refusals).toEqual(refusals.map(() => refused));
  }, 60_000);

  it('one has spent its budget, and the other the whole of its own under the same name', async () => {
    gateway = await startTenantsGateway({ COST_PER_MINUTE: '200' });
    crowd = new AbortController();
    const spend = async (tenant: string): Promise<number> => {
      let count = 0;
      while ((await ask(tenant, typical)).status === 200 && count < 500) count += 1;
      return count;
    };
    const counts = [await spend('norte'), await spend('sur')];
    expect(counts[0]).toBeGreaterThan(20);
    expect(counts[1]).toBe(counts[0]);
    expect(await ask('norte', typical)).toMatchObject({ status: 429 });
  });

  it('one has more pings than its back end answers for, and those of the other end as ever', async () => {
    gateway = await startTenantsGateway();
    crowd = new AbortController();
    const { norte } = gateway.backEnds;
    const route = 'GET /api/v1/ping/{task_id}/';
    norte.wispHub.fault({ route, fault: { kind: 'hang', when: 'before' } });
    const ping = async (tenant: string, serviceId: number): Promise<string> => {
      const clientId = scopeId(encodeId('Client', 'WISPHUB', serviceId), tenant);
      const { data } = await gateway.send<{ startPing: { pingTask: { id: string } } }>(tenant, StartPingDocument.text, {
        input: { clientId },
      });
      return data?.startPing.pingTask.id ?? '';
    };
    const others = norte.wispHub.clients.map(({ id_servicio }) => id_servicio).slice(-50);
    expect((await Promise.all(others.map((each) => ping('norte', each)))).filter((id) => id === '')).toEqual([]);
    await until(() => norte.wispHub.calls.filter((call) => call.route === route).length >= 32);
    const id = await ping('sur', cases.pingStable.id_servicio);
    const state = async (): Promise<string> =>
      JSON.stringify(await gateway.send('sur', 'query ($id: ID!) { pingTask(id: $id) { status } }', { id }));
    await until(async () => (await state()).includes('COMPLETED'));
  });
});

function seenAt(tenant: keyof typeof marks): string {
  return expect.stringContaining(marks[tenant]) as string;
}
