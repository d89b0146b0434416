import type { EmulatedAnswer } from '../message.js';
import { json } from '../message.js';
import { writeClient } from './client.js';
import type { WisproInstance } from './fixtures/instance.js';
import type { ChosenSettings } from './settings.js';
import { emptyAnswer, errorBody, htmlPage, pageBody, recordBody, refuse, suricataStatus } from './wire/envelope.js';
import { findSubscribers, isRefusal } from './wire/request.js';

/** `GET /api/data`: one subscriber (contract section 3). */
export function answerData(instance: WisproInstance, query: URLSearchParams): EmulatedAnswer {
  const found = findSubscribers(instance, query);
  if (isRefusal(found)) return found;
  const [first] = found;
  if (first === undefined) return unknownClients[instance.settings.unknownClient]();
  const ambiguous = found.length > 1 && instance.settings.ambiguousAs === 'array' && !instance.settings.ignoreFilter;
  if (ambiguous)
    return json(
      200,
      found.map((subscriber) => writeClient(instance, subscriber)),
    );
  return json(200, wraps[instance.settings.dataShape](writeClient(instance, first)));
}

const wraps: Readonly<Record<ChosenSettings['dataShape'], (client: unknown) => unknown>> = {
  bare: (client) => client,
  array: (client) => [client],
  data: (client) => recordBody('client', client),
  dataArray: (client) => pageBody('client', [client]),
};

/** Every answer to an unknown client that contract 3.4 asks to be understood. */
const unknownClients: Readonly<Record<ChosenSettings['unknownClient'], () => EmulatedAnswer>> = {
  envelope404: () => refuse(404),
  emptyData: () => json(200, pageBody('client', [])),
  emptyArray: () => json(200, []),
  emptyObject: () => json(200, {}),
  null: () => json(200, null),
  empty: emptyAnswer,
  nameless: () => json(200, { a_status: null, connections: null, connections_qty: 0, contracts: [], name: null }),
  suricata404: () => json(200, suricataStatus('404', 'cliente no encontrado')),
  http404: () => json(404, errorBody(404, 'en')),
  http500html: () => htmlPage(500, 'Server Error'),
};
