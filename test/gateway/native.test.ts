import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

const clientId = encodeId('Client', 'WISPHUB', cases.typical.id_servicio);

describe("a gateway over WispHub's own API, which it finds out", () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startTestGateway({
      backends: ['wispHub'],
      wispHub: { lineage: 'native' },
      environment: { WISPHUB_API_KEY: 'wisphub-planted-api-key' },
      pingTimings: { firstPoll: 20, maxPause: 60, deadline: 5_000 },
    });
  });
  // Fails as well when an answer or a log holds one of the secrets of a row.
  afterEach(async () => {
    expect(gateway.wispHub.effects.violations).toEqual([]);
    await gateway.close();
  });

  it('serves everything that is served over a middleware, and names the dialect', async () => {
    const answer = await gateway.send<Record<string, unknown>>(`{
      client(by: { phone: "3002687147" }) {
        name document address city locality status paymentStatus cutOffDate antennaIp lanInterface technicianId
        phones { raw } outstandingBalance { amount } zone { zoneId isBlocked }
        plan { name downloadSpeed }
      }
      ticket(ticketId: 511) { subject status answer }
      ticketSubjects { name }
      plans { name }
    }`);
    expect(codesOf(answer)).toEqual([]);
    expect(answer.data).toMatchObject({
      client: {
        name: cases.twoPhones.nombre,
        zone: { zoneId: 7 },
      },
      ticket: { subject: 'No Tiene Internet', status: 'CLOSED', answer: 'Se cambió el conector' },
    });
    const { data } = await gateway.send('{ backends { backend dialect state } }');
    expect(data).toEqual({ backends: [{ backend: 'WISPHUB', dialect: 'native', state: 'UP' }] });
  });

  it('changes a client, opens a ticket and pings, each once', async () => {
    const answer = await gateway.send<Record<string, { readonly __typename: string }>>(
      `mutation ($clientId: ID!) {
        updateClient(input: { clientId: $clientId, document: "52999888" }) { __typename }
        createTicket(input: { clientId: $clientId, subject: "Internet Lento", description: "x", idempotencyKey: "native" }) { __typename }
        startPing(input: { clientId: $clientId }) { __typename }
      }`,
      { clientId },
    );
    expect(Object.values(dataOf(answer)).map(({ __typename }) => __typename)).toEqual([
      'UpdateClientSuccess',
      'CreateTicketSuccess',
      'StartPingSuccess',
    ]);
    const { updates, tickets, pings } = gateway.wispHub.effects;
    expect([updates.length, tickets.length, pings.length]).toEqual([1, 1, 1]);
  });

  it('answers although each eighth call stalls', { timeout: 30_000 }, async () => {
    gateway.wispHub.settings({ stallEvery: 8 });
    for (const { id_servicio: id } of Object.values(cases).slice(0, 12)) {
      const query = `{ client(by: { serviceId: ${id} }) { serviceId } }`;
      expect((await gateway.send<{ client: unknown }>(query)).data).toEqual({ client: { serviceId: id } });
    }
    expect(gateway.wispHub.calls.length).toBeGreaterThan(12);
  });

  it('says of a capability that the key is refused', async () => {
    gateway.wispHub.settings({ forbidden: 'plan-internet' });
    expect(codesOf(await gateway.send('{ plans { name } }'))).toEqual(['UPSTREAM_AUTH_FAILED']);
    const { backends } = dataOf(
      await gateway.send<{ backends: readonly { readonly capabilities: readonly string[] }[] }>(
        '{ backends { capabilities } }',
      ),
    );
    expect(backends[0]?.capabilities).not.toContain('PLANS');
    expect(backends[0]?.capabilities).toContain('TICKETS');
  });

  it('serves on when its host becomes a middleware, and again its own API', async () => {
    const find = `{ client(by: { serviceId: ${cases.typical.id_servicio} }) { serviceId } backends { dialect } }`;
    for (const lineage of ['native', 'v2', 'native', 'v2'] as const) {
      gateway.wispHub.settings({ lineage });
      // Many at once, for a change must not open the breaker.
      const crowd = Array.from({ length: 60 }, () => gateway.send(find));
      expect((await Promise.all(crowd)).flatMap(codesOf)).toEqual([]);
      expect((await gateway.send(find)).data).toEqual({
        client: { serviceId: cases.typical.id_servicio },
        backends: [{ dialect: lineage }],
      });
    }
  });
});
