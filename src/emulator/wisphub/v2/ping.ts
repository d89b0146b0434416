import type { EmulatedAnswer } from '../../message.js';
import { readEchoes, receivedRatio } from '../echo.js';
import type { Middleware } from '../middleware.js';
import type { NativeEcho, NativeTask } from '../native/ping.js';
import type { WispHubLineage } from '../settings.js';
import type { Endpoint } from '../wire/endpoint.js';
import { answerJson } from '../wire/json.js';
import { Refusal } from '../wire/refusal.js';

export type V2Lineage = Extract<WispHubLineage, 'early-v2' | 'mid-v2' | 'v2'>;

/** Ping (contract 2.1), with the two older shapes of its answer (2.4). */
export function pingEndpoints({ native }: Middleware, lineage: V2Lineage): readonly Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/api/{service_id}/ping/',
      reads: 'json',
      answer: (call) => {
        const serviceId = call.wholeParameter('service_id');
        const pings = call.whole('pings');
        call.done();
        const taskId = native.pings.start(serviceId, pings);
        if (taskId === undefined) throw new Refusal(400, 'Ping failed. No se pudo obtener el task_id.');
        return answerJson(200, { task_id: taskId });
      },
    },
    {
      method: 'GET',
      path: '/api/ping/{task_id}/',
      answer: (call) => {
        const task = native.pings.task(call.parameter('task_id'));
        return lineage === 'early-v2' ? classifyByRatio(task) : classifyByHost(task, lineage);
      },
    },
  ];
}

const messages = {
  pending: 'Ping task is still processing.',
  stable: 'Client device has an active connection.',
  antenna_only: 'Customer device is unreachable, but the main antenna has connection.',
  no_internet: 'No connection to the customer device or the antenna.',
} as const;

function classifyByHost(task: NativeTask | undefined, lineage: 'mid-v2' | 'v2'): EmulatedAnswer {
  const status = findStatus(task);
  return answerJson(200, lineage === 'mid-v2' ? { result: status } : { status, message: messages[status] });
}

/** One answer of the client's own device in any number is `stable`; there is no `intermittent`. */
function findStatus(task: NativeTask | undefined): keyof typeof messages {
  if (task === undefined) throw new Refusal(400, 'Ping API error.');
  if (task.status === 'PENDING') return 'pending';
  if (task.status !== 'SUCCESS') throw new Refusal(400, `Unexpected task status: ${task.status}.`);
  const echoes = readEchoes(task.result);
  if (echoes === undefined) throw new Refusal(400, 'MikroTik interface error.');
  if (echoes.length === 0) throw new Refusal(400, 'No ping result data.');
  const answering = echoes.filter((echo) => echo.received !== '0' || echo.status === 'host unreachable');
  if (answering.some(isPrivate)) return 'stable';
  return answering.length > 0 ? 'antenna_only' : 'no_internet';
}

/** RFC 1918, anything in 172, or a MAC address. */
function isPrivate({ host }: NativeEcho): boolean {
  return /^(?:10\.|172\.|192\.168\.|(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$)/i.test(host);
}

function classifyByRatio(task: NativeTask | undefined): EmulatedAnswer {
  if (task?.status === 'PENDING') return answerJson(200, { result: 'pending' });
  const ratio = task?.status === 'SUCCESS' ? receivedRatio(readEchoes(task.result) ?? []) : undefined;
  if (ratio === undefined) throw new Refusal(400, 'Ping failed');
  if (ratio < 0.8) throw new Refusal(400, ratio > 0 ? 'Intermittent connection' : 'No internet');
  return answerJson(200, { result: 'stable' });
}
