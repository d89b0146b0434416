import type { ClientRecord } from '../../../model/client.js';
import type { Contract } from '../../../model/contract.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import type { ClientPort } from '../../backend.js';

/**
 * The clients of the API as the integration knows them. Both are assumed to have the same ids (cloud contract 5); where they turn out not
 * to, a client is joined by the document and a number of a contract.
 */
export interface Counterparts {
  /** Null: not known yet, for no client was seen at both. */
  readonly differ: boolean | null;
  /** Its record at the integration. Null: it has none that is the same for certain. @throws {UpstreamError} */
  find(client: ClientRecord, call: UpstreamCall): Promise<ClientRecord | null>;
}

export function createCounterparts(suricata: Pick<ClientPort, 'find'>): Counterparts {
  let differ: boolean | null = null;
  return {
    get differ() {
      return differ;
    },
    find: async (client, call) => {
      const known = differ === true ? null : await suricata.find(client.key, call);
      if (known !== null) {
        if (client.contracts.some((contract) => counterpartOf(contract, known) !== undefined)) differ ??= false;
        return known;
      }
      if (client.document === null) return null;
      const other = await suricata.find({ kind: 'DOCUMENT', value: client.document }, call);
      const shared = client.contracts.flatMap((contract) => {
        const theirs = other === null ? undefined : counterpartOf(contract, other);
        return theirs === undefined ? [] : [theirs.contractId !== contract.contractId];
      });
      if (shared.length === 0) return null;
      differ = shared.includes(true);
      return other;
    },
  };
}

/** The same contract in the other's record: by its id, or by the number that people see. */
export function counterpartOf({ contractId, publicId }: Contract, record: ClientRecord): Contract | undefined {
  const { contracts } = record;
  return (
    contracts.find((each) => each.contractId === contractId) ??
    contracts.find((each) => each.publicId !== null && each.publicId === publicId)
  );
}
