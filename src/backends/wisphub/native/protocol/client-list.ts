import type { Locality } from '../../../../model/backend.js';
import type { ClientList, ClientRecord } from '../../../../model/client.js';
import { forEachInSlices } from '../../../../model/slice.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import type { HeldList } from '../../../backend.js';
import { createWarm, type Warm } from '../../../warm.js';
import { ClientRow, toRecord } from '../client-row.js';
import { clients, type NativeSession } from './session.js';
import { pagesOf, walk } from './walk.js';

/** Clients of a provider whose list has not been read yet: as many as the largest one known has (native contract, RAP). */
const assumedClients = 7_272;

/** The list of clients: one walk of it serves whoever asks for the list, and look-ups that no filter answers (native contract 2.2). */
export interface HeldClients extends Pick<Warm<ClientList>, 'get' | 'close'> {
  readonly held: HeldList;
}

export function createHeldClients(session: NativeSession, locality: Locality): HeldClients {
  let count = assumedClients;
  const read = async (call: UpstreamCall): Promise<ClientList> => {
    const [readAt, fetchedAt] = [performance.now(), Date.now()];
    const request = { route: clients, kind: 'list', mayLosePages: true } as const;
    const { rows, isWhole } = await walk(session, request, ClientRow, keyOf, call);
    const records: ClientRecord[] = [];
    await forEachInSlices(rows, (row) => {
      records.push({ ...toRecord(row, locality), fetchedAt });
    });
    // An empty list is no provider's: a key that may see no client looks the same.
    const isProven = isWhole && rows.length > 0;
    if (isProven) count = rows.length;
    return { records, completeness: isProven ? 'WHOLE' : 'PARTIAL', readAt };
  };
  // An incomplete walk replaces nothing (native contract 2.2).
  const warm = createWarm('WISPHUB', read, ({ completeness }) => completeness === 'WHOLE');
  return {
    get: warm.get,
    close: warm.close,
    held: {
      get ageMs() {
        return warm.ageMs;
      },
      get breakEven() {
        return warm.ageMs === null ? pagesOf(count) : 0;
      },
      forget: warm.forget,
    },
  };
}

function keyOf({ id_servicio: id }: ClientRow): number {
  return id;
}
