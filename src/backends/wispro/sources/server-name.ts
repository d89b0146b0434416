import type { ClientRecord } from '../../../model/client.js';
import type { AccessServer, Contract } from '../../../model/contract.js';
import { UpstreamError } from '../../../model/errors.js';
import { remainingMs, type UpstreamCall } from '../../../upstream/call.js';
import { type Counterparts, counterpartOf } from './counterpart.js';

/** Names of access servers, which the API does not tell (cloud contract 5): some tens of them, learnt with the clients. */
export interface ServerNames {
  complete(client: ClientRecord | null, call: UpstreamCall): Promise<ClientRecord | null>;
}

/** Milliseconds that a name may cost the caller: it is the least of what they asked for. */
const maxMs = 1_500;
/** Milliseconds for which the integration is left alone after it failed or could not name a server. */
const restMs = 60_000;

export function createServerNames(
  counterparts: Pick<Counterparts, 'find'>,
  clock: () => number = () => performance.now(),
): ServerNames {
  const known = new Map<string, AccessServer>();
  const askedAt = new Map<string, number>();

  const learn = async (client: ClientRecord, call: UpstreamCall): Promise<void> => {
    const deadline = Math.min(call.deadline, performance.now() + maxMs);
    if (remainingMs({ ...call, deadline }) <= 0) return;
    const record = await counterparts.find(client, { ...call, deadline }).catch((error: unknown) => {
      if (error instanceof UpstreamError) return null;
      throw error;
    });
    if (record === null) return;
    for (const contract of client.contracts) {
      const { accessServer } = contract;
      const theirs = counterpartOf(contract, record)?.accessServer ?? null;
      if (accessServer === null || theirs === null || theirs.name === null) continue;
      known.set(accessServer.serverId, { ...theirs, serverId: accessServer.serverId });
    }
  };

  const name = (contract: Contract): Contract => {
    const { accessServer } = contract;
    const found = accessServer === null ? undefined : known.get(accessServer.serverId);
    return found === undefined ? contract : { ...contract, accessServer: found };
  };

  return {
    complete: async (client, call) => {
      if (client === null) return null;
      const unknown = client.contracts
        .flatMap(({ accessServer }) => accessServer?.serverId ?? [])
        .filter((id) => !known.has(id) && clock() - (askedAt.get(id) ?? Number.NEGATIVE_INFINITY) >= restMs);
      if (unknown.length > 0) {
        for (const id of unknown) askedAt.set(id, clock());
        await learn(client, call);
      }
      return { ...client, contracts: client.contracts.map(name) };
    },
  };
}
