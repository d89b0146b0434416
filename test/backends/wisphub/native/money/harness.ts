import type { Backend } from '../../../../../src/backends/backend.js';
import type { ClientRecord } from '../../../../../src/model/client.js';
import { backgroundCall } from '../../../../../src/upstream/call.js';

export async function clientOf(backend: Backend, serviceId: number): Promise<ClientRecord> {
  const client = await backend.clients.find({ kind: 'SERVICE_ID', value: String(serviceId) }, backgroundCall());
  if (client === null) throw new Error('no client');
  return client;
}
