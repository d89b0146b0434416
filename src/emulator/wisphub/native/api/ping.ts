import { json } from '../../../message.js';
import type { Clock } from '../../clock.js';
import type { WispHubSettings } from '../../settings.js';
import type { NativeClients } from '../client.js';
import type { NativeEcho, NativePings, NativeTask } from '../ping.js';
import { serviceOf } from './client.js';
import type { PaymentTasks } from './money/payment.js';
import { lessen, readCount, refuseAgain } from './ping-variant.js';
import { ApiRefusal, notFound, page } from './wire/answer.js';
import type { ApiCall, ApiEndpoint } from './wire/router.js';

/** Pings and tasks (native contract 2.6, 2.7). */
export function pingEndpoints(
  clients: NativeClients,
  pings: NativePings,
  payments: PaymentTasks,
  settings: Readonly<WispHubSettings>,
  clock: Clock,
): readonly ApiEndpoint[] {
  /** Tasks that ask for an ARP ping without an interface (T24). */
  const misasked = new Set<string>();
  const startedAt = new Map<string, number>();
  /** @returns undefined when it is over, or never was (A18). */
  const find = (taskId: string): NativeTask | undefined => {
    const ageMs = clock.now() - (startedAt.get(taskId) ?? 0);
    return ageMs > (settings.resultLife === 'minutes' ? 180_000 : 3_600_000) ? undefined : pings.task(taskId);
  };
  const start = (call: ApiCall) => {
    const { id_servicio: serviceId } = serviceOf(clients, call);
    const { pings: count, arp_ping: isArp, interfaz } = call.fields();
    const asked = readCount(count, settings);
    refuseAgain(pings, settings);
    const taskId = pings.start(serviceId, asked);
    if (taskId === undefined) throw new ApiRefusal(502, page.cloud);
    startedAt.set(taskId, clock.now());
    if (isArp === true && typeof interfaz !== 'string') misasked.add(taskId);
    return json(202, { task_id: taskId, status: 'PROCESS' });
  };
  const read = ({ parameters }: ApiCall) => {
    const taskId = parameters.uuid ?? '';
    const payment = payments.get(taskId);
    if (payment !== undefined) return json(200, { task: { task_id: taskId, ...payment } });
    const task = find(taskId);
    // A17.
    if (task === undefined) {
      if (settings.unknownTask === 'http500') throw new ApiRefusal(500, page.failure);
      if (settings.unknownTask === 'pending') return json(200, { task: { status: 'PENDING', result: null } });
      throw notFound();
    }
    if (task.status !== 'SUCCESS') return json(200, { task: { task_id: taskId, ...task } });
    const result = misasked.has(taskId)
      ? 'Error "failure: interface needs to be specified for arp ping"'
      : settings.routerRefuses
        ? { error: 'cannot log in' }
        : lessen(toResult(task), settings.echoes);
    return json(200, { task: { task_id: taskId, status: task.status, result } });
  };
  return [
    { method: 'POST', path: 'clientes/{id}/ping/', answer: start },
    { method: 'GET', path: 'tasks/{uuid}/', answer: read },
  ];
}

/** Echoes with all they carry; a machine that says "host unreachable" counts as a success (T23). */
function toResult({ result }: NativeTask): readonly Readonly<Record<string, unknown>>[] {
  const items = (result ?? []).map((item) => (typeof item === 'string' ? { 'ping-1': item } : item));
  const echoes = items.flatMap((item) => Object.values(item)).filter((echo) => typeof echo !== 'string');
  const answering = echoes.filter(({ received, status }) => received === '1' || status === 'host unreachable').length;
  return items.map((item) =>
    Object.fromEntries(
      Object.entries(item).map(([name, echo]) =>
        name === 'ping-exitoso' ? [name, `${answering} de ${echoes.length}`] : [name, toEcho(echo)],
      ),
    ),
  );
}

function toEcho(echo: NativeEcho | string): unknown {
  if (typeof echo === 'string') return echo;
  const isTimed = echo.received === '1' || echo.status === 'host unreachable';
  const lost = echo.received === '1' ? '0' : '100';
  return { ...echo, 'packet-loss': lost, ...(isTimed ? { time: '1ms287us', ttl: '64', size: '56' } : {}) };
}
