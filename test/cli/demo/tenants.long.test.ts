import { expect, it } from 'vitest';
import { start } from '../command.js';

it('a demo of several ISPs prints tokens, each of which sees its own people', async () => {
  const demo = start(['demo', '--tenants', '2'], { PORT: '0' });
  const url = await demo.printed(/(http:\S+\/graphql)/);
  await demo.printed(/(Stop with)/);
  const tokens = [...demo.output().matchAll(/^ {2}(ey\S+)$/gm)].map(([, token]) => token);
  const ask = async (token = '', headers = {}) => {
    const query = '{ viewer { tenant { id } tenants { id } } clients(first: 5) { nodes { id name } } }';
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify({ query }),
    });
    return ((await response.json()) as { readonly data: { viewer: object; clients: object } }).data;
  };
  const [norte, pampa] = [await ask(tokens[0]), await ask(tokens[1])];
  expect([norte.viewer, pampa.viewer]).toEqual([
    { tenant: { id: 'norte' }, tenants: [{ id: 'norte' }] },
    { tenant: { id: 'pampa' }, tenants: [{ id: 'pampa' }] },
  ]);
  expect(pampa.clients).not.toEqual(norte.clients);
  const viewer = { tenant: { id: 'pampa' }, tenants: [{ id: 'norte' }, { id: 'pampa' }] };
  expect(await ask(tokens[2], { 'x-tenant': 'pampa' })).toEqual({ ...pampa, viewer });
  demo.process.kill('SIGTERM');
  expect((await demo.exit()).code).toBe(0);
});

it.each(['1', '9', 'three'])('refuses --tenants %s', async (count) => {
  const demo = start(['demo', '--tenants', count], { PORT: '0' });
  expect((await demo.exit()).code).not.toBe(0);
  expect(demo.output()).toContain('--tenants must be 2 to 5');
});
