import { setInterval as ticks } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { parseExposition } from './exposition.js';
import { codesOf, metricsToken, startTestGateway, type TestGateway } from './gateway.js';
import { request } from './request.js';

const pollMs = 250;

let gateway: TestGateway;

afterEach(() => gateway.close());

async function readLimit(): Promise<number> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const { text } = await request(gateway.url, { method: 'GET', path: '/metrics', headers });
  return parseExposition(text).value('isp_gateway_backend_concurrency_limit', { backend: 'WISPHUB', kind: 'read' });
}

/** Looks now and then, for what is measured is not to be kept busy by it. The test's own limit ends it. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  for await (const _ of ticks(pollMs)) if (await condition()) return;
}

/** Asks without a pause until told to stop. @returns codes of errors. */
function keepAsking(callers: number): () => Promise<readonly string[]> {
  const ids = gateway.wispHub.clients.slice(100).map(({ id_servicio }) => id_servicio);
  const codes: string[] = [];
  let asked = 0;
  let isOver = false;
  const work = async (): Promise<void> => {
    while (!isOver) {
      const id = ids[asked++ % ids.length];
      codes.push(...codesOf(await gateway.send(`{ client(by: { serviceId: ${id} }) { name } }`)));
    }
  };
  const workers = Array.from({ length: callers }, work);
  return async () => {
    isOver = true;
    await Promise.all(workers);
    return codes;
  };
}

const environment = { COST_PER_MINUTE: '10000000', ADAPTIVE_CONCURRENCY: 'true' };
const slow = { subscribers: 600, latencyMs: 500 };

it('a back end that takes more at once than to begin with is given more, and fewer once it has lost workers', {
  timeout: 150_000,
}, async () => {
  gateway = await startTestGateway({ wispHub: slow, backends: ['wispHub'], environment });
  expect(await readLimit()).toBe(32);
  const stop = keepAsking(80);
  await until(async () => (await readLimit()) >= 64);
  gateway.wispHub.setWorkers(24);
  await until(async () => (await readLimit()) <= 52);
  expect(await stop()).toEqual([]);
});

it('a limit that is not to be found out stays', { timeout: 60_000 }, async () => {
  const fixed = { ...environment, ADAPTIVE_CONCURRENCY: 'false' };
  gateway = await startTestGateway({ wispHub: { ...slow, latencyMs: 20 }, backends: ['wispHub'], environment: fixed });
  const stop = keepAsking(80);
  await until(async () => gateway.wispHub.calls.length > 600);
  expect(await stop()).toEqual([]);
  expect(await readLimit()).toBe(32);
});
