import { afterEach, expect, it } from 'vitest';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { startTestGateway, type TestGateway } from './gateway.js';

let gateway: TestGateway | undefined;

afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

interface Answered {
  readonly updateClient: { readonly message: string; readonly fields: readonly { readonly message: string }[] };
}

const clientId = encodeId('Client', 'WISPHUB', wispHubCases.typical.id_servicio);

/** Messages of a change that is refused before anything is sent, and of its field. */
async function ask(environment: Readonly<Record<string, string>>, locale = 'ES') {
  gateway = await startTestGateway({ environment });
  const { data } = await gateway.send<Answered>(
    `mutation { updateClient(input: { clientId: "${clientId}", phone: "no phone", idempotencyKey: "k" }) {
      ... on InvalidInput { message(locale: ${locale}) fields { message(locale: ${locale}) } }
    } }`,
  );
  return [data?.updateClient.message, ...(data?.updateClient.fields ?? []).map(({ message }) => message)];
}

it.each([
  ['AR', 'Algún dato no es válido. Revisalo e intentá de nuevo.'],
  ['MX', 'Algún dato no es válido. Revísalo e intenta de nuevo.'],
  ['CO', 'Algún dato no es válido. Revíselo e intente de nuevo.'],
])('speaks the Spanish of %s', async (country, expected) => {
  expect(await ask({ COUNTRY: country })).toContain(expected);
});

it('takes the country of the first back end where the installation names none', async () => {
  expect(await ask({ COUNTRY_WISPHUB: 'UY', COUNTRY_WISPRO: 'CO' })).toContain(
    'Algún dato no es válido. Revisalo e intentá de nuevo.',
  );
});

it('takes the installation’s country where its back ends have others', async () => {
  expect(await ask({ COUNTRY: 'PE', COUNTRY_WISPHUB: 'UY', COUNTRY_WISPRO: 'CO' })).toContain(
    'Algún dato no es válido. Revísalo e intenta de nuevo.',
  );
});

it('leaves the language to the caller', async () => {
  expect(await ask({ COUNTRY: 'BR' }, 'PT')).toContain('Algum dado não é válido. Confira e tente novamente.');
});
