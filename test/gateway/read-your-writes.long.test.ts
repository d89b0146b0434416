import { beforeEach, describe, expect, it } from 'vitest';
import {
  ClientCardDocument,
  ClientsDocument,
  UpdateClientDocument,
  WhoWritesDocument,
} from '../../src/client/generated/operations.js';
import { encodeId } from '../../src/model/id.js';
import { useAgeingGateway } from './ageing.js';
import { dataOf } from './gateway.js';

const id = encodeId('Client', 'WISPHUB', 1001);
const before = { phone: '+573001234567', document: '1098765432' };
const after = { phone: '+573118889900', document: '1098765499' };

/** Moments after the write at which caches of the gateway or of the back end have just become old, or not yet. */
const moments = [0, 4, 6, 16, 31, 100, 119, 122, 298, 302, 425, 590];

describe.each([
  ['v1', 1],
  ['v1', 4],
  ['v2', 1],
  ['v2', 4],
] as const)('a client who was changed through the gateway, over %s with %i workers', (dialect, workers) => {
  const ageing = useAgeingGateway({ wispHub: { dialect, workers } });
  const run: typeof ageing.gateway.run = (document, variables) => ageing.gateway.run(document, variables);
  const update = async (input: { readonly phone?: string; readonly document?: string }) => {
    const { updateClient } = dataOf(await run(UpdateClientDocument, { input: { clientId: id, ...input } }));
    expect(updateClient.__typename).toBe('UpdateClientSuccess');
    return updateClient;
  };
  const phonesById = async (): Promise<readonly (string | null)[] | undefined> => {
    const { data } = await ageing.send<{ client: { phones: { e164: string | null }[] } | null }>(
      'query ($id: ID!) { client(by: { id: $id }) { phones { e164 } } }',
      { id },
    );
    return data?.client?.phones.map(({ e164 }) => e164);
  };
  const byPhone = async (phone: string) => dataOf(await run(WhoWritesDocument, { phone })).client?.id;
  const byDocument = async (document: string) => dataOf(await run(ClientCardDocument, { document })).client?.id;
  const bySearch = async (search: string) =>
    dataOf(await run(ClientsDocument, { first: 10, search })).clients.edges.map(({ node }) => node.id);

  /** Fills every cache that there is, of every worker. */
  beforeEach(async () => {
    for (let count = 0; count < workers; count += 1) {
      await byPhone(before.phone);
      await byDocument(before.document);
      await phonesById();
      await bySearch('ESPERANZA');
      ageing.advance(31);
    }
  });

  it('has the new phone at once and for ten minutes, by whatever they are found, and is not found by the old one', async () => {
    await update({ phone: after.phone });
    let passed = 0;
    for (const moment of moments) {
      ageing.advance(moment - passed);
      passed = moment;
      for (let count = 0; count < workers; count += 1) {
        expect(await phonesById(), `by id after ${moment} s`).toEqual([after.phone]);
        expect(await byPhone(after.phone), `by the new phone after ${moment} s`).toBe(id);
        expect(await byPhone(before.phone), `by the old phone after ${moment} s`).toBeUndefined();
        expect(await bySearch('8889900'), `in the list after ${moment} s`).toEqual([id]);
        expect(await bySearch('3001234567'), `in the list by the old phone after ${moment} s`).toEqual([]);
      }
    }
  });

  it('has the new document as well', async () => {
    await update({ document: after.document });
    let passed = 0;
    for (const moment of moments) {
      ageing.advance(moment - passed);
      passed = moment;
      expect(await byDocument(after.document), `by the new document after ${moment} s`).toBe(id);
      expect(await byDocument(before.document), `by the old document after ${moment} s`).toBeUndefined();
    }
  });

  it('has what was written last, also when that is what was there first', async () => {
    await update({ phone: after.phone });
    ageing.advance(20);
    await update({ phone: before.phone });
    for (const seconds of [0, 16, 110, 180]) {
      ageing.advance(seconds);
      expect(await phonesById()).toEqual([before.phone]);
      expect(await byPhone(before.phone)).toBe(id);
      expect(await byPhone(after.phone)).toBeUndefined();
    }
  });
});
