import type { EmulatedAnswer } from '../../message.js';
import type { Middleware } from '../middleware.js';
import { hasDetail, type NativePlan } from '../native/catalogue.js';
import type { Endpoint } from '../wire/endpoint.js';
import { internalError } from '../wire/refusal.js';
import type { V1Caches } from './cache.js';
import { info, success } from './envelope.js';

/** Plans (contract 1.10): the list is cached with its types, a detail is asked for natively each time. */
export function planEndpoints({ native }: Middleware, caches: V1Caches): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/api/v1/internet-plans/',
      answer: () => {
        const plans = caches.plans().map((plan) => ({ plan_id: plan.id, name: plan.nombre, type: plan.tipo }));
        return plans.length > 0 ? success('internet_plans_listed', plans) : info('internet_plan_not_found');
      },
    },
    {
      method: 'GET',
      path: '/api/v1/internet-plans/{plan_id}',
      answer: (call) => {
        const planId = call.wholeParameter('plan_id');
        call.done();
        const listed = caches.plans().find((plan) => plan.id === planId);
        return answerDetail(listed, () => native.plans()?.find((plan) => plan.id === planId));
      },
    },
  ];
}

/** @throws {Refusal} 500 when the plan has no price natively */
function answerDetail(listed: NativePlan | undefined, read: () => NativePlan | undefined): EmulatedAnswer {
  if (listed?.tipo === 'PCQ') {
    const note = 'WispHub no expone detalles de velocidad/precio para planes PCQ.';
    return success('internet_plan_found', { plan_id: listed.id, name: listed.nombre, type: 'PCQ', note });
  }
  const plan = hasDetail(listed) ? read() : undefined;
  if (plan === undefined) return info('internet_plan_not_found');
  if (plan.precio === null) throw internalError();
  return success('internet_plan_found', {
    name: plan.nombre,
    price: Number(plan.precio),
    download_speed: plan.bajada,
    upload_speed: plan.subida,
  });
}
