import type { Caller } from '../../model/caller.js';
import type { ClientRecord } from '../../model/client.js';
import { BadUserInput, NotSupported } from '../../model/errors.js';
import { decodeId, encodeId } from '../../model/id.js';
import { type Page, type PageRequest, toPage } from '../../model/page.js';
import type { PingTask, PingTaskStatus } from '../../model/ping-task.js';
import type { FieldProblem } from '../../model/problem.js';
import type { UpstreamCall } from '../../upstream/call.js';
import type { Clients } from '../client.js';
import { partOf } from '../part.js';
import type { Services } from '../services.js';
import { isIdempotencyKey, type WriteResult, type Writes } from '../writes/write.js';
import { type LatestStream, latestPerKey } from './latest-stream.js';

export interface PingRequest {
  readonly clientId: string;
  /** Echo requests, 1 to 20. */
  readonly pings: number;
  readonly idempotencyKey?: string | undefined;
  /** Their record at the back end that pings, if it was read anew a moment ago: it is not read again. */
  readonly target?: ClientRecord | undefined;
}

/** Filter of ping tasks: all conditions must hold. */
export interface PingTaskFilter {
  readonly clientIds?: readonly string[] | undefined;
  readonly serviceIds?: readonly number[] | undefined;
  readonly zoneId?: number | undefined;
  readonly status?: readonly PingTaskStatus[] | undefined;
  readonly requestedBy?: string | undefined;
}

export type StartPingResult = WriteResult<PingTask>;

export const maxPings = 20;

const pingTaskId = 'the id of a ping that this gateway has started';

/** A running ping of the same service is joined instead of starting another: as long as one can run. */
const runningMs = 90_000;

/** Pings that were started through this gateway. */
export class PingTasks {
  readonly #services: Services;
  readonly #clients: Clients;
  readonly #writes: Writes;
  readonly #caller: Caller;
  readonly #call: UpstreamCall;

  constructor(services: Services, clients: Clients, writes: Writes, caller: Caller, call: UpstreamCall) {
    this.#services = services;
    this.#clients = clients;
    this.#writes = writes;
    this.#caller = caller;
    this.#call = call;
  }

  /** @throws {BadUserInput} not a ping task's id. @returns null when this gateway does not know it. */
  async byId(id: string): Promise<PingTask | null> {
    if (decodeId(id)?.type !== 'PingTask') throw new BadUserInput('id', { expected: pingTaskId });
    return this.#services.store.pingTasks.get(id);
  }

  /** Newest first. */
  async search(request: PageRequest, filter: PingTaskFilter = {}): Promise<Page<PingTask>> {
    return this.#page('all', request, filter);
  }

  async ofClient(client: ClientRecord, request: PageRequest): Promise<Page<PingTask>> {
    const record = await this.#clients.recordAt(client, partOf(this.#services.backends, 'pings').backend.name);
    return this.#page(`client:${record?.id ?? client.id}`, request, {});
  }

  async start(request: PingRequest): Promise<StartPingResult> {
    const { backend, part } = partOf(this.#services.backends, 'pings');
    const fields = checkForm(request);
    if (fields.length > 0) return { kind: 'invalid', fields };
    const known = request.target?.backend === backend.name ? request.target : undefined;
    const client = known ?? (await this.#clients.byIdAt(request.clientId, backend.name, 'input.clientId'));
    if (client === null) return { kind: 'not-found' };
    const { serviceId } = client;
    if (serviceId === null) throw new NotSupported();
    const { pings, idempotencyKey } = request;
    const running = idempotencyKey === undefined ? await this.#runningOf(client) : null;
    if (running !== null) return { kind: 'done', value: running, isReplay: true };
    let isJoined = false;
    const result = await this.#writes.once<PingTask>({
      operation: 'startPing',
      backend: backend.name,
      key: idempotencyKey ?? null,
      input: [client.id, pings],
      clientId: client.id,
      content: { parts: [client.id], sameForMs: runningMs, force: 'ended', waiting: this.#call },
      check: async () => {
        const target = known ?? (await this.#clients.writeTargetAt(request.clientId, backend.name, 'input.clientId'));
        return target?.id === client.id ? null : { kind: 'not-found' };
      },
      send: async () => {
        // Looked for under the reservation: a start that ended just before it has left its ping.
        const running = await this.#runningOf(client);
        isJoined = running !== null;
        if (running !== null) return { kind: 'done', value: running };
        const outcome = await part.start(serviceId, pings, this.#call);
        if (outcome.kind !== 'done') return outcome;
        return { kind: 'done', value: await this.#begin(client, serviceId, pings, outcome.value) };
      },
    });
    if (result.kind !== 'done' && result.kind !== 'duplicate') return result;
    // It was started: that it cannot be read now must not make it look as if it were not.
    const value = (await this.#services.store.pingTasks.get(result.value.id).catch(() => null)) ?? result.value;
    return { kind: 'done', value, isReplay: isJoined || result.kind === 'duplicate' || result.isReplay };
  }

  /** One event when the task leaves PENDING, at once if it already has. @throws {BadUserInput} there is no such task. */
  async completion(id: string): Promise<LatestStream<PingTask>> {
    const stream = this.#listen((task) => task.id === id && task.status !== 'PENDING', 1);
    const current = await this.byId(id).catch(async (error) => {
      await stream.return();
      throw error;
    });
    if (current === null) {
      await stream.return();
      throw new BadUserInput('id', { expected: pingTaskId });
    }
    if (current.status !== 'PENDING') stream.seed([current]);
    return stream;
  }

  /** The matching PENDING tasks, oldest first, then every change of a matching task. */
  async changes(filter: PingTaskFilter = {}): Promise<LatestStream<PingTask>> {
    const matches = createFilter(filter);
    const stream = this.#listen(matches);
    const known = await this.#services.store.pingTasks.list('all').catch(async (error) => {
      await stream.return();
      throw error;
    });
    stream.seed(known.filter((task) => task.status === 'PENDING' && matches(task)).reverse());
    return stream;
  }

  #listen(matches: (task: PingTask) => boolean, take?: number): LatestStream<PingTask> {
    return latestPerKey<PingTask>(
      (push) => this.#services.store.events.subscribe('ping-task', (task) => matches(task) && push(task)),
      ({ id }) => id,
      take,
    );
  }

  /** A started ping must neither be lost nor be reported as not started because it could not be stored. */
  async #begin(client: ClientRecord, serviceId: number, pings: number, taskId: string): Promise<PingTask> {
    const task: PingTask = {
      id: encodeId('PingTask', client.backend, taskId),
      backend: client.backend,
      taskId,
      clientId: client.id,
      serviceId,
      zoneId: client.zoneId,
      pings,
      status: 'PENDING',
      connection: null,
      message: null,
      requestedAt: new Date().toISOString(),
      completedAt: null,
      requestedBy: this.#caller.subject,
    };
    await this.#services.pingWatcher.watch(task);
    return task;
  }

  async #runningOf(client: ClientRecord): Promise<PingTask | null> {
    const tasks = await this.#services.store.pingTasks.list(`client:${client.id}`);
    return tasks.find(({ status }) => status === 'PENDING') ?? null;
  }

  async #page(list: string, request: PageRequest, filter: PingTaskFilter): Promise<Page<PingTask>> {
    const matches = createFilter(filter);
    toPage([], request, String, newestFirst);
    const tasks = (await this.#services.store.pingTasks.list(list)).filter(matches);
    return toPage(tasks, request, (task) => `${task.requestedAt} ${task.id}`, newestFirst);
  }
}

function checkForm({ pings, idempotencyKey }: PingRequest): readonly FieldProblem[] {
  const fields: FieldProblem[] = [];
  if (!Number.isInteger(pings) || pings < 1 || pings > maxPings) fields.push({ path: ['pings'], kind: 'outOfRange' });
  if (idempotencyKey !== undefined && !isIdempotencyKey(idempotencyKey)) {
    fields.push({ path: ['idempotencyKey'], kind: 'malformed' });
  }
  return fields;
}

function createFilter(filter: PingTaskFilter): (task: PingTask) => boolean {
  const { clientIds, serviceIds, zoneId, status, requestedBy } = filter;
  if (clientIds?.some((id) => decodeId(id)?.type !== 'Client') === true)
    throw new BadUserInput('filter.clientIds', { expected: 'global ids of clients' });
  const [clients, services, states] = [toSet(clientIds), toSet(serviceIds), toSet(status)];
  return (task) =>
    (clients?.has(task.clientId) ?? true) &&
    (services?.has(task.serviceId) ?? true) &&
    (zoneId === undefined || task.zoneId === zoneId) &&
    (states?.has(task.status) ?? true) &&
    (requestedBy === undefined || task.requestedBy === requestedBy);
}

function toSet<Value>(values: readonly Value[] | undefined): ReadonlySet<Value> | undefined {
  return values === undefined ? undefined : new Set(values);
}

function newestFirst(left: string, right: string): number {
  return left < right ? 1 : left > right ? -1 : 0;
}
