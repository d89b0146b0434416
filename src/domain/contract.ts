import type { Contract } from '../model/contract.js';
import { BadUserInput } from '../model/errors.js';
import { decodeId, encodeId } from '../model/id.js';
import type { Invoice } from '../model/invoice.js';
import type { Clients } from './client.js';
import type { OwnerOf } from './part.js';
import type { Plan } from './search/plan-index.js';

/** Contracts of subscribers. A contract is a part of its client's record. */
export class Contracts {
  readonly #clients: Clients;
  readonly #ownerOf: OwnerOf;

  constructor(clients: Clients, ownerOf: OwnerOf) {
    this.#clients = clients;
    this.#ownerOf = ownerOf;
  }

  /** @param clientKey and `contractId`: the key of a contract's global id. @returns null when the client has no such contract. */
  async byKey(clientKey: string, contractId: string): Promise<Contract | null> {
    const owner = this.#ownerOf('CONTRACTS');
    const client = owner === null ? null : await this.#clients.byId(encodeId('Client', owner, clientKey));
    return client?.contracts.find((contract) => contract.contractId === contractId) ?? null;
  }

  /** @throws {BadUserInput} not a contract's id. */
  async byId(id: string): Promise<Contract | null> {
    const node = decodeId(id);
    const [clientKey, contractId] = node?.type === 'Contract' ? node.key : [];
    if (clientKey === undefined || contractId === undefined)
      throw new BadUserInput('id', { expected: 'the id of a contract' });
    return this.byKey(clientKey, contractId);
  }

  /** @returns null for an invoice that was made by hand. */
  async ofInvoice({ clientId, contractId }: Pick<Invoice, 'clientId' | 'contractId'>): Promise<Contract | null> {
    if (contractId === null) return null;
    const client = await this.#clients.byId(clientId);
    return client?.contracts.find((contract) => contract.contractId === contractId) ?? null;
  }

  /** All that is known of a contract's plan is its id (Wispro contract D6). */
  planOf({ planId, backend }: Contract): Plan | null {
    return planId === null
      ? null
      : { id: encodeId('Plan', backend, planId), backend, planId: null, name: null, type: 'UNKNOWN' };
  }
}
