import {
  DiagnoseConnectionDocument,
  DiagnosisChangedDocument,
  type DiagnosisChangedSubscription,
} from '../../src/client/generated/operations.js';
import { startWisproCloud, type WisproCloudEmulator, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { insist } from './instances.js';

export type WispHubForm = 'v1' | 'v2' | 'native' | 'none';
export type WisproForm = 'suricata' | 'cloud' | 'both' | 'none';

export interface Pair {
  readonly wispHub: WispHubForm;
  readonly wispro: WisproForm;
}

/** Every pair of back ends but none at all. */
export const pairs: readonly Pair[] = (['v1', 'v2', 'native', 'none'] as const).flatMap((wispHub) =>
  (['suricata', 'cloud', 'both', 'none'] as const).flatMap((wispro) =>
    wispHub === 'none' && wispro === 'none' ? [] : [{ wispHub, wispro }],
  ),
);

type Options = NonNullable<Parameters<typeof startTestGateway>[0]>;

/** One ISP with its emulators. */
export interface PairGateway {
  readonly gateway: TestGateway;
  readonly cloud: WisproCloudEmulator;
  /** Another gateway before the same back ends, which has asked them nothing yet. */
  startCold(): Promise<TestGateway>;
  /**
   * Requests to any back end while something runs, but those that serve every operation: logins, the question which dialect is spoken, and the
   * subjects of tickets, which whoever reads `ticketInput` asks for.
   */
  callsDuring<Value>(run: () => Promise<Value>): Promise<readonly [value: Value, calls: readonly string[]]>;
  close(): Promise<void>;
}

/** Polls of a ping, which is no part of what a diagnosis may take. */
export const isPoll = (call: string): boolean => /^GET .*(\/ping\/|\/ping\?|\/tasks?\/|\/ping$)/.test(call);

/** @param reachCloud where the gateway finds Wispro's API, given its own address. Default: there. */
export async function startPair(
  { wispHub, wispro }: Pair,
  options: Options = {},
  reachCloud: (url: string) => Promise<string> = async (url) => url,
): Promise<PairGateway> {
  const cloud = await startWisproCloud({ subscribers: 60 });
  const hasSuricata = wispro === 'suricata' || wispro === 'both';
  const hasCloud = wispro === 'cloud' || wispro === 'both';
  const shared: Options = {
    ...options,
    backends: [...(wispHub === 'none' ? [] : (['wispHub'] as const)), ...(hasSuricata ? (['wispro'] as const) : [])],
    wispHub: { ...(wispHub === 'none' ? {} : { lineage: wispHub }), ...options.wispHub },
    environment: {
      ...(wispHub === 'none' ? {} : { WISPHUB_DIALECT: wispHub, WISPHUB_API_KEY: 'wisphub-planted-api-key' }),
      ...(hasCloud ? { WISPRO_API_URL: await reachCloud(cloud.url), WISPRO_API_TOKEN: wisproApiToken } : {}),
      ...options.environment,
    },
  };
  const gateway = await startTestGateway(shared);
  const started: TestGateway[] = [];
  return {
    gateway,
    cloud,
    startCold: async () => {
      const cold = await startTestGateway({ ...shared, reach: async (_, backend) => gateway[backend].url });
      started.push(cold);
      return cold;
    },
    callsDuring: async (run) => {
      const emulators = [gateway.wispHub, gateway.wispro, cloud];
      const before = emulators.map(({ calls }) => calls.length);
      const value = await run();
      const calls = emulators.flatMap(({ calls }, index) => calls.slice(before[index])).map(({ route }) => route);
      return [
        value,
        calls.filter(
          (route) =>
            !/^GET \/health$|\/openapi\.json$|\/auth\/token$|\/subjects$|\/asuntos-tickets\/$|\/categories$/.test(
              route,
            ),
        ),
      ];
    },
    close: async () => {
      for (const each of [...started, gateway]) await each.close();
      await cloud.close();
    },
  };
}

export async function begin(gateway: TestGateway, clientId: string) {
  const answer = await insist(() => gateway.run(DiagnoseConnectionDocument, { input: { clientId } }));
  const { diagnoseConnection } = dataOf(answer);
  if (diagnoseConnection.__typename !== 'DiagnoseConnectionSuccess') throw new Error(diagnoseConnection.__typename);
  return diagnoseConnection.diagnosis;
}

/** Diagnoses to the end. */
export async function diagnose(gateway: TestGateway, clientId: string) {
  const { id } = await begin(gateway, clientId);
  const socket = gateway.socket();
  const query = { query: DiagnosisChangedDocument.text, variables: { id } };
  let last: DiagnosisChangedSubscription['diagnosisChanged'] | null = null;
  for await (const { data, errors } of socket.iterate<DiagnosisChangedSubscription>(query)) {
    if (errors !== undefined || !data) throw new Error(JSON.stringify(errors));
    last = data.diagnosisChanged;
  }
  if (last?.state !== 'DONE') throw new Error('the stream ended early');
  return last;
}

export const statesOf = ({ steps }: { readonly steps: readonly { readonly state: string }[] }): string =>
  steps.map(({ state }) => state).join(' ');
