import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RegisterPaymentDocument, UpdateClientDocument } from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import type { WispHubChanges } from '../../src/emulator/wisphub/settings.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, type TestGateway } from './gateway.js';
import { idOf, startNative, writesOf } from './native.js';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startNative();
});
afterEach(async () => {
  expect(gateway.wispHub.effects.violations).toEqual([]);
  await gateway.close();
});

const update = (phone = '+573115550199') =>
  gateway.run(UpdateClientDocument, { input: { clientId: idOf(cases.typical), phone, idempotencyKey: 'phone' } });
/** @throws when it cannot be told. */
const find = async (by: string) =>
  dataOf(await gateway.send<{ client: { serviceId: number } | null }>(`{ client(by: { ${by} }) { serviceId } }`)).client
    ?.serviceId ?? null;
const patches = () => writesOf(gateway).length;
const updates = () => gateway.wispHub.effects.updates;

describe("an assumed point of clients by WispHub's own API", () => {
  it.each<[WispHubChanges, string, number]>([
    [{}, 'UpdateClientSuccess', 1],
    [{ profileAnswer: 'empty204' }, 'UpdateClientSuccess', 1],
    [{ profileAnswer: 'reformatted' }, 'UpdateClientSuccess', 1],
    [{ profileAnswer: 'refused' }, 'BackendRefused', 0],
    [{ profileAnswer: 'notAllowed' }, 'BackendRefused', 0],
    [{ profileForgets: true }, 'OutcomeUnknown', 0],
    [{ updatesLandLate: true }, 'OutcomeUnknown', 0],
  ])('A-12 %j, T08: a change is what a fresh row shows: %s', async (settings, name, stored) => {
    gateway.wispHub.settings(settings);
    expect(dataOf(await update()).updateClient.__typename).toBe(name);
    expect([patches(), updates().length]).toEqual([1, stored]);
  });

  it('A-12: a change that is stored after some seconds is not sent again', async () => {
    gateway.wispHub.settings({ updatesLandLate: true });
    await update();
    gateway.wispHub.advance(13);
    await update();
    expect(await find('phone: "3115550199"')).toBe(1001);
    expect([patches(), updates().length]).toEqual([1, 1]);
  });

  it('A-12: a change that the key may not make is a matter of the configuration', async () => {
    gateway.wispHub.settings({ profileAnswer: 'forbidden' });
    expect(codesOf(await update())).toEqual(['UPSTREAM_AUTH_FAILED']);
    expect([patches(), updates().length]).toEqual([1, 0]);
  });

  it.each(['whole', 'missing', 'null', 'other'])('A-43 %s: a change needs nothing of a profile', async (profile) => {
    gateway.wispHub.settings({ profile });
    expect(dataOf(await update()).updateClient.__typename).toBe('UpdateClientSuccess');
    expect([patches(), updates().length]).toEqual([1, 1]);
  });

  it.each(['service', 'person'])(
    'A-14 %s: an invoice that stands under both services of a person is one, and paid at its own',
    async (balanceOf) => {
      gateway.wispHub.settings({ balanceOf });
      const query = `query ($id: ID!) { client(by: { id: $id }) { invoices { nodes { number id } } } }`;
      const sent = await gateway.send<{ client: { invoices: { nodes: readonly { number: string; id: string }[] } } }>(
        query,
        { id: idOf(cases.sharedDocumentSecond) },
      );
      const { nodes } = dataOf(sent).client.invoices;
      expect(nodes.map(({ number }) => number)).toEqual(['10051']);
      const pay = async (serviceId: number) => {
        const invoiceId = encodeId('Invoice', 'WISPHUB', serviceId, 10_051);
        const input = { invoiceId, amount: '40000.00', reference: 'ONE', idempotencyKey: `pay-${serviceId}` };
        return dataOf(await gateway.run(RegisterPaymentDocument, { input } as never)).registerPayment.__typename;
      };
      expect(await pay(1004)).toBe('InvoiceNotFound');
      expect(await pay(1005)).toBe('RegisterPaymentSuccess');
      expect(gateway.wispHub.effects.payments).toHaveLength(1);
    },
  );

  it.each(['any', 'named'])('A-44 %s: each call names the product', async (userAgent) => {
    gateway.wispHub.settings({ userAgent });
    expect(await find('document: "1098765432"')).toBe(1001);
    expect(dataOf(await update()).updateClient.__typename).toBe('UpdateClientSuccess');
  });
});

describe("a filter that WispHub's own API refuses by a 400", () => {
  it.each([
    ['id_servicio', 'serviceId: 1002', 'serviceId: 999999', 1002],
    ['cedula', 'document: "52345678"', 'document: "52345670"', 1002],
    ['telefono__contains', 'phone: "3002687147"', 'phone: "3002687140"', 1002],
    ['usuario', 'username: "esperanza-benitez-1001@demo-isp"', 'username: "luz-1001@demo-isp"', 1001],
    ['email__contains', 'email: "cliente1002@correo.example"', 'email: "cliente1001@correo.example"', 1002],
  ])('is not used: %s', async (refusedFilters, by, absent, serviceId) => {
    gateway.wispHub.settings({ refusedFilters });
    expect(await find(by)).toBe(serviceId);
    expect(await find(absent)).toBeNull();
  });

  it.each([
    ['cedula', 'document: "52345678"'],
    ['id_servicio', 'serviceId: 1002'],
  ])('once it was proven is not used either: %s', async (refusedFilters, by) => {
    expect(await find(by)).toBe(1002);
    gateway.wispHub.settings({ refusedFilters });
    expect(await find(by)).toBe(1002);
  });

  it('leaves of the invoices those that are open', async () => {
    const query = `query ($id: ID!) { client(by: { id: $id }) { invoices { truncated nodes { number } } } }`;
    const read = () => gateway.send(query, { id: idOf(cases.typical) });
    gateway.wispHub.settings({ installation: 'io', refusedFilters: 'cliente' });
    const open = { client: { invoices: { truncated: true, nodes: [{ number: '10011' }] } } };
    expect(dataOf(await read())).toEqual(open);
    gateway.wispHub.settings({ refusedFilters: '' });
    expect(dataOf(await read())).toEqual(open);
  });
});
