import {
  startWisproCloud,
  type WisproCloudEmulator,
  type WisproCloudOptions,
  wisproApiToken,
} from '../../src/emulator/wispro/cloud/index.js';
import { startTestGateway, type TestGateway } from './gateway.js';

/** A gateway in front of Wispro's own API alone, or beside the integration as well. */
export interface CloudGateway extends TestGateway {
  readonly cloud: WisproCloudEmulator;
  /** Everything sent to the API that is no read, by method and route, in order. */
  sentWrites(): readonly string[];
}

const unlimited = { points: 10_000, pointsAlone: 10_000, duration: 60 };

/** @param environment beside the API's address and key. */
export async function startCloudGateway(
  options: {
    /** Default: alone. */
    readonly way?: 'alone' | 'both' | 'besideWispHub';
    readonly environment?: Readonly<Record<string, string>>;
    readonly emulator?: WisproCloudOptions;
  } = {},
): Promise<CloudGateway> {
  const cloud = await startWisproCloud({ subscribers: 60, ...options.emulator });
  const gateway = await startTestGateway({
    backends: options.way === 'both' ? ['wispro'] : options.way === 'besideWispHub' ? ['wispHub'] : [],
    environment: { WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken, ...options.environment },
    attemptLimits: { perTarget: unlimited, perCaller: unlimited },
  });
  return {
    ...gateway,
    cloud,
    sentWrites: () => cloud.calls.filter(({ method }) => method !== 'GET').map(({ route }) => route),
    close: async () => {
      await gateway.close();
      await cloud.close();
    },
  };
}
