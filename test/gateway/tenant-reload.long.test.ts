import { createClient } from 'graphql-sse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { codesOf, until } from './gateway.js';
import { openSocket, type RawSocket } from './raw-socket.js';
import { marks, startTenantsGateway, type TenantsGateway } from './tenants.js';

let gateway: TenantsGateway;

beforeEach(async () => {
  gateway = await startTenantsGateway();
});
afterEach(() => gateway.close());

const query = `{ client(by: { serviceId: ${cases.typical.id_servicio} }) { id name } }`;

const seenBy = async (tenant: string): Promise<string> => JSON.stringify(await gateway.send(tenant, query));

async function listen(tenant: string): Promise<RawSocket> {
  const socket = await openSocket(gateway.url);
  await socket.init(gateway.token(tenant));
  socket.send({ id: '1', type: 'subscribe', payload: { query: 'subscription { pingTaskChanged { serviceId } }' } });
  return socket;
}

const isOpen = ({ socket }: RawSocket): boolean => socket.readyState === socket.OPEN;

describe('a change of the files', () => {
  it('is seen by itself: a tenant comes, one changes and one goes, and the others are not touched', async () => {
    const [norte, sur] = [await listen('norte'), await listen('sur')];
    gateway.write('este');
    await until(async () => (await gateway.send('este', query)).status === 200);
    gateway.write('sur', null);
    expect(await sur.closed()).toEqual({ code: 4403, reason: 'Forbidden' });
    expect(await gateway.send('sur', query)).toMatchObject({ status: 401, data: null });
    expect(await seenBy('norte')).toContain(marks.norte);
    expect(isOpen(norte)).toBe(true);
    gateway.write('norte', 'limits: { maxCost: 1 }');
    expect(await norte.closed()).toEqual({ code: 1001, reason: 'Going away' });
    expect(codesOf(await gateway.send('norte', '{ plans { id } clients(first: 100) { nodes { id } } }'))).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ]);
    expect(await gateway.metrics()).not.toContain('tenant="sur"');
  });

  it('lets what is in flight finish as it began', async () => {
    gateway.backEnds.sur.wispHub.fault({ route: '*', times: 100, fault: { kind: 'delay', ms: 700 } });
    const before = gateway.backEnds.sur.wispHub.calls.length;
    const inFlight = seenBy('sur');
    await until(() => gateway.backEnds.sur.wispHub.calls.length > before);
    gateway.write('sur', null);
    expect(await gateway.reload()).toBe(true);
    expect(await inFlight).toContain(marks.sur);
    expect((await gateway.send('sur', query)).status).toBe(401);
  });

  it('that is wrong changes nothing, and is reported by file and line', async () => {
    const socket = await listen('norte');
    gateway.write('este', 'colour: red');
    gateway.write('sur', null);
    expect(await gateway.reload()).toBe(false);
    expect(gateway.logged()).toContain('este.yaml:7: colour is no setting');
    expect(await gateway.metrics()).toMatch(/isp_gateway_tenant_reloads_total\{outcome="refused"\} [1-9]/);
    expect(await seenBy('sur')).toContain(marks.sur);
    expect((await gateway.send('este', query)).status).toBe(401);
    expect(isOpen(socket)).toBe(true);
    gateway.write('este');
    expect(await gateway.reload()).toBe(true);
    expect((await gateway.send('este', query)).status).toBe(200);
  });

  it('keeps what a tenant has written', async () => {
    const mutation =
      'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ... on CreateTicketSuccess { ticket { id } } } }';
    const { data } = await gateway.send<{ client: { id: string } }>('sur', query);
    const input = { subject: 'Internet Lento', description: 'x', idempotencyKey: 'k', clientId: data?.client.id };
    const first = await gateway.send('sur', mutation, { input });
    gateway.write('sur', 'limits: { costPerMinute: 5000 }');
    expect(await gateway.reload()).toBe(true);
    expect((await gateway.send('sur', mutation, { input })).data).toEqual(first.data);
    const { calls } = gateway.backEnds.sur.wispHub;
    expect(calls.filter(({ route }) => route === 'POST /api/v1/tickets')).toHaveLength(1);
  });

  it('ends event streams of a tenant that goes with an error', async () => {
    const client = createClient({
      url: `${gateway.url}/graphql`,
      headers: { authorization: `Bearer ${gateway.token('sur')}` },
      retryAttempts: 0,
    });
    const stream = client.iterate({ query: 'subscription { pingTaskChanged { serviceId } }' });
    const next = stream.next();
    await until(async () => /isp_gateway_subscriptions 1/.test(await gateway.metrics()));
    gateway.write('sur', null);
    expect(await gateway.reload()).toBe(true);
    expect(JSON.stringify((await next).value)).toContain('UNAUTHENTICATED');
  });
});
