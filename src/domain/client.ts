import type { BackEnd } from '../backends/backend.js';
import type { Call } from '../http/call.js';
import type { Backend } from '../model/backend.js';
import { type ClientKey, type ClientRecord, clientKeyKinds } from '../model/client.js';
import { toDocument } from '../model/document.js';
import { BadUserInput, NotSupported, UpstreamError } from '../model/errors.js';
import { decodeId } from '../model/id.js';
import { toE164 } from '../model/phone.js';
import { type ClientLoader, createClientLoader } from './client-loader.js';
import { type ClientPage, type ClientQuery, searchClients } from './client-search.js';
import { type ClientUpdate, type ClientUpdateResult, updateClient } from './client-update.js';
import { partOf, type Services } from './services.js';
import type { Writes } from './write.js';

/** One way to name a client, exactly one of them given. */
export interface ClientBy {
  readonly id?: string | undefined;
  readonly serviceId?: number | undefined;
  readonly document?: string | undefined;
  readonly phone?: string | undefined;
  readonly wispro?: { readonly type: 'ID' | 'COD' | 'DNI' | 'CUIT'; readonly value: string } | undefined;
}

/** The ISP's subscribers. A client is the record through which it was found. */
export class Clients {
  readonly #services: Services;
  readonly #writes: Writes;
  readonly #call: Call;
  readonly #loaders = new Map<Backend, ClientLoader>();

  constructor(services: Services, writes: Writes, call: Call) {
    this.#services = services;
    this.#writes = writes;
    this.#call = call;
  }

  /**
   * @returns null when no back end knows the client. Of several services under one document or phone, the first.
   * @throws {BadUserInput} a key that cannot be one; no back end was asked.
   */
  async find(by: ClientBy): Promise<ClientRecord | null> {
    if (by.id !== undefined) return this.byId(by.id, 'by.id');
    const key = toKey(by, this.#services.backEnds);
    const able = this.#services.backEnds.filter(({ clients }) => clients.keyKinds.includes(key.kind));
    if (able.length === 0) throw new NotSupported();
    return this.#firstOf(able, key);
  }

  /** @throws {BadUserInput} not a client's id. @returns null when its back end does not know it, or is not here. */
  async byId(id: string, argument = 'id'): Promise<ClientRecord | null> {
    const node = decodeId(id);
    const value = node?.key[0];
    if (node?.type !== 'Client' || value === undefined) throw new BadUserInput(argument);
    const backEnd = this.#services.backEnds.find(({ name }) => name === node.backend);
    const kind = clientKeyKinds.find((known) => backEnd?.clients.keyKinds[0] === known);
    return backEnd === undefined || kind === undefined ? null : this.#loader(backEnd).load({ kind, value });
  }

  /** @throws {NotSupported} no back end lists its clients. */
  async search(query: ClientQuery): Promise<ClientPage> {
    const backEnd = this.#services.backEnds.find(({ clients }) => clients.list !== undefined);
    if (backEnd?.clients.list === undefined) throw new NotSupported();
    const { overlay } = this.#services;
    const page = await searchClients(backEnd.clients.list, backEnd, overlay, query, this.#call);
    for (const record of page.nodes) this.#loader(backEnd).prime(record.key, record);
    return page;
  }

  async update(update: ClientUpdate): Promise<ClientUpdateResult> {
    const { backEnd, part } = partOf(this.#services.backEnds, 'clientUpdates');
    const record = await this.byId(update.clientId, 'input.clientId');
    return updateClient({
      backEnd,
      part,
      record,
      update,
      writes: this.#writes,
      store: this.#services.store,
      call: this.#call,
    });
  }

  /** As it is now at its back end: forgets what this operation has read of it. */
  async fresh(record: ClientRecord): Promise<ClientRecord | null> {
    const backEnd = this.#services.backEnds.find(({ name }) => name === record.backend);
    return backEnd === undefined ? null : this.#loader(backEnd).clear(record.key).load(record.key);
  }

  /** A back end that is down does not hide what the next one knows; only when none finds the client does its failure count. */
  async #firstOf(able: readonly BackEnd[], key: ClientKey): Promise<ClientRecord | null> {
    let failure: UpstreamError | undefined;
    for (const backEnd of able) {
      try {
        const record = await this.#loader(backEnd).load(key);
        if (record !== null) return record;
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        failure ??= error;
      }
    }
    if (failure !== undefined) throw failure;
    return null;
  }

  #loader(backEnd: BackEnd): ClientLoader {
    const known = this.#loaders.get(backEnd.name);
    const loader = known ?? createClientLoader(backEnd, this.#services.overlay, this.#call);
    if (known === undefined) this.#loaders.set(backEnd.name, loader);
    return loader;
  }
}

/** The largest id that the graph's Int can hold. */
const maxInt = 2_147_483_647;

function toKey({ serviceId, document, phone, wispro }: ClientBy, backEnds: readonly BackEnd[]): ClientKey {
  if (serviceId !== undefined) {
    if (!Number.isInteger(serviceId) || serviceId < 1 || serviceId > maxInt) throw new BadUserInput('by.serviceId');
    return { kind: 'SERVICE_ID', value: String(serviceId) };
  }
  if (document !== undefined) {
    const value = toDocument(document);
    if (value === null) throw new BadUserInput('by.document');
    return { kind: 'DOCUMENT', value };
  }
  if (phone !== undefined) {
    const value = toE164(phone, backEnds[0]?.locality.phoneCountry ?? '');
    if (value === null) throw new BadUserInput('by.phone');
    return { kind: 'PHONE', value };
  }
  if (wispro === undefined) throw new BadUserInput('by');
  return { kind: wispro.type === 'ID' ? 'CLIENT_ID' : wispro.type, value: wispro.value.trim() };
}
