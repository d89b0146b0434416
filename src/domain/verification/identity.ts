import type { Caller } from '../../model/caller.js';
import type { ClientRecord, IdentityFacts } from '../../model/client.js';
import { BadUserInput, NotSupported, UpstreamError } from '../../model/errors.js';
import { decodeId } from '../../model/id.js';
import { clientIdForm } from '../../model/input-form.js';
import type { FieldProblem } from '../../model/problem.js';
import { pause, type UpstreamCall } from '../../upstream/call.js';
import type { CachedBackend } from '../cache/cached-backend.js';
import type { Clients } from '../client.js';
import { isSamePerson, joinKeyOf } from '../client-person.js';

import { partOf } from '../part.js';
import type { Services } from '../services.js';
import type { Assurance } from './assurance.js';
import { matchesFact, mayMatchFact, readFacts, toClaim, unknownPerson } from './identity-fact.js';

export type VerifyResult =
  /** `assurance` is null when a fact does not match or there is no such client, without a difference between the two. */
  | { readonly kind: 'compared'; readonly assurance: Assurance | null }
  | { readonly kind: 'invalid'; readonly fields: readonly FieldProblem[] }
  | { readonly kind: 'not-found' };

export type ResolveResult =
  | { readonly kind: 'resolved'; readonly client: ClientRecord; readonly assurance: Assurance }
  | { readonly kind: 'invalid'; readonly fields: readonly FieldProblem[] }
  | { readonly kind: 'not-found' };

/** Document requested in place of that of a client that does not exist. Its result is ignored. */
const nobodysDocument = '0000000000';

/**
 * Verifies a person's identity without revealing which fact was wrong. The gateway compares by itself: the back end's own check accepts
 * parts of words (WispHub contract 1.6).
 */
export class Identity {
  readonly #services: Services;
  readonly #clients: Clients;
  readonly #caller: Caller;
  readonly #call: UpstreamCall;

  constructor(services: Services, clients: Clients, caller: Caller, call: UpstreamCall) {
    this.#services = services;
    this.#clients = clients;
    this.#caller = caller;
    this.#call = call;
  }

  /**
   * Asks and compares as much for a client who does not exist as for one who does, and takes as long.
   * @returns `not-found` for the client of a back end that is not here: that is no secret of anybody's.
   * @throws {RateLimited} too many tries; no back end was asked. @throws {BadUserInput} not a client's id.
   */
  async verify(clientId: string, given: IdentityFacts): Promise<VerifyResult> {
    const { backend } = partOf(this.#services.backends, 'identity');
    const { facts, fields } = readFacts(given, backend.locality.country, this.#isMasked);
    if (fields.length > 0) return { kind: 'invalid', fields };
    const node = decodeId(clientId);
    if (node?.type !== 'Client') throw new BadUserInput('input.clientId', { expected: clientIdForm });
    if (!this.#services.backends.some(({ name }) => name === node.backend)) return { kind: 'not-found' };
    await this.#services.verificationLimit.count(this.#caller.subject, clientId);
    const endsAt = performance.now() + this.#services.verifyMs;
    const client = await this.#readFresh(clientId, backend);
    const isVerified = matchesFact(facts, client ?? unknownPerson, this.#isMasked);
    const leftMs = endsAt - performance.now();
    if (leftMs > 0) await pause(Math.ceil(leftMs), this.#call);
    return { kind: 'compared', assurance: isVerified && client !== null ? this.#assure(client) : null };
  }

  /**
   * The one person whom all facts match, by the first of their services. Found in the list and compared again with the current record.
   * @throws {RateLimited} too many attempts; no back end was called. @throws {UpstreamError} the list lacks clients, as in an outage that
   * the back end hides (WispHub contract 1.12): then neither absence nor uniqueness is proven.
   */
  async resolve(given: IdentityFacts): Promise<ResolveResult> {
    const { backend } = partOf(this.#services.backends, 'identity');
    const { facts, fields } = readFacts(given, backend.locality.country, this.#isMasked);
    if (fields.length > 0) return { kind: 'invalid', fields };
    if (backend.clientCache.list === undefined) throw new NotSupported();
    await this.#services.verificationLimit.count(this.#caller.subject, toClaim(facts));
    const list = (await backend.clientCache.list(this.#call)).value;
    const found = list.records.filter(
      (record) => mayMatchFact(facts, record) && matchesFact(facts, record, this.#isMasked),
    );
    const [first] = found;
    const isLacking =
      list.completeness === 'PARTIAL' || (first === undefined && (await backend.clients.lacks?.(list, this.#call)));
    if (isLacking) throw new UpstreamError('UPSTREAM_BAD_RESPONSE', backend.name);
    if (first === undefined || !found.every((record) => record === first || isSamePerson(record, first, [backend]))) {
      return { kind: 'not-found' };
    }
    const client = await this.#clients.freshById(first.id);
    if (client === null || !matchesFact(facts, client, this.#isMasked)) return { kind: 'not-found' };
    return { kind: 'resolved', client, assurance: this.#assure(client) };
  }

  get #isMasked(): boolean {
    return !this.#caller.scopes.has('personal:read');
  }

  /** The client as the back end with the facts has them now, by way of their document where another back end's id names them. */
  async #readFresh(clientId: string, backend: CachedBackend): Promise<ClientRecord | null> {
    const named = await this.#clients.freshById(clientId, 'input.clientId');
    if (decodeId(clientId)?.backend === backend.name) return named;
    const document = named === null ? null : joinKeyOf(named, this.#services.backends);
    const key = { kind: 'DOCUMENT', value: document ?? nobodysDocument } as const;
    const [joined] = await backend.clientCache.findMany([key], { ...this.#call, isFresh: true });
    if (joined instanceof Error) throw joined;
    const record = joined?.value ?? null;
    return named !== null && record !== null && isSamePerson(named, record, this.#services.backends) ? record : null;
  }

  #assure(client: ClientRecord): Assurance {
    return this.#services.assurances.issue(this.#caller.subject, client);
  }
}
