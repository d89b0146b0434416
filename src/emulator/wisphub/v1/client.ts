import type { EmulatedAnswer } from '../../message.js';
import { search } from '../match.js';
import { type Middleware, trimPhone } from '../middleware.js';
import type { NativeRow } from '../native/row.js';
import { viewClient } from '../view.js';
import type { Call, Endpoint } from '../wire/endpoint.js';
import type { V1Caches } from './cache.js';
import { failure, info, success } from './envelope.js';

/** Reading and changing clients (contract 1.3 to 1.5): by key uncached, list and search from one cache. */
export function clientEndpoints({ native }: Middleware, caches: V1Caches): readonly Endpoint[] {
  const find = (field: 'cedula' | 'telefono' | 'id_servicio', value: string): EmulatedAnswer =>
    answerClient(native.clients.find(field, value));
  return [
    { method: 'GET', path: '/api/v1/clients/', answer: () => success('clients_listed', caches.clients()) },
    {
      method: 'GET',
      path: '/api/v1/clients/search',
      answer: (call) => {
        const query = call.query('q');
        call.done();
        const found = search(caches.clients(), query);
        return success(found.length > 0 ? 'clients_listed' : 'client_not_found', found);
      },
    },
    {
      method: 'GET',
      path: '/api/v1/clients/by-document/{document}',
      answer: (call) => find('cedula', call.parameter('document')),
    },
    {
      method: 'GET',
      path: '/api/v1/clients/by-phone/{phone}',
      answer: (call) => find('telefono', trimPhone(call.parameter('phone'))),
    },
    {
      method: 'GET',
      path: '/api/v1/clients/by-service-id/{service_id}',
      answer: (call) => find('id_servicio', call.parameter('service_id')),
    },
    {
      method: 'PUT',
      path: '/api/v1/clients/{service_id}',
      reads: 'json',
      answer: (call) => updateClient(call, (id, changes) => native.clients.change(id, changes)),
    },
  ];
}

function answerClient(row: NativeRow | undefined): EmulatedAnswer {
  return row === undefined ? info('client_not_found') : success('client_found', viewClient(row));
}

/** Only what was given is sent on, an explicit null too, which the emulated native system refuses. */
function updateClient(
  call: Call,
  change: (serviceId: number, changes: Readonly<Record<string, string | null>>) => boolean,
): EmulatedAnswer {
  const serviceId = call.wholeParameter('service_id');
  const document = call.optionalText('document');
  const phone = call.optionalText('phone');
  call.done();
  const changes = {
    ...(document === undefined ? {} : { cedula: document }),
    ...(phone === undefined ? {} : { telefono: phone }),
  };
  if (Object.keys(changes).length === 0) {
    return failure('client_update_failed', 'No se brindaron datos válidos para actualizar.');
  }
  return change(serviceId, changes)
    ? success('client_updated', null, 'Perfil del cliente actualizado exitosamente.')
    : failure('client_update_failed', 'No se pudo actualizar el cliente. Verifique el ID.');
}
