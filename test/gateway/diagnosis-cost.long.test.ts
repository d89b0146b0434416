import { expect, it } from 'vitest';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { diagnose, isPoll, type Pair, pairs, startPair } from './diagnosis-pair.js';

/** How a client is found before they are diagnosed: the ids differ by it, and the back end whose they are. */
const forms: readonly (readonly [form: string, by: object, of: keyof Pair])[] = [
  ...[
    wispHubCases.pingNoInternet,
    wispHubCases.sharedPersonOne,
    wispHubCases.suspended,
    wispHubCases.negativeBalance,
    wispHubCases.noDocument,
  ].flatMap(({ id_servicio: serviceId, cedula, telefono }) => [
    [`service ${serviceId}`, { serviceId }, 'wispHub'] as const,
    ...(cedula === '' ? [] : [[`document of ${serviceId}`, { document: cedula }, 'wispHub'] as const]),
    [`phone of ${serviceId}`, { phone: telefono }, 'wispHub'] as const,
  ]),
  ...[
    wisproCases.suspended,
    wisproCases.suspendedToo,
    wisproCases.threeContracts,
    wisproCases.withoutContracts,
    wisproCases.dottedDni,
  ].flatMap(({ dni, cod, publicId }) => [
    [`code ${cod}`, { wispro: { type: 'COD', value: cod } }, 'wispro'] as const,
    [`document of ${cod}`, { document: dni }, 'wispro'] as const,
    [`number of ${cod}`, { wispro: { type: 'CLIENT_ID', value: String(publicId) } }, 'wispro'] as const,
  ]),
];

it.each(pairs)(
  'a diagnosis over $wispHub and $wispro asks at most four times beside the polls, however cold',
  { timeout: 300_000 },
  async (pair) => {
    const { gateway, startCold, callsDuring, close } = await startPair(pair);
    const seen = new Set<string>();
    try {
      for (const [form, by] of forms.filter(([, , of]) => pair[of] !== 'none')) {
        const found = await gateway.send<{ client: { id: string } | null }>(
          'query ($by: ClientBy!) { client(by: $by) { id } }',
          { by },
        );
        const id = found.data?.client?.id;
        if (id === undefined || seen.has(id)) continue;
        seen.add(id);
        const cold = await startCold();
        const [, all] = await callsDuring(() => diagnose(cold, id));
        const asked = all.filter((call) => !isPoll(call));
        expect(asked.length, `${form}: ${asked.join(', ')}`).toBeLessThanOrEqual(4);
      }
      expect(seen.size).toBeGreaterThanOrEqual(3);
    } finally {
      await close();
    }
  },
);
