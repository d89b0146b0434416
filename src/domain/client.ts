import type { BackendName, Capability } from '../model/backend.js';
import type { Caller } from '../model/caller.js';
import type { ClientKey, ClientRecord } from '../model/client.js';
import { BadUserInput, JoinConflict, NotSupported, UpstreamError } from '../model/errors.js';
import { decodeId, type ExternalId } from '../model/id.js';
import { clientIdForm } from '../model/input-form.js';
import type { UpstreamCall } from '../upstream/call.js';
import type { CachedBackend } from './cache/cached-backend.js';
import { type ClientBy, type FoundClient, isSecretLookup, secretKinds, toKey } from './client-by.js';
import { type ClientLoader, createClientLoader, prime, primeClient } from './client-loader.js';
import { isConflict, isForeign, joinKeyOf } from './client-person.js';
import { type ClientSource, sourcesOf } from './client-source.js';
import { type ClientUpdate, type ClientUpdateResult, updateClient } from './client-update.js';
import { partOf } from './part.js';
import { isFoundBy } from './search/client-index.js';
import { type ClientPage, type ClientQuery, searchClients } from './search/client-search.js';
import type { Services } from './services.js';
import { findHolder, haveOneName } from './verification/phone-holder.js';
import type { Writes } from './writes/write.js';

/** The ISP's subscribers. A client is the record through which it was found. */
export class Clients {
  readonly #services: Services;
  readonly #writes: Writes;
  readonly #caller: Caller;
  readonly #call: UpstreamCall;
  readonly #loaders = new Map<BackendName, ClientLoader>();
  /** Of pages: primed once somebody looks a client up, which those who read a page seldom do. */
  readonly #listed: ClientRecord[] = [];

  constructor(services: Services, writes: Writes, caller: Caller, call: UpstreamCall) {
    this.#services = services;
    this.#writes = writes;
    this.#caller = caller;
    this.#call = call;
  }

  /**
   * Asks the back ends in the order of the installation, whatever is wanted of the client: one key names one record. The next counts
   * when one says that it does not know them.
   * @returns null when no back end knows the client. Of several services under one document or phone, the first.
   * @throws {BadUserInput} a key that cannot be one; no back end was asked. @throws {RateLimited} too many guesses; the same.
   */
  async find(by: ClientBy): Promise<FoundClient> {
    if (by.id !== undefined) return { client: await this.byId(by.id, 'by.id'), issue: null };
    const key = toKey(by, this.#services.backends);
    const able = this.#services.backends.filter(({ clients }) => clients.keyKinds.includes(key.kind));
    if (able.length === 0) throw new NotSupported();
    const load = () => this.#firstOf(able, key);
    return secretKinds.has(key.kind) ? this.#try(load, ({ client }) => client === null) : load();
  }

  /** @throws {BadUserInput} not a client's id. @returns null when its back end does not know it, or is not here. */
  async byId(id: string, argument = 'id'): Promise<ClientRecord | null> {
    const { backend, key } = this.#target(id, argument);
    return backend === undefined ? null : named(id, await this.#loader(backend).load(key));
  }

  /**
   * The client of an id as one back end knows it, for writes there.
   * @throws {JoinConflict} the names differ: nothing is written to a record that may belong to another person.
   */
  async byIdAt(id: string, name: BackendName, argument = 'id'): Promise<ClientRecord | null> {
    const client = await this.byId(id, argument);
    return client === null ? null : this.samePersonAt(client, name);
  }

  /** @throws {NotSupported} the back end, or any, does not list its clients. */
  async search(query: ClientQuery): Promise<ClientPage> {
    const backend = this.#services.backends.find(
      ({ name, clientCache }) => clientCache.list !== undefined && (query.backend ?? name) === name,
    );
    const list = backend?.clientCache.list;
    if (backend === undefined || list === undefined) throw new NotSupported();
    const cache = { ...backend.clientCache, list };
    const load = () => searchClients(cache, backend, this.#services.pendingWrites, query, this.#call);
    const page = await (isSecretLookup(query) ? this.#try(load, ({ foundCount }) => foundCount === 0) : load());
    const loader = this.#loaders.get(backend.name);
    if (loader === undefined) this.#listed.push(...page.nodes);
    else prime(loader, page.nodes);
    return page;
  }

  async update(update: ClientUpdate): Promise<ClientUpdateResult> {
    const { backend, part } = partOf(this.#services.backends, 'clientUpdates');
    const record = await this.byIdAt(update.clientId, backend.name, 'input.clientId');
    const { store, unconfirmedPhones } = this.#services;
    const result = await updateClient({
      ...{ backend, part, record, update, unconfirmedPhones, writes: this.#writes, store, call: this.#call },
      readTarget: () => this.writeTargetAt(update.clientId, backend.name, 'input.clientId'),
      isConfirming: this.#caller.scopes.has('personal:read'),
    });
    if (record !== null && result.kind === 'done')
      this.#loader(backend).clear(record.key).prime(record.key, result.value);
    if (record !== null && result.kind === 'unknown') await this.doubt(record);
    return result;
  }

  /**
   * The record of the same document at a back end, for reading.
   * @returns null when that back end does not know them, or there is no document to ask with.
   * @throws {NotSupported} this installation has no such back end. @throws {JoinConflict} the names differ, and the caller may not see
   * for themselves whose record it is.
   */
  async recordAt(client: ClientRecord, name: BackendName | null): Promise<ClientRecord | null> {
    if (name === null) throw new NotSupported();
    return this.#seesConflicts ? this.#joinedAt(client, name) : this.samePersonAt(client, name);
  }

  /** The record at the first back end with a capability that knows the client. @throws as `recordAt`. */
  async recordWith(client: ClientRecord, capability: Capability): Promise<ClientRecord | null> {
    const [owner = null, ...others] = this.#services.owners.all(capability);
    let record = await this.recordAt(client, owner);
    for (const other of others) record ??= await this.recordAt(client, other);
    return record;
  }

  /** The same, refusing a record with a conflicting name. @throws {JoinConflict} */
  async samePersonAt(client: ClientRecord, name: BackendName, isFresh = false): Promise<ClientRecord | null> {
    const record = await this.#joinedAt(client, name, isFresh);
    if (record !== null && isConflict(client, record)) throw new JoinConflict();
    return record;
  }

  /** Record of every back end of this installation, side by side. */
  sources(client: ClientRecord): Promise<readonly ClientSource[]> {
    return sourcesOf(client, this.#services.backends, (name) => this.recordAt(client, name));
  }

  /** Its own first. */
  async externalIds(client: ClientRecord): Promise<readonly ExternalId[]> {
    const others = this.#services.backends.filter(({ name }) => name !== client.backend);
    const records = await Promise.all(others.map(({ name }) => this.recordAt(client, name)));
    return [client, ...records].flatMap((record) => record?.externalIds ?? []);
  }

  /** As it is now at its back end, whatever this operation has read of it before. @throws {BadUserInput} not a client's id. */
  async freshById(id: string, argument = 'id'): Promise<ClientRecord | null> {
    const { backend, key } = this.#target(id, argument);
    return backend === undefined ? null : named(id, await this.#readFresh(backend, key));
  }

  /**
   * The target of a write: whom an id names, read anew, as a certain back end knows them now. What was read before may be another's by
   * now, and a write to a stranger cannot be taken back.
   */
  async writeTargetAt(id: string, name: BackendName, argument = 'id'): Promise<ClientRecord | null> {
    const client = await this.freshById(id, argument);
    return client === null ? null : this.samePersonAt(client, name, true);
  }

  async #readFresh(backend: CachedBackend, key: ClientKey): Promise<ClientRecord | null> {
    const [answer = null] = await backend.clientCache.findMany([key], { ...this.#call, isFresh: true });
    if (answer instanceof Error) throw answer;
    const shown = answer === null ? null : primeClient(answer, key, this.#services.pendingWrites);
    this.#loader(backend).clear(key).prime(key, shown);
    return shown;
  }

  #try<Value>(load: () => Promise<Value>, isMiss: (value: Value) => boolean): Promise<Value> {
    const { scopes, subject } = this.#caller;
    return scopes.has('personal:read') ? load() : this.#services.lookupLimit.run(subject, load, isMiss);
  }

  /** A back end that is down does not hide what the next one knows; only when none finds the client does its failure count. */
  async #firstOf(able: readonly CachedBackend[], key: ClientKey): Promise<FoundClient> {
    let failure: UpstreamError | null = null;
    for (const backend of able) {
      try {
        const { client, issue } = await this.#holderAt(backend, key);
        if (client !== null) return { client, issue: failure ?? issue };
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        failure ??= error;
      }
    }
    if (failure !== null) throw failure;
    return { client: null, issue: null };
  }

  get #seesConflicts(): boolean {
    const { scopes } = this.#caller;
    return scopes.has('personal:read') && scopes.has('billing:read');
  }

  /** By identity document, exact after normalising and never guessed. */
  async #joinedAt(client: ClientRecord, name: BackendName, isFresh = false): Promise<ClientRecord | null> {
    if (client.backend === name) return client;
    const backend = this.#services.backends.find((known) => known.name === name);
    if (backend === undefined) throw new NotSupported();
    const document = joinKeyOf(client, this.#services.backends);
    if (document === null) return null;
    const found = await this.#findAt(backend, { kind: 'DOCUMENT', value: document }, isFresh);
    return found === null || isForeign(client, found, this.#services.backends) ? null : found;
  }

  async #holderAt(backend: CachedBackend, key: ClientKey): Promise<FoundClient> {
    const find = async () => haveOneName(key, await this.#findAt(backend, key), backend, this.#services);
    if (key.kind !== 'PHONE' && key.kind !== 'EMAIL') return { client: await find(), issue: null };
    const ids = this.#services.pendingWrites.findIds(key, backend.name);
    const written = Promise.all(ids.map((id) => this.byId(id)));
    return findHolder(key, { found: this.#loader(backend).load(key), written }, backend, this.#services, this.#call);
  }

  /** By own writes, by which the back end may not find anybody yet, and by its own look-up. */
  async #findAt(backend: CachedBackend, key: ClientKey, isFresh = false): Promise<ClientRecord | null> {
    const [writtenId] = this.#services.pendingWrites.findIds(key, backend.name);
    const written = writtenId === undefined ? null : await (isFresh ? this.freshById(writtenId) : this.byId(writtenId));
    if (written !== null && isFoundBy(written, key)) return written;
    return isFresh ? this.#readFresh(backend, key) : this.#loader(backend).load(key);
  }

  /** Has what is known of a client read anew, on every instance: a write has changed it, or may have. */
  async doubt({ id: clientId, key, backend }: ClientRecord): Promise<void> {
    this.#loaders.get(backend)?.clear(key);
    await this.#services.store.events.publish('client-doubted', { clientId });
  }

  /** Back end and key of an id. A back end's own key is the first kind that it can look up by. */
  #target(id: string, argument: string): { readonly backend: CachedBackend | undefined; readonly key: ClientKey } {
    const node = decodeId(id);
    const value = node?.key[0];
    if (node?.type !== 'Client' || value === undefined) throw new BadUserInput(argument, { expected: clientIdForm });
    const backend = this.#services.backends.find(({ name }) => name === node.backend);
    return { backend, key: { kind: backend?.clients.keyKinds[0] ?? 'CLIENT_ID', value } };
  }

  #loader(backend: CachedBackend): ClientLoader {
    const known = this.#loaders.get(backend.name);
    if (known !== undefined) return known;
    const loader = createClientLoader(backend.clientCache, this.#services.pendingWrites, this.#call);
    const listed = this.#listed.filter((record) => record.backend === backend.name);
    prime(loader, listed);
    this.#loaders.set(backend.name, loader);
    return loader;
  }
}

/**
 * The client of an id, if that is how their id is written: a back end may take other spellings of a key, and what is counted and
 * remembered by ids would be so for each of them.
 */
function named(id: string, record: ClientRecord | null): ClientRecord | null {
  return record?.id === id ? record : null;
}
