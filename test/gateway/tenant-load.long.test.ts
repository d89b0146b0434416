import { afterAll, beforeAll, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { openSocket, type RawSocket } from './raw-socket.js';
import { marks, startTenantsGateway, type TenantsGateway, tenantIds } from './tenants.js';

/** `RELOADS=100` for the whole run. */
const reloads = Number(process.env.RELOADS ?? 15);

const callers = 6;

let gateway: TenantsGateway;

beforeAll(async () => {
  gateway = await startTenantsGateway({ COST_PER_MINUTE: '10000000' });
  gateway.backEnds.sur.wispHub.setLatency(20);
});
afterAll(() => gateway.close());

async function listen(tenant: string): Promise<RawSocket> {
  const socket = await openSocket(gateway.url);
  await socket.init(gateway.token(tenant));
  socket.send({ id: '1', type: 'subscribe', payload: { query: 'subscription { pingTaskChanged { serviceId } }' } });
  return socket;
}

it(
  'a change of the files while callers ask fails no request, and closes no socket of a tenant that stays as it is',
  async () => {
    const sockets = await Promise.all(Array.from({ length: callers }, () => listen('norte')));
    const failures: unknown[] = [];
    const answered = { norte: 0, sur: 0 };
    let isOver = false;
    const ask = async (tenant: keyof typeof marks, caller: number): Promise<void> => {
      const query = `{ client(by: { serviceId: ${cases.typical.id_servicio} }) { name } viewer { subject } }`;
      for (let turn = 0; !isOver; turn += 1) {
        const text = caller % 2 === 0 ? query : `query Q${turn % 50} ${query}`;
        const answer = await gateway.send(tenant, text).catch((error: unknown) => ({ error }));
        if (JSON.stringify(answer).includes(marks[tenant])) answered[tenant] += 1;
        else failures.push(answer);
      }
    };
    const asking = tenantIds.flatMap((tenant) => Array.from({ length: callers }, (_, caller) => ask(tenant, caller)));
    let served = 0;
    for (let count = 1; count <= reloads; count += 1) {
      // One changes each time, and a third one comes and goes.
      gateway.write('sur', `limits: { costPerMinute: ${1_000_000 + count} }`);
      gateway.write('este', count % 2 === 0 ? null : '');
      expect(await gateway.reload()).toBe(true);
      const before = { ...answered };
      while (tenantIds.some((tenant) => answered[tenant] < before[tenant] + callers) && failures.length === 0)
        await new Promise((resolve) => setImmediate(resolve));
      served += 1;
    }
    isOver = true;
    await Promise.all(asking);
    expect(failures).toEqual([]);
    expect(served).toBe(reloads);
    expect(sockets.map(({ socket }) => socket.readyState)).toEqual(sockets.map(({ socket }) => socket.OPEN));
    for (const socket of sockets) await socket.close();
  },
  60_000 + reloads * 5_000,
);
