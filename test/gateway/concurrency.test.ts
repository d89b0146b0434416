import { afterEach, expect, it } from 'vitest';
import { limits } from '../../src/upstream/limits.js';
import { parseExposition } from './exposition.js';
import { codesOf, metricsToken, startTestGateway, type TestGateway } from './gateway.js';
import { request } from './request.js';

let gateway: TestGateway;

afterEach(() => gateway.close());

async function readLimit(): Promise<number> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const { text } = await request(gateway.url, { method: 'GET', path: '/metrics', headers });
  return parseExposition(text).value('isp_gateway_backend_concurrency_limit', { backend: 'WISPHUB', kind: 'read' });
}

async function lookUp(count: number): Promise<readonly string[]> {
  const ids = gateway.wispHub.clients.slice(100, 100 + count).map(({ id_servicio }) => id_servicio);
  const answers = await Promise.all(
    ids.map((id) => gateway.send(`{ client(by: { serviceId: ${id} }) { serviceId } }`)),
  );
  expect(answers.map(({ data }) => data)).toEqual(ids.map((serviceId) => ({ client: { serviceId } })));
  return answers.flatMap(codesOf);
}

it.each([
  ['is the same whatever is asked, unless it is to be found out', {}, [32, 32]],
  ['is found out between its floor and its ceiling', { ADAPTIVE_CONCURRENCY: 'true' }, [4, 128]],
] as const)('how much a back end is asked at once %s', async (_, adaptive, [least, most]) => {
  const environment = { COST_PER_MINUTE: '10000000', ...adaptive };
  gateway = await startTestGateway({ wispHub: { subscribers: 400 }, backends: ['wispHub'], environment });
  expect(await readLimit()).toBe(limits.bulkhead.read);
  expect(await lookUp(60)).toEqual([]);
  const limit = await readLimit();
  expect(limit).toBeGreaterThanOrEqual(least);
  expect(limit).toBeLessThanOrEqual(most);
});
