import type { Contract } from '../model/contract.js';
import { BadUserInput } from '../model/errors.js';
import { decodeId, encodeId } from '../model/id.js';
import type { Invoice } from '../model/invoice.js';
import type { Clients } from './client.js';

/** Contracts of subscribers. A contract is a part of its client's record. */
export class Contracts {
  readonly #clients: Clients;

  constructor(clients: Clients) {
    this.#clients = clients;
  }

  /** @throws {BadUserInput} not a contract's id. @returns null when the client has no such contract. */
  async byId(id: string): Promise<Contract | null> {
    const node = decodeId(id);
    const [clientKey, contractId] = node?.type === 'Contract' ? node.key : [];
    if (node === null || clientKey === undefined || contractId === undefined)
      throw new BadUserInput('id', { expected: 'the id of a contract' });
    const client = await this.#clients.byId(encodeId('Client', node.backend, clientKey));
    return client?.contracts.find((contract) => contract.contractId === contractId) ?? null;
  }

  /** @returns null for an invoice that was made by hand. */
  async ofInvoice({ clientId, contractId }: Pick<Invoice, 'clientId' | 'contractId'>): Promise<Contract | null> {
    if (contractId === null) return null;
    const client = await this.#clients.byId(clientId);
    return client?.contracts.find((contract) => contract.contractId === contractId) ?? null;
  }
}
