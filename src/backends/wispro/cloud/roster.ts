import type { UpstreamCall } from '../../../upstream/call.js';
import { readPhones } from '../client.js';
import { badResponse } from '../protocol/answer.js';
import { readRows } from '../protocol/value.js';
import { CloudClientRow } from './client-record.js';
import { type Rows, readList } from './protocol/list.js';
import { type CloudSession, defineRoute } from './protocol/session.js';

const clientsRoute = defineRoute('/clients');

/** All rows of clients: the list, and the only way to find somebody by phone (cloud contract A-04). */
export interface Roster {
  /** Reads them anew; who asks meanwhile shares the reading. */
  read(call: UpstreamCall): Promise<Rows>;
  /**
   * Ids of those who had a phone when the rows were last read, at most `maxAgeMs` ago.
   * @throws {UpstreamError} there is none, and rows were missing.
   */
  idsByPhone(e164: string, call: UpstreamCall): Promise<readonly string[]>;
}

/** Milliseconds for which a number that appears there may stay unknown here. */
export const maxAgeMs = 120_000;

interface Index {
  readonly ids: ReadonlyMap<string, readonly string[]>;
  readonly isWhole: boolean;
  readonly readAt: number;
}

export function createRoster(
  session: CloudSession,
  phoneCountry: string,
  clock: () => number = () => performance.now(),
): Roster {
  let running: Promise<Rows> | undefined;
  let index: Index | undefined;

  const read = (call: UpstreamCall): Promise<Rows> => {
    // It goes on for the others when the one who began it leaves.
    running ??= readList(session, clientsRoute, {}, { ...call, signal: undefined })
      .then((rows) => {
        index = createIndex(rows, phoneCountry, clock());
        return rows;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  return {
    read,
    idsByPhone: async (e164, call) => {
      const isYoung = index?.isWhole === true && clock() - index.readAt < maxAgeMs;
      if (!isYoung || call.isFresh === true) await read(call);
      const ids = index?.ids.get(e164) ?? [];
      if (ids.length === 0 && index?.isWhole !== true) throw badResponse('a list that moves');
      return ids;
    },
  };
}

function createIndex({ rows, completeness }: Rows, phoneCountry: string, readAt: number): Index {
  const ids = new Map<string, string[]>();
  for (const row of readRows(CloudClientRow, rows).rows) {
    for (const { e164 } of readPhones(row, phoneCountry)) {
      if (e164 === null) continue;
      const others = ids.get(e164);
      if (others === undefined) ids.set(e164, [row.id]);
      else others.push(row.id);
    }
  }
  return { ids, isWhole: completeness !== 'PARTIAL', readAt };
}
