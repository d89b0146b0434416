import { askData } from '../gateway.js';
import type { Somebody } from '../process/emulator.js';

/** A ping that runs: the graph's id of it, and the back end's. */
export interface StartedPing {
  readonly id: string;
  readonly taskId: string;
}

const mutation = `mutation Start($input: StartPingInput!) {
  startPing(input: $input) { __typename ... on StartPingSuccess { pingTask { id taskId } } }
}`;

/** As many as the gateway writes at once. */
const atOnce = 8;

/** Starts one ping for each client. */
export async function startPings(url: string, clients: readonly Somebody[]): Promise<readonly StartedPing[]> {
  const started: StartedPing[] = [];
  const left = [...clients.entries()];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, { serviceId }] = next;
      started[index] = await startPing(url, serviceId);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return started;
}

async function startPing(url: string, serviceId: number): Promise<StartedPing> {
  const clientId = Buffer.from(`Client:WISPHUB:${serviceId}`).toString('base64url');
  const { startPing: result } = await askData<{
    readonly startPing: { readonly __typename: string; readonly pingTask?: StartedPing };
  }>(url, mutation, { input: { clientId } });
  if (result.pingTask === undefined) throw new Error(`a ping was not started: ${result.__typename}`);
  return result.pingTask;
}
