import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloudFaults } from '../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { type CloudGateway, startCloudGateway } from './cloud.js';
import { codesOf, dataOf } from './gateway.js';

const { suspended } = wisproCases;
const id = encodeId('Client', 'WISPRO', suspended.clientId);
const create = 'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { __typename } }';

/** One for each test: a back end that limits or refuses is left alone for a while. */
let own: CloudGateway;

beforeEach(async () => {
  own = await startCloudGateway();
});
afterEach(() => own.close());

describe('a question', () => {
  const query = 'query ($id: ID!) { client(by: { id: $id }) { name } }';

  it.each([
    ['in seconds', '7'],
    ['as a date', new Date(Date.now() + 60_000).toUTCString()],
    ['not at all', undefined],
  ] as const)('that comes too often is told so, with the time %s (A-03)', async (_, retryAfter) => {
    own.cloud.fault({ fault: cloudFaults.rateLimited(retryAfter) });
    const { data, errors } = await own.send<{ client: unknown }>(query, { id });
    expect(data?.client ?? null).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_RATE_LIMITED', retryable: true } }]);
  });

  it('is not sent on to another host, and neither is the key (A-20)', async () => {
    const asked: unknown[] = [];
    const other = createServer(({ headers, url }, response) => {
      asked.push([url, headers]);
      response.end('{"status":200,"data":[]}');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = other.address() as AddressInfo;
      own.cloud.fault({ fault: cloudFaults.redirect(`http://127.0.0.1:${port}/api/v1/clients`) });
      expect(codesOf(await own.send(query, { id }))).toEqual(['UPSTREAM_BAD_RESPONSE']);
      const input = { clientId: id, subject: 'Lentitud', description: 'x', idempotencyKey: 'elsewhere' };
      const { data } = await own.send(create, { input });
      expect(JSON.stringify(data)).not.toContain('CreateTicketSuccess');
      expect(asked).toEqual([]);
    } finally {
      other.close();
    }
  });

  it.each([
    ['HTTP 401', cloudFaults.http(401)],
    ['HTTP 403', cloudFaults.http(403)],
    ['an envelope', cloudFaults.envelope(401)],
  ] as const)('of an area that the key does not open leaves the others, refused by %s (A-21)', async (_, fault) => {
    own.cloud.fault({ route: '/help_desk/', fault });
    expect(codesOf(await own.send('{ ticketSubjects { name } }'))).toEqual(['UPSTREAM_AUTH_FAILED']);
    expect(dataOf(await own.send(query, { id }))).toEqual({ client: { name: suspended.name } });
    const offered = JSON.stringify(dataOf(await own.send('{ backends { capabilities } }')));
    expect(['"TICKETS"', '"INVOICES"'].map((each) => offered.includes(each))).toEqual([false, true]);
    expect(codesOf(await own.send('{ ticketSubjects { name } }'))).toEqual(['NOT_SUPPORTED']);
  });
});
