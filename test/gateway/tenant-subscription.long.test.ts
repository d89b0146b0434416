import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { operations } from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { scopeId } from '../../src/model/tenant.js';
import { describeEachStore } from './each-store.js';
import { dataOf, until } from './gateway.js';
import { webhook } from './secret.js';
import { startTenantsGateway, type TenantId, type TenantsGateway, tenantIds } from './tenants.js';
import { type Receiver, startReceiver } from './webhook-receiver.js';

const other = (tenant: TenantId): TenantId => (tenant === 'norte' ? 'sur' : 'norte');

const clientOf = (row: { readonly id_servicio: number }, tenant: string): string =>
  scopeId(encodeId('Client', 'WISPHUB', row.id_servicio), tenant);

/** What a subscriber was told, one after the other, and the codes of errors. */
interface Listener {
  readonly events: readonly string[];
  readonly isOver: () => boolean;
  stop(): Promise<void>;
}

type Listen = (tenant: TenantId, query: string, variables?: Readonly<Record<string, unknown>>) => Listener;

describeEachStore('what happens at one of two ISPs with equal subscribers', (environment) => {
  let gateway: TenantsGateway;
  let receivers: Readonly<Record<TenantId, Receiver>>;
  const streams: Listener[] = [];

  beforeAll(async () => {
    receivers = { norte: await startReceiver(), sur: await startReceiver() };
    const hook = ({ url }: Receiver) => `webhooks: { urls: ["${url}"], secret: "env:HOOK", allowPrivate: true }`;
    gateway = await startTenantsGateway(
      { HOOK: webhook.secret, ...environment() },
      {
        webhookTimings: { poll: 20, backOff: [20, 20], grace: 100 },
        zonePingLimits: { clients: 8, atOnce: 8, perMinute: 1_000, pauseMs: 20, deadlineMs: 10_000 },
        reconcilerTimeScale: 0.02,
      },
      { more: { norte: hook(receivers.norte), sur: hook(receivers.sur) } },
    );
    for (const tenant of tenantIds)
      for (const row of gateway.backEnds[tenant].wispHub.clients.filter(({ zona }) => zona?.id === 7))
        Object.assign(row, { pingOutcome: 'none' });
  });
  afterAll(async () => {
    await Promise.all(streams.map((stream) => stream.stop()));
    await gateway.close();
    await Promise.all(Object.values(receivers).map((receiver) => receiver.close()));
  });

  const collect = (events: AsyncIterable<unknown>, stop: () => Promise<unknown> | unknown): Listener => {
    const seen: string[] = [];
    let isOver = false;
    void (async () => {
      for await (const event of events) seen.push(JSON.stringify(event));
    })()
      .catch((error) => seen.push(JSON.stringify(error)))
      .finally(() => {
        isOver = true;
      });
    const listener = { events: seen, isOver: () => isOver, stop: async () => void (await stop()) };
    streams.push(listener);
    return listener;
  };
  const transports: Readonly<Record<string, Listen>> = {
    'a WebSocket': (tenant, query, variables = {}) => {
      const client = createSocketClient({
        url: `${gateway.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${gateway.token(tenant)}` },
        retryAttempts: 0,
      });
      return collect(client.iterate({ query, variables }), () => client.dispose());
    },
    'an event stream': (tenant, query, variables = {}) => {
      const client = createStreamClient({
        url: `${gateway.url}/graphql`,
        headers: { authorization: `Bearer ${gateway.token(tenant)}` },
        retryAttempts: 0,
      });
      return collect(client.iterate({ query, variables }), () => client.dispose());
    },
  };

  /** Writes at one, and is told the id of what it began. */
  const begin = async (tenant: TenantId, query: string, input: object, id: RegExp): Promise<string> => {
    const answer = JSON.stringify(dataOf(await gateway.send(tenant, query, { input })));
    const found = id.exec(answer)?.[1];
    if (found === undefined) throw new Error(answer);
    return found;
  };
  const kinds: Readonly<
    Record<string, { readonly text: string; readonly start: (tenant: TenantId) => Promise<string> }>
  > = {
    pingTaskCompleted: {
      text: operations.pingTaskCompleted.text,
      start: (tenant) =>
        begin(tenant, operations.startPing.text, { clientId: clientOf(cases.pingStable, tenant) }, /"id":"([^"]+)"/),
    },
    diagnosisChanged: {
      text: operations.diagnosisChanged.text,
      start: (tenant) =>
        begin(
          tenant,
          'mutation ($input: DiagnoseConnectionInput!) { diagnoseConnection(input: $input) { ... on DiagnoseConnectionSuccess { diagnosis { id } } } }',
          { clientId: clientOf(cases.pingIntermittent, tenant) },
          /"id":"([^"]+)"/,
        ),
    },
    zonePingChanged: {
      text: operations.zonePingChanged.text,
      start: (tenant) =>
        begin(
          tenant,
          'mutation ($input: StartZonePingInput!) { startZonePing(input: $input) { ... on StartZonePingSuccess { zonePing { id } } } }',
          { zoneId: 7 },
          /"id":"([^"]+)"/,
        ),
    },
    writeOutcomeChanged: {
      text: operations.writeOutcomeChanged.text,
      start: async (tenant) => {
        // A change that the back end never saw: it is looked for until that is certain.
        const fault = { kind: 'reset', when: 'before' } as const;
        gateway.backEnds[tenant].wispHub.fault({ route: 'PATCH ', times: 1, fault });
        gateway.backEnds[tenant].wispHub.fault({ route: 'PUT ', times: 1, fault });
        return begin(
          tenant,
          'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { ... on OutcomeUnknown { reference } } }',
          { clientId: clientOf(cases.typical, tenant), phone: '3105550188' },
          /"reference":"([^"]+)"/,
        );
      },
    },
  };

  it('is in no live list and on no endpoint of the other, by whatever way it listens', async () => {
    const live = ['subscription { pingTaskChanged { id client { name } } }', 'subscription { outageChanged { id } }'];
    const open = (tenant: TenantId) =>
      live.map((query) => Object.values(transports).map((listen) => listen(tenant, query)));
    const listeners = { norte: open('norte'), sur: open('sur') };
    const heard = (tenant: TenantId): readonly Listener[] => listeners[tenant].flat();
    await until(async () => /isp_gateway_subscriptions 8/.test(await gateway.metrics()));
    await kinds.zonePingChanged?.start('norte');
    await until(() => heard('norte').every(({ events }) => events.length > 0));
    await until(() => receivers.norte.received.some(({ event }) => event.type.startsWith('outage')));
    // Its own of the same kinds, after which the other's would have come before.
    const own = await kinds.pingTaskCompleted?.start('sur');
    await until(
      () => listeners.sur[0]?.every(({ events }) => events.some((event) => event.includes(`${own}`))) ?? false,
    );
    await until(() => receivers.sur.received.some(({ event }) => event.type.startsWith('ping')));
    expect(listeners.sur[0]?.flatMap(({ events }) => events.filter((event) => !event.includes(`${own}`)))).toEqual([]);
    expect(listeners.sur[1]?.flatMap(({ events }) => events)).toEqual([]);
    expect(receivers.sur.received.filter(({ event }) => event.type.startsWith('outage'))).toEqual([]);
    for (const tenant of tenantIds) {
      const ids = heard(tenant).flatMap(({ events }) =>
        [...events.join().matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id),
      );
      const sent = receivers[tenant].received.flatMap(({ event }) => Object.entries(event.data));
      const named = sent.flatMap(([key, value]) => (/id$/i.test(key) && typeof value === 'string' ? [value] : []));
      expect(named.length).toBeGreaterThan(1);
      for (const id of [...ids, ...named])
        expect(Buffer.from(`${id}`, 'base64url').toString()).toMatch(new RegExp(`^${tenant}/`));
      expect(receivers[tenant].forged()).toBe(0);
    }
  }, 60_000);

  describe.each(Object.entries(kinds))('%s', (name, { text, start }) => {
    it.each(Object.entries(transports))(
      'reaches its own subscriber and none of the other over %s',
      async (_, listen) => {
        for (const tenant of tenantIds) {
          const id = await start(tenant);
          const variables = { [text.includes('$reference') ? 'reference' : 'id']: id };
          const foreign = listen(other(tenant), text, variables);
          const own = listen(tenant, text, variables);
          await until(() => own.events.length > 0 && foreign.isOver());
          expect(own.events.join()).toContain(`"${name}":{`);
          expect(own.events.join()).toContain(id);
          expect(foreign.events).toHaveLength(1);
          expect(foreign.events[0]).toMatch(/NOT_FOUND|BAD_USER_INPUT/);
          expect(foreign.events.join()).not.toContain(`"${name}":{`);
          await Promise.all([own.stop(), foreign.stop()]);
        }
      },
      60_000,
    );
  });
});
