import { BadUserInput, NotSupported } from '../../../model/errors.js';
import { decodeId, encodeId } from '../../../model/id.js';
import type { FieldProblem } from '../../../model/problem.js';
import type { ZonePing } from '../../../model/zone-ping.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import type { CachedBackend } from '../../cache/cached-backend.js';
import { partOf } from '../../part.js';
import { latestPerKey } from '../../ping/latest-stream.js';
import { untilLast } from '../../ping/until-last.js';
import type { Services } from '../../services.js';
import { isIdempotencyKey } from '../../writes/write.js';
import { chooseClients, hash } from './choose-clients.js';

export interface ZonePingRequest {
  readonly zoneId: number;
  readonly idempotencyKey?: string | undefined;
}

export type StartZonePingResult =
  | { readonly kind: 'done'; readonly value: ZonePing; readonly isReplay: boolean }
  | { readonly kind: 'invalid'; readonly fields: readonly FieldProblem[] }
  | { readonly kind: 'key-reused' };

const zonePingId = 'the id of a run that this gateway has started';

/** Runs of pings over the clients of a zone. */
export class ZonePings {
  readonly #services: Services;
  readonly #subject: string;
  readonly #call: UpstreamCall;

  constructor(services: Services, subject: string, call: UpstreamCall) {
    this.#services = services;
    this.#subject = subject;
    this.#call = call;
  }

  /** @throws {BadUserInput} not a run's id. @returns null when this gateway does not know it. */
  async byId(id: string): Promise<ZonePing | null> {
    if (decodeId(id)?.type !== 'ZonePing') throw new BadUserInput('id', { expected: zonePingId });
    return this.#services.store.zonePings.get(id);
  }

  /** Starts a run, or joins the one of the zone. @throws {BadUserInput} no client of the zone can be pinged. */
  async start({ zoneId, idempotencyKey }: ZonePingRequest): Promise<StartZonePingResult> {
    const { backend } = partOf(this.#services.backends, 'pings');
    if (zoneId < 1) throw new BadUserInput('input.zoneId', { expected: '1 or more' });
    if (idempotencyKey !== undefined && !isIdempotencyKey(idempotencyKey))
      return { kind: 'invalid', fields: [{ path: ['idempotencyKey'], kind: 'malformed' }] };
    const { store } = this.#services;
    const keys = idempotencyKey === undefined ? [] : [`key:${hash(this.#subject, idempotencyKey)}`];
    for (const key of keys) {
      const [earlier] = await store.zonePings.list(key);
      if (earlier !== undefined) return earlier.zoneId === zoneId ? this.#join(earlier, true) : { kind: 'key-reused' };
    }
    for (;;) {
      const [latest] = await store.zonePings.list(`zone:${zoneId}`);
      if (latest?.state === 'RUNNING') return this.#join(latest, true);
      const run = await this.#prepare(backend, zoneId, latest);
      const clients = run.targets.map(({ clientId }) => `client:${clientId}`);
      if (await store.zonePings.add(run, ['all', `zone:${zoneId}`, ...keys, ...clients])) return this.#join(run, false);
    }
  }

  /** The run as it is, then every progress, until it has ended. @throws {BadUserInput} there is no such run. */
  async changes(id: string): Promise<AsyncIterableIterator<ZonePing, void, undefined>> {
    const stream = latestPerKey<ZonePing>(
      (push) => this.#services.store.events.subscribe('zone-ping', (run) => run.id === id && push(run)),
      (run) => run.id,
    );
    const current = await this.byId(id).catch(async (error) => {
      await stream.return();
      throw error;
    });
    if (current === null) {
      await stream.return();
      throw new BadUserInput('id', { expected: zonePingId });
    }
    stream.seed([current]);
    return untilLast(stream, ({ state }) => state === 'COMPLETED');
  }

  /** Planned again, in case that whoever started it has died before it was. */
  async #join(run: ZonePing, isReplay: boolean): Promise<StartZonePingResult> {
    if (run.state === 'RUNNING') await this.#services.store.zonePingSchedule.enqueue(run, 0);
    return { kind: 'done', value: run, isReplay };
  }

  async #prepare(backend: CachedBackend, zoneId: number, latest: ZonePing | undefined): Promise<ZonePing> {
    const list = await backend.clientCache.list?.(this.#call);
    if (list === undefined) throw new NotSupported();
    const requestedAt = new Date().toISOString();
    const clientIds = chooseClients(list.value, zoneId, this.#services.zonePingLimits.clients, requestedAt);
    if (clientIds.length === 0) throw new BadUserInput('input.zoneId', { expected: 'a zone with active clients' });
    const ordinal = Number(decodeId(latest?.id ?? '')?.key[1] ?? 0) + 1;
    return {
      id: encodeId('ZonePing', backend.name, zoneId, ordinal),
      ...{ backend: backend.name, zoneId, state: 'RUNNING', requestedAt, completedAt: null },
      targets: clientIds.map((clientId) => ({ clientId, pingTaskId: null, result: null })),
      requestedBy: this.#subject,
    };
  }
}
