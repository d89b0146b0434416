import { encodeId } from '../../src/model/id.js';
import { startTestGateway, type TestGateway } from './gateway.js';

type Options = NonNullable<Parameters<typeof startTestGateway>[0]>;

/** A gateway over WispHub's own API alone. */
export function startNative(options: Options = {}): Promise<TestGateway> {
  return startTestGateway({
    backends: ['wispHub'],
    wispHub: { lineage: 'native', subscribers: 120 },
    ...options,
    environment: {
      ...{ WISPHUB_API_KEY: 'wisphub-planted-api-key', WISPHUB_DIALECT: 'native', WISPHUB_PAYMENT_METHOD: 'efectivo' },
      ...options.environment,
    },
  });
}

export function idOf({ id_servicio: id }: { readonly id_servicio: number }): string {
  return encodeId('Client', 'WISPHUB', id);
}

/** The calls that change something, by their routes. */
export function writesOf({ wispHub }: TestGateway): readonly string[] {
  return wispHub.calls.map(({ route }) => route).filter((route) => !route.startsWith('GET '));
}
