import type { UpstreamCall } from '../../../upstream/call.js';
import { readPhones } from '../client.js';
import { badResponse } from '../protocol/answer.js';
import { readRows } from '../protocol/value.js';
import { CloudClientRow } from './client-record.js';
import { type Rows, readList } from './protocol/list.js';
import { foldEmail } from './protocol/search.js';
import { type CloudSession, defineRoute } from './protocol/session.js';

const clientsRoute = defineRoute('/clients');

/** All rows of clients: the list, and the one sure way to find somebody by phone or e-mail (cloud contract ). */
export interface Roster {
  /** Reads them anew; who asks meanwhile shares the reading. */
  read(call: UpstreamCall): Promise<Rows>;
  /**
   * Ids of those who had a phone or an e-mail when the rows were last read, at most `maxAgeMs` ago.
   * @param key a number in E.164, or a folded e-mail. @throws {UpstreamError} there is none, and rows were missing.
   */
  idsBy(key: string, call: UpstreamCall): Promise<readonly string[]>;
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
    idsBy: async (key, call) => {
      const isYoung = index?.isWhole === true && clock() - index.readAt < maxAgeMs;
      if (!isYoung || call.isFresh === true) await read(call);
      const ids = index?.ids.get(key) ?? [];
      if (ids.length === 0 && index?.isWhole !== true) throw badResponse('a list that moves');
      return ids;
    },
  };
}

function createIndex({ rows, completeness }: Rows, phoneCountry: string, readAt: number): Index {
  const ids = new Map<string, string[]>();
  for (const row of readRows(CloudClientRow, rows).rows) {
    const phones = readPhones(row, phoneCountry).map(({ e164 }) => e164);
    for (const key of [...phones, row.email === null ? null : foldEmail(row.email)]) {
      if (key === null) continue;
      const others = ids.get(key);
      if (others === undefined) ids.set(key, [row.id]);
      else others.push(row.id);
    }
  }
  return { ids, isWhole: completeness !== 'PARTIAL', readAt };
}
