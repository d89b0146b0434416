import { scopes } from '../../src/model/caller.js';
import { mintToken } from '../../src/server/auth/token.js';
import { until } from '../store/subject.js';
import type { GatewayProcess } from './process.js';
import { jwt } from './secret.js';
import type { Run } from './write-job.js';

/** Several gateways that act as one, each of which may be killed. */
export interface Fleet {
  /** One that runs, chosen at random. */
  pick(): GatewayProcess;
  /** Kills one, as soon as it and another run, and has a new one started in its place, which is not waited for. */
  replace(place: number): Promise<void>;
  close(): Promise<void>;
}

const maxStarts = 10;

/** Milliseconds for the start of one that was killed, on a busy machine. */
const startMs = 120_000;

export async function startFleet(size: number, start: () => Promise<GatewayProcess>): Promise<Fleet> {
  const gateways: (GatewayProcess | null)[] = await Promise.all(Array.from({ length: size }, start));
  // One that starts while its store is away ends, and is started again, as by whatever runs it.
  const fill = async (place: number): Promise<void> => {
    for (let tries = 1; gateways[place] === null; tries += 1) {
      gateways[place] = await start().catch((error: unknown) => {
        if (tries === maxStarts) throw error;
        return null;
      });
    }
  };
  const running = (): readonly GatewayProcess[] => gateways.filter((gateway) => gateway !== null);
  return {
    pick: () => {
      const alive = running();
      const chosen = alive[Math.floor(Math.random() * alive.length)];
      if (chosen === undefined) throw new Error('no gateway runs');
      return chosen;
    },
    replace: async (place) => {
      await until(() => gateways[place] !== null && running().length > 1, startMs);
      const killed = gateways[place];
      gateways[place] = null;
      await killed?.kill();
      void fill(place);
    },
    close: async () => {
      await until(() => running().length === size, startMs);
      await Promise.all(running().map((gateway) => gateway.kill()));
    },
  };
}

/** Everybody but an administrator. */
export function tokenOf(subject = 'tester'): string {
  return mintToken(jwt, { subject, scopes, lifeSeconds: 3_600 });
}

/** Sends typed documents to one gateway. @throws when there is no answer. */
export function runAt({ url }: Pick<GatewayProcess, 'url'>, token: string): Run {
  return async (document, variables) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: document.text, variables }),
    });
    const { data = null, errors = [] } = (await response.json()) as Partial<Awaited<ReturnType<Run>>>;
    return { data, errors };
  };
}
