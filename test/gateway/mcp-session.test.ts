import { expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { canStartRedis, describeWith, startRedis } from '../store/redis-server.js';
import { startTestGateway } from './gateway.js';
import { startAgent } from './mcp-agent.js';

const bot = { subject: 'agent', scopes: ['clients:read', 'network:read'] } as const;
const person = cases.sharedPersonOne;
const clientId = encodeId('Client', 'WISPHUB', person.id_servicio);
const facts = { name: person.nombre, address: person.direccion, planName: '7MB' };

describeWith(canStartRedis(), 'a conversation over two instances', () => {
  it('is one: what was proven at one opens at the other, and nothing while the store is away', async () => {
    const redis = await startRedis();
    const environment = { MCP: 'true', REDIS_URL: redis.url };
    const [one, other] = await Promise.all([startTestGateway({ environment }), startTestGateway({ environment })]);
    const here = await startAgent(one, bot);
    const there = await startAgent(other, bot, here.sessionId);
    const see = () => there.call('who_writes', { phone: person.telefono });
    expect((await see()).data).toMatchObject({ client: { document: '•••••22' } });
    await here.call('verify_client', { input: { clientId, facts } });
    expect((await see()).data).toMatchObject({ client: { document: person.cedula } });
    expect((await there.call('start_ping', { input: { clientId } })).isError).toBe(false);

    await redis.close();
    // Whether the number was confirmed stands in the store: nobody is named by it meanwhile.
    expect((await see()).data ?? { client: null }).toMatchObject({ client: null });
    const unproven = await there.call('verify_client', { input: { clientId, facts } });
    expect(unproven).toMatchObject({ isError: true, codes: ['SERVICE_UNAVAILABLE'] });
    await Promise.all([here.close(), there.close()]);
    await Promise.all([one.close(), other.close()]);
  });
});
