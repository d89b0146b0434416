import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Pool } from 'undici';
import { describe, expect, it } from 'vitest';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { useAgeingGateway } from './ageing.js';
import { codesOf, dataOf, until } from './gateway.js';

const byId = 'GET /clients/by-service-id/{service_id}';
const list = 'GET /clients/';
const clientId = (serviceId: number): string => encodeId('Client', 'WISPHUB', serviceId);

interface Freshness {
  readonly fetchedAt: string;
  readonly stale: boolean;
}

interface OneClient {
  readonly client: {
    readonly name: string;
    readonly phones: readonly { readonly raw: string }[];
    readonly sources: readonly { readonly freshness: Freshness | null; readonly unavailable: string | null }[];
  } | null;
}

const oneClient = `query One($by: ClientBy!) {
  client(by: $by) { name phones { raw } sources { freshness { fetchedAt stale } unavailable } }
}`;

const page = `query Page($first: Int!) {
  clients(first: $first) { freshness { fetchedAt stale } nodes { name plan { name type } sources { freshness { stale } } } }
}`;

interface ClientPage {
  readonly clients: {
    readonly freshness: Freshness;
    readonly nodes: readonly { readonly sources: readonly { readonly freshness: Freshness }[] }[];
  };
}

describe('a gateway that keeps answers', () => {
  const ageing = useAgeingGateway();
  const { advance, costOf } = ageing;
  const readOne = (by: object = { id: clientId(1001) }) => ageing.send<OneClient>(oneClient, { by });
  const readPage = (first = 50) => ageing.send<ClientPage>(page, { first });

  it('asks the back end once for 1,000 callers of one cold client at once', async () => {
    const { url, token, wispHub } = ageing.gateway;
    wispHub.setLatency(200);
    // Pipelined, so that all are under way together without a thousand connections.
    const pool = new Pool(url, { connections: 20, pipelining: 50, headersTimeout: 60_000 });
    const ask = async (_: unknown, index: number): Promise<string | undefined> => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token({ subject: `${index}` })}` };
      const body = JSON.stringify({ query: oneClient, variables: { by: { id: clientId(1001) } } });
      const answer = await pool.request({ method: 'POST', path: '/graphql', idempotent: true, headers, body });
      return ((await answer.body.json()) as { readonly data: OneClient | null }).data?.client?.name;
    };
    let names: readonly (string | undefined)[] = [];
    const cost = await costOf(async () => {
      names = await Promise.all(Array.from({ length: 1_000 }, ask));
    });
    await pool.close();
    expect(cost).toEqual([byId]);
    expect(new Set(names)).toEqual(new Set(['ESPERANZA BENÍTEZ']));
  }, 60_000);

  it('asks for nothing when 50 clients with their plans are wanted again', async () => {
    expect((await costOf(readPage)).toSorted()).toEqual([list, 'GET /internet-plans/']);
    expect(await costOf(readPage)).toEqual([]);
    expect(await costOf(() => readOne({ document: '52345678' }))).toEqual([]);
  });

  it('says when what it shows was fetched, and fetches it again behind the back of who reads when it is old', async () => {
    const fetchedAt = async (): Promise<string> => dataOf(await readPage()).clients.freshness.fetchedAt;
    const first = await fetchedAt();
    advance(120);
    expect(await fetchedAt()).toBe(first);
    advance(1);
    const cost = await costOf(async () => {
      expect(await fetchedAt()).toBe(first);
      await until(async () => (await fetchedAt()) !== first);
    });
    expect(cost).toEqual([list]);
  });

  it('shows each caller what that caller may see, out of the same answer', async () => {
    const read = (subject: string, may: readonly (typeof scopes)[number][]) =>
      ageing.gateway.send<OneClient>(oneClient, { by: { id: clientId(1001) } }, { subject, scopes: may });
    const whole = dataOf(await read('operator', scopes)).client?.phones[0]?.raw;
    const cost = await costOf(async () => {
      const masked = dataOf(await read('bot', ['clients:read'])).client?.phones[0]?.raw;
      expect([whole, masked === whole]).toEqual(['3001234567', false]);
    });
    expect(cost).toEqual([]);
    expect(dataOf(await read('operator', scopes)).client?.phones[0]?.raw).toBe(whole);
  });

  it('has no personal data in the keys of its caches, nor in its log', async () => {
    const keys: string[] = [];
    const listen = (message: unknown): void => void keys.push(String((message as { readonly key?: unknown }).key));
    subscribe('lru-cache:metrics', listen);
    await readOne({ phone: '+573001234567' });
    await readOne({ document: '52345678' });
    await readPage();
    unsubscribe('lru-cache:metrics', listen);
    expect(keys).toContain('SERVICE_ID:1001');
    expect(`${keys.join('\n')}${ageing.gateway.logged()}`).not.toMatch(/3001234567|52345678|ESPERANZA/);
  });
});

describe('a client whom everybody wants, kept for five seconds', () => {
  const client = { fresh: 5_000, revalidate: 10_000, ifError: 30_000, absent: 5_000 };
  const ageing = useAgeingGateway({ lifetimes: { ...lifetimes, client } });
  const { advance, costOf } = ageing;
  const readOne = () => ageing.send<OneClient>(oneClient, { by: { id: clientId(1001) } });

  it('asks for it no more than needed, also while the refresh fails, and what is old is flagged', async () => {
    const seen = { calls: 0, stale: 0, absent: 0 };
    for (let second = 0; second < 60; second += 1) {
      ageing.gateway.wispHub.settings({ nativeDown: second >= 30 && second < 50 });
      const cost = await costOf(async () => {
        const answers = await Promise.all(Array.from({ length: 10 }, () => readOne()));
        for (const answer of answers) {
          const { client } = dataOf(answer);
          if (client === null) seen.absent += 1;
          if (client?.sources[0]?.freshness?.stale === true) seen.stale += 1;
        }
      });
      seen.calls += cost.length;
      advance(1);
    }
    expect(seen.absent).toBe(0);
    expect(seen.stale).toBeGreaterThan(0);
    expect(seen.calls).toBeGreaterThanOrEqual(8);
    expect(seen.calls).toBeLessThanOrEqual(15);
    expect(dataOf(await readOne()).client?.sources[0]?.freshness?.stale).toBe(false);
  }, 60_000);
});

describe('a gateway whose back end is dead', () => {
  const ageing = useAgeingGateway();
  const { advance, costOf } = ageing;
  const readOne = () => ageing.send<OneClient>(oneClient, { by: { id: clientId(1001) } });

  it('shows what it knows while the back end is dead, flagged, for ten minutes, with few calls, and then says so', async () => {
    await readOne();
    ageing.gateway.wispHub.fault({ fault: { kind: 'answer', when: 'before', status: 503, body: '' } });
    advance(15);
    expect(dataOf(await readOne()).client?.sources[0]?.freshness?.stale).toBe(false);
    advance(16);
    const cost = await costOf(async () => {
      for (let seconds = 31; seconds <= 594; seconds += 9) {
        const answer = await readOne();
        expect(codesOf(answer)).toEqual([]);
        expect(answer.data?.client?.sources[0]).toMatchObject({ freshness: { stale: true }, unavailable: null });
        advance(9);
      }
    });
    expect(cost.length).toBeLessThanOrEqual(8);
    advance(6);
    expect(codesOf(await readOne())).toEqual(['UPSTREAM_UNAVAILABLE']);
  });
});

describe.each(['v1', 'v2'] as const)('what an outage of the native system makes %s say', (dialect) => {
  const ageing = useAgeingGateway({ wispHub: { dialect, workers: 4 } });
  const { advance } = ageing;
  const read = async (by: object): Promise<OneClient['client']> =>
    dataOf(await ageing.send<OneClient>(oneClient, { by })).client;
  const staleOf = (client: OneClient['client']) => client?.sources[0]?.freshness?.stale;

  it('is not taken for absence of whom the list has shown, by whatever they are asked for', async () => {
    dataOf(await ageing.send(page, { first: 1 }));
    ageing.gateway.wispHub.settings({ nativeDown: true });
    advance(301);
    for (const by of [
      { id: clientId(1001) },
      { document: '52345678' },
      { phone: '+573114445566' },
      { serviceId: 1006 },
    ]) {
      expect(staleOf(await read(by)), JSON.stringify(by)).toBe(true);
    }
    const stranger = await ageing.send<OneClient>(oneClient, { by: { document: '55666777' } });
    // v2 answers out of its list, of which it is seen that it lacks everybody.
    expect([stranger.data?.client ?? null, codesOf(stranger)]).toEqual([
      null,
      dialect === 'v1' ? [] : ['UPSTREAM_BAD_RESPONSE'],
    ]);
  });

  it('is not taken for absence of whom a look-up has shown', async () => {
    expect(staleOf(await read({ id: clientId(1001) }))).toBe(false);
    ageing.gateway.wispHub.settings({ nativeDown: true });
    advance(dialect === 'v1' ? 31 : 121);
    expect(staleOf(await read({ id: clientId(1001) }))).toBe(true);
    expect(staleOf(await read({ serviceId: 1001 }))).toBe(true);
    ageing.gateway.wispHub.settings({ nativeDown: false });
    ageing.gateway.wispHub.expireCaches();
    advance(6);
    await read({ id: clientId(1001) });
    await expect.poll(async () => staleOf(await read({ id: clientId(1001) }))).toBe(false);
  });

  it('is not taken for a list of nobody', async () => {
    const readList = async () => dataOf(await ageing.send<ClientPage>(page, { first: 5 })).clients;
    await readList();
    ageing.gateway.wispHub.settings({ nativeDown: true });
    advance(301);
    await readList();
    const { nodes, freshness } = await readList();
    expect(freshness.stale).toBe(true);
    expect(nodes.map(({ sources }) => sources[0]?.freshness.stale)).toEqual(Array(5).fill(true));
  });

  it('is told once nothing is remembered any more', async () => {
    await read({ id: clientId(1001) });
    ageing.gateway.wispHub.settings({ nativeDown: true });
    advance(lifetimes.client.ifError / 1_000);
    expect(await read({ id: clientId(1001) })).toBeNull();
  });
});
