import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import WebSocket from 'ws';
import {
  DiagnoseConnectionDocument,
  DiagnosisChangedDocument,
  type DiagnosisChangedSubscription,
} from '../../src/client/generated/operations.js';
import { wispHubCases as cases, startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { type Compiled, compileSource } from '../store/child-process.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { until } from '../store/subject.js';
import { statesOf } from './diagnosis-pair.js';
import { runAt, tokenOf } from './fleet.js';
import { type GatewayProcess, startProcess } from './process.js';

type Changed = DiagnosisChangedSubscription['diagnosisChanged'];

const lookUp = '/clients/by-service-id';

describeWith(canStartRedis(), 'a diagnosis whose gateway is killed', () => {
  let compiled: Compiled;
  let redis: RedisServer;
  let wispHub: WispHubEmulator;
  let survivor: GatewayProcess;
  const token = tokenOf();
  const authorization = `Bearer ${token}`;

  const start = (): Promise<GatewayProcess> =>
    startProcess(
      compiled.directory,
      {
        REDIS_URL: redis.url,
        WISPHUB_URL: wispHub.url,
        WISPHUB_API_KEY: 'wisphub-planted-api-key',
        WISPHUB_DIALECT: 'v2',
      },
      {
        diagnosisTimings: { lease: 1_000, deadline: 120_000 },
        pingTimings: { firstPoll: 100, maxPause: 500, deadline: 60_000 },
      },
    );

  beforeAll(async () => {
    compiled = await compileSource(['.']);
    redis = await startRedis();
    wispHub = await startWispHub({ lineage: 'v2', subscribers: 30, pingMs: 600_000 });
    survivor = await start();
  }, 120_000);
  beforeEach(() => wispHub.reset());
  afterAll(async () => {
    await survivor.kill();
    await redis.close();
    await wispHub.close();
    compiled.remove();
  });

  /** Every event at the survivor, over a socket and as server-sent events. */
  const follow = (id: string): readonly Promise<readonly Changed[]>[] => {
    const url = `${survivor.url}/graphql`;
    const socket = createSocketClient({
      ...{ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization },
    });
    const events = createEventClient({ url, headers: { authorization }, retryAttempts: 0 });
    const request = { query: DiagnosisChangedDocument.text, variables: { id } };
    const collect = async (stream: AsyncIterable<unknown>): Promise<readonly Changed[]> => {
      const changes: Changed[] = [];
      for await (const event of stream) {
        const { data } = event as { readonly data?: DiagnosisChangedSubscription | null };
        if (!data) throw new Error(JSON.stringify(event));
        changes.push(data.diagnosisChanged);
      }
      return changes;
    };
    return [collect(socket.iterate(request)), collect(events.iterate(request))];
  };

  const begin = async (gateway: GatewayProcess, serviceId: number): Promise<string> => {
    const input = { clientId: encodeId('Client', 'WISPHUB', serviceId) };
    let id: string | undefined;
    await until(async () => {
      const { data } = await runAt(gateway, token)(DiagnoseConnectionDocument, { input });
      const started = (data as { diagnoseConnection?: { diagnosis?: { id: string } } } | null)?.diagnoseConnection;
      id = started?.diagnosis?.id;
      return id !== undefined;
    });
    return id ?? '';
  };

  const isPinging = async (id: string): Promise<boolean> => {
    const text = 'query ($id: ID!) { diagnosis(id: $id) { pingTask { status } } }';
    const response = await fetch(`${survivor.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: text, variables: { id } }),
    });
    const { data } = (await response.json()) as { data: { diagnosis: { pingTask: { status: string } | null } } | null };
    return data?.diagnosis.pingTask?.status === 'PENDING';
  };

  const calls = (route: string): number => wispHub.calls.filter((call) => call.route.includes(route)).length;

  const moments: readonly {
    readonly moment: string;
    readonly row: { readonly id_servicio: number };
    readonly spoil: () => void;
    readonly isReached: (id: string) => boolean | Promise<boolean>;
    readonly expected: object;
    readonly states: RegExp;
  }[] = [
    {
      moment: 'it looks the client up',
      row: cases.pingNoInternet,
      spoil: () => wispHub.fault({ path: lookUp, times: 1, fault: { kind: 'hang', when: 'before' } }),
      isReached: () => calls(lookUp) > 0,
      expected: { cause: 'NO_CONNECTION', nextBestAction: 'TICKET' },
      states: /^UNKNOWN DONE DONE DONE DONE$/,
    },
    {
      moment: 'the ping runs',
      row: cases.pingStable,
      spoil: () => undefined,
      isReached: isPinging,
      expected: { cause: 'HEALTHY', nextBestAction: 'RESTART' },
      states: /^UNKNOWN DONE DONE SKIPPED SKIPPED$/,
    },
    {
      moment: 'the ping is started, and nobody knows of it',
      row: cases.pingAntennaOnly,
      spoil: () => wispHub.fault({ route: 'POST', times: 1, fault: { kind: 'hang', when: 'after' } }),
      isReached: () => wispHub.effects.pings.length > 0,
      expected: { cause: 'UNKNOWN', nextBestAction: 'PERSON' },
      states: /^UNKNOWN DONE UNKNOWN DONE SKIPPED$/,
    },
  ];

  it.each(moments)(
    'while $moment goes on elsewhere, and its subscribers get the rest',
    {
      timeout: 120_000,
    },
    async ({ row, spoil, isReached, expected, states }) => {
      const doomed = await start();
      spoil();
      const id = await begin(doomed, row.id_servicio);
      const streams = follow(id);
      await until(() => isReached(id), 20_000);
      await doomed.kill();
      const advancing = setInterval(() => wispHub.advance(600), 200);
      const received = await Promise.all(streams).finally(() => clearInterval(advancing));
      for (const changes of received) {
        const last = changes.at(-1);
        expect(last).toMatchObject({ id, state: 'DONE', ...expected });
        expect(last === undefined ? '' : statesOf(last)).toMatch(states);
        // Once: nothing that was settled is asked again or taken back.
        expect(changes.filter(({ state }) => state === 'DONE')).toHaveLength(1);
        expect(changes[0]?.state).toBe('RUNNING');
      }
      expect(wispHub.effects.pings).toHaveLength(1);
    },
  );
});
