import type { EmulatedAnswer } from '../../message.js';
import { hasDetail } from '../native/catalogue.js';
import type { Endpoint } from '../wire/endpoint.js';
import { answerJson } from '../wire/json.js';
import { Refusal } from '../wire/refusal.js';
import type { V2Caches } from './cache.js';
import type { V2Lineage } from './ping.js';

/** Plans (contract 2.1). Early v2 had the list at a path without a slash (2.4). */
export function planEndpoints(caches: V2Caches, lineage: V2Lineage): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: lineage === 'early-v2' ? '/api/internet-plans' : '/api/internet-plans/',
      answer: () => {
        const plans = caches.plans().map((plan) => ({ plan_id: plan.id, name: plan.nombre, type: plan.tipo }));
        if (plans.length === 0) throw new Refusal(404, 'No se encontraron planes de internet.');
        return answerJson(200, plans);
      },
    },
    {
      method: 'GET',
      path: '/api/internet-plans/{plan_id}',
      answer: (call) => {
        const planId = call.wholeParameter('plan_id');
        call.done();
        return answerDetail(planId, caches);
      },
    },
  ];
}

/** v2 alone has them. */
export function paymentMethodEndpoint(caches: V2Caches): Endpoint {
  return {
    method: 'GET',
    path: '/api/payment-methods/',
    answer: () => {
      const methods = caches.paymentMethods();
      if (methods.length === 0) throw new Refusal(404, 'No se encontraron formas de pago.');
      return answerJson(200, methods);
    },
  };
}

function answerDetail(planId: number, caches: V2Caches): EmulatedAnswer {
  const listed = caches.plans().find((plan) => plan.id === planId);
  if (listed === undefined) throw new Refusal(404, 'Plan not found');
  if (listed.tipo === 'PCQ') {
    const note = 'WispHub no expone detalles de velocidad/precio para planes PCQ.';
    return answerJson(200, { plan_id: listed.id, name: listed.nombre, type: 'PCQ', note });
  }
  const plan = hasDetail(listed) ? caches.planDetail(planId) : undefined;
  if (plan === undefined) throw new Refusal(404, 'Plan details not found');
  const price = plan.precio === null ? null : Number(plan.precio);
  return answerJson(200, {
    name: plan.nombre,
    price,
    download_speed: plan.bajada,
    upload_speed: plan.subida,
  });
}
