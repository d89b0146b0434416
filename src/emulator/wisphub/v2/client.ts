import type { EmulatedAnswer } from '../../message.js';
import { search } from '../match.js';
import { type Middleware, trimPhone } from '../middleware.js';
import type { ClientView } from '../view.js';
import type { Call, Endpoint } from '../wire/endpoint.js';
import { answerJson } from '../wire/json.js';
import { Refusal } from '../wire/refusal.js';
import type { V2Caches } from './cache.js';

/** Clients without an envelope (contract 2.1), each way of reading with a cache of its own (2.3). */
export function clientEndpoints(middleware: Middleware, caches: V2Caches): readonly Endpoint[] {
  return [
    { method: 'GET', path: '/api/clients/', answer: () => answerJson(200, caches.clients()) },
    {
      method: 'GET',
      path: '/api/clients/search',
      answer: (call) => {
        const query = call.query('q');
        call.done();
        return answerJson(200, search(caches.clients(), query));
      },
    },
    {
      method: 'GET',
      path: '/api/clients/by-document/{document}',
      answer: (call) => answerClient(caches.findInSnapshot('document', call.parameter('document'))),
    },
    {
      method: 'GET',
      path: '/api/clients/by-phone/{phone}',
      answer: (call) => answerClient(caches.findInSnapshot('phone', trimPhone(call.parameter('phone')))),
    },
    {
      method: 'GET',
      path: '/api/clients/by-service-id/{service_id}',
      answer: (call) => answerClient(caches.findByServiceId(call.parameter('service_id'))),
    },
    {
      method: 'PUT',
      path: '/api/clients/{service_id}',
      reads: 'json',
      answer: (call) => updateClient(call, middleware),
    },
  ];
}

/** The body's fields in schema order, and what each is called natively. */
const nativeNames = {
  name: 'nombre',
  last_name: 'apellidos',
  document: 'cedula',
  address: 'direccion',
  locality: 'localidad',
  city: 'ciudad',
  phone: 'telefono',
  balance: 'saldo',
} as const;

function answerClient(client: ClientView | undefined): EmulatedAnswer {
  if (client === undefined) throw new Refusal(404, 'client_not_found');
  return answerJson(200, client);
}

/** Nulls are dropped, so that a body of nothing else gives nothing. No cache hears of the change. */
function updateClient(call: Call, { native }: Middleware): EmulatedAnswer {
  const serviceId = call.wholeParameter('service_id');
  const given = Object.entries(nativeNames).map(([field, name]) => [name, call.optionalText(field)] as const);
  call.done();
  const changes = given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  if (changes.length === 0) throw new Refusal(400, 'No se brindaron datos válidos para actualizar.');
  if (!native.clients.change(serviceId, Object.fromEntries(changes))) {
    throw new Refusal(400, 'No se pudo actualizar el cliente. Verifique el ID.');
  }
  return answerJson(200, { status: 'ok', message: 'Perfil del cliente actualizado exitosamente.' });
}
