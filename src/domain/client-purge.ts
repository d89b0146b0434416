import type { BackendName } from '../model/backend.js';
import { JoinConflict, UpstreamError } from '../model/errors.js';
import { decodeId } from '../model/id.js';
import type { Clients } from './client.js';
import type { Services } from './services.js';
import { clientTag } from './writes/write-entry.js';

/** Result of a purge. */
export interface ClientPurge {
  /** Global ids of the records of which nothing is held any more: the one that was named first. */
  readonly clientIds: readonly string[];
  /** Back ends that could not be asked whether they know the same person. */
  readonly unreachableBackends: readonly BackendName[];
}

/**
 * Drops what this installation holds of a client, on every instance: what is remembered of their record, own writes, tickets, pings,
 * diagnoses, webhooks, promises, reported payments and what writes answered. The same person's records at other back ends go with it. Nothing is
 * changed at any back end, and who reads the
 * client afterwards reads them anew from there. Keys of writes stay taken, so that none is sent again.
 * @throws {BadUserInput} not a client's id. @throws {ServiceUnavailable} the store is out of reach: something may be left, so it must
 * be called again.
 */
export async function purgeClient(
  clientId: string,
  { clients, services }: { readonly clients: Clients; readonly services: Services },
): Promise<ClientPurge> {
  const { clientIds, unreachableBackends } = await findRecords(clientId, clients, services);
  const { idempotency, tickets, pingTasks, zonePings, diagnoses, clientWrites, promises } = services.store;
  const { paymentReports, openWrites, settledWrites, events, outbox } = services.store;
  const repositories = [
    ...[tickets, pingTasks, zonePings, diagnoses, clientWrites, promises],
    ...[paymentReports, openWrites, settledWrites],
  ];
  for (const id of clientIds) {
    await Promise.all(repositories.map((repository) => repository.clear(`client:${id}`)));
    await idempotency.erase(clientTag(id));
    await events.purge(id);
    // Last: from here on no ping of theirs is announced.
    await outbox.erase(id);
  }
  return { clientIds, unreachableBackends };
}

/** A client whom their back end no longer knows is found nowhere else: there is no document left to ask with. */
async function findRecords(clientId: string, clients: Clients, { backends }: Services): Promise<ClientPurge> {
  const own = await orFailure(clients.byId(clientId, 'input.clientId'));
  const others = backends.map(({ name }) => name).filter((name) => name !== decodeId(clientId)?.backend);
  const found = await Promise.all(
    others.map((name) => (own === null || own instanceof Error ? own : orFailure(clients.samePersonAt(own, name)))),
  );
  return {
    clientIds: [clientId, ...found.flatMap((record) => (record === null || record instanceof Error ? [] : record.id))],
    unreachableBackends: others.filter((_, index) => found[index] instanceof Error),
  };
}

/** A record with a conflicting name is not taken for the same person. */
async function orFailure<Value>(answer: Promise<Value>): Promise<Value | UpstreamError | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    if (error instanceof JoinConflict) return null;
    throw error;
  }
}
