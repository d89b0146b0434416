// What holding many clients costs, in a process with --expose-gc. Arguments: the folder of the compiled source, and how many clients.
import { pathToFileURL } from 'node:url';

const [, , directory, countText] = process.argv;
const count = Number(countText);
const load = (path) => import(pathToFileURL(`${directory}/${path}`).href);

const { createClients } = await load('backends/wisphub/client.js');
const { readOutcome } = await load('backends/wisphub/protocol/endpoint.js');
const { createClientCache } = await load('domain/cache/client-cache.js');
const { lifetimes } = await load('domain/cache/lifetime.js');
const { backgroundCall } = await load('upstream/call.js');

const locality = { country: 'CO', currency: 'COP', timeZone: 'America/Bogota', phoneCountry: 'CO' };

const toRow = (index) => ({
  service_id: index + 1,
  name: `ESPERANZA DEL CARMEN BENÍTEZ ${index}`,
  document: String(1_000_000_000 + index * 7),
  phone: index % 2 === 0 ? phoneOf(index) : `${phoneOf(index)},${phoneOf(index + 500_000)}`,
  address: `VDA/ EL PEÑÓN LOTE ${index}`,
  city: 'Sabanagrande',
  locality: `Centro ${index % 200}`,
  payment_status: 'Activo',
  zone_id: index % 40,
  antenna_ip: `172.16.${(index >> 8) & 255}.${index & 255}`,
  cut_off_date: '6/08/2026',
  outstanding_balance: (index % 90) * 1000.5,
  lan_interface: `vlan${index % 300}_clientes_S1`,
  internet_plan_name: `${7 + (index % 20)}MB PLUS`,
  internet_plan_price: 40000 + (index % 20) * 1000,
  technician_id: index % 30,
});

function phoneOf(index) {
  return String(3_001_000_000 + index);
}

/** Each answer is text first, as it comes from a back end. */
const ask = async (endpoint, input) => {
  const only = Number(input.parameters?.serviceId ?? 0);
  const rows = only > 0 ? toRow(only - 1) : Array.from({ length: count }, (_, index) => toRow(index));
  const data = JSON.parse(JSON.stringify(rows));
  return readOutcome(endpoint, { action: only > 0 ? 'client_found' : 'clients_listed', data }, input);
};

function heldBytes() {
  for (let round = 0; round < 4; round += 1) globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const byId = (serviceId) => ({ kind: 'SERVICE_ID', value: String(serviceId) });
const create = () => createClientCache({ name: 'WISPHUB', locality, clients: createClients(ask, locality) }, lifetimes);

async function measure(fill) {
  const cache = create();
  await cache.findMany([byId(1)], backgroundCall());
  const before = heldBytes();
  const startedAt = performance.now();
  await fill(cache);
  const tookMs = performance.now() - startedAt;
  const bytes = (heldBytes() - before) / count;
  // Until here nothing of it may be collected.
  if ((await cache.findMany([byId(1)], backgroundCall())).length !== 1) throw new Error('nobody is held');
  return { bytes: Math.round(bytes), tookMs: Math.round(tookMs) };
}

const inList = (keys) => async (cache) => {
  await cache.list(backgroundCall());
  for (const key of keys) await cache.findMany([key], backgroundCall());
};

const results = {
  list: await measure(inList([byId(2)])),
  listByEveryKey: await measure(
    inList([byId(2), { kind: 'DOCUMENT', value: '1000000007' }, { kind: 'PHONE', value: '+573001000001' }]),
  ),
  singles: await measure(async (cache) => {
    for (let serviceId = 1; serviceId <= count; serviceId += 1)
      await cache.findMany([byId(serviceId)], backgroundCall());
  }),
};
process.send(results);
