import { json } from '../../../message.js';
import type { WispHubSettings } from '../../settings.js';
import { nativePaymentMethods, nativePlans, nativeTechnicians, nativeZones } from '../catalogue.js';
import { outage } from './row.js';
import { notFound } from './wire/answer.js';
import { answerPage } from './wire/list.js';
import type { ApiCall, ApiEndpoint } from './wire/router.js';

/** Plans of each type that has a detail, by the last part but one of its path; PCQ and hotspot have none (T38). */
const details = { queue: 'SIMPLE QUEUE', pppoe: 'PPPOE' } as const;

/** Office staff stands beside technicians. */
const staff = [
  { id: 1, nombre: 'admin', username: 'admin', email: '' },
  ...nativeTechnicians.map(({ id, nombre }) => ({ id, nombre, username: `tecnico${id}`, email: '' })),
];

/** Ids of payment methods are each tenant's own (T43). */
const paymentMethods = nativePaymentMethods.map(({ id, nombre }) => ({ id: 16_100 + id, nombre }));

const routers = [
  { id: 20044, nombre: 'SERVIDOR 1', falla_general: false, falla_general_descripcion: '' },
  { id: outage.router, nombre: 'SERVIDOR 3', falla_general: true, falla_general_descripcion: outage.text },
];

/** Catalogues (native contract 4, 2.16). */
export function catalogueEndpoints(settings: Readonly<WispHubSettings>): readonly ApiEndpoint[] {
  const paged = (path: string, rows: readonly unknown[]): ApiEndpoint => ({
    method: 'GET',
    path,
    answer: (call) => answerPage(rows, call, settings),
  });
  return [
    paged(
      'plan-internet/',
      nativePlans.map(({ id, nombre, tipo }) => ({ id, nombre, tipo })),
    ),
    ...Object.entries(details).map(
      ([path, tipo]): ApiEndpoint => ({
        method: 'GET',
        path: `plan-internet/${path}/{id}/`,
        answer: (call) => json(200, viewPlan(call, tipo)),
      }),
    ),
    paged('zonas/', nativeZones),
    paged('router/', routers),
    paged('sectorial/', []),
    paged('staff/', staff),
    paged('formas-de-pago/', paymentMethods),
  ];
}

function viewPlan({ parameters }: ApiCall, tipo: string) {
  const plan = nativePlans.find((each) => String(each.id) === parameters.id && each.tipo === tipo);
  if (plan === undefined) throw notFound();
  const { id, nombre, precio, bajada, subida } = plan;
  return { id, nombre, precio, bajada, subida, descripcion: '' };
}
