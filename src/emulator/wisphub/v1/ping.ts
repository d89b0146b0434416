import type { EmulatedAnswer } from '../../message.js';
import { readEchoes, receivedRatio } from '../echo.js';
import type { Middleware } from '../middleware.js';
import type { NativeTask } from '../native/ping.js';
import type { Endpoint } from '../wire/endpoint.js';
import { internalError } from '../wire/refusal.js';
import { failure, info, success } from './envelope.js';

/** Ping (contract 1.9): a task is started, and polled until its action is a result. */
export function pingEndpoints({ native }: Middleware): readonly Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/api/v1/{service_id}/ping/',
      reads: 'json',
      answer: (call) => {
        const serviceId = call.wholeParameter('service_id');
        const pings = call.whole('pings');
        call.done();
        const taskId = native.pings.start(serviceId, pings);
        return taskId === undefined ? failure('ping_failed') : success('ping_created', { task_id: taskId });
      },
    },
    {
      method: 'GET',
      path: '/api/v1/ping/{task_id}/',
      answer: (call) => classify(native.pings.task(call.parameter('task_id'))),
    },
  ];
}

/** @throws {Refusal} 500 while the task is PENDING, and when the router answered with an error text */
function classify(task: NativeTask | undefined): EmulatedAnswer {
  if (task?.status === 'PENDING') throw internalError();
  if (task?.status !== 'SUCCESS') return failure('ping_failed');
  const echoes = readEchoes(task.result);
  if (echoes === undefined) throw internalError();
  const ratio = receivedRatio(echoes);
  if (ratio === undefined) return failure('ping_failed');
  if (ratio >= 0.8) return success('stable_connection', null);
  return info(ratio > 0 ? 'intermittent_connection' : 'no_internet');
}
