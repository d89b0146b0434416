import type { Diagnostic } from '../../../model/diagnostic.js';
import { UpstreamError } from '../../../model/errors.js';
import type { ClientPort } from '../../backend.js';
import { inspectionCall } from '../../inspection.js';
import { createCounterparts } from './counterpart.js';

/** Documents of which one is likely to be a client's with a contract at both. */
const triedDocuments = 4;

/** Whether both ways have the same ids, by the first client that is found at both. Nothing: there is none. */
export async function inspectIds(
  suricata: ClientPort,
  cloud: ClientPort,
  documents: readonly string[],
): Promise<readonly Diagnostic[]> {
  const counterparts = createCounterparts(suricata);
  for (const value of documents.slice(0, triedDocuments)) {
    try {
      const client = await cloud.find({ kind: 'DOCUMENT', value }, inspectionCall());
      if (client !== null) await counterparts.find(client, inspectionCall());
    } catch (error) {
      // That one of them is down, or has several clients under a document, is said elsewhere.
      if (!(error instanceof UpstreamError)) throw error;
    }
    if (counterparts.differ !== null) return [counterparts.differ ? other : same];
  }
  return [];
}

const same: Diagnostic = { check: 'ids', status: 'ok', message: 'the integration and the API have the same ids' };

const other: Diagnostic = {
  check: 'ids',
  status: 'warning',
  message: 'the integration and the API have different ids: clients are joined by document and number of contract',
  hint: 'The ids of clients are those of the API. While it is down, nothing is taken from the integration instead.',
};
