import type { Call } from '../http/call.js';
import type { ClientRecord, IdentityFacts } from '../model/client.js';
import { NotSupported } from '../model/errors.js';
import { toDecimal } from '../model/money.js';
import type { FieldProblem } from '../model/problem.js';
import { fold } from '../model/text.js';
import type { Clients } from './client.js';
import { partOf, type Services } from './services.js';

export type VerifyResult =
  | { readonly kind: 'verified'; readonly isVerified: boolean }
  | { readonly kind: 'invalid'; readonly fields: readonly FieldProblem[] }
  | { readonly kind: 'not-found' };

export type ResolveResult =
  | { readonly kind: 'resolved'; readonly client: ClientRecord }
  | { readonly kind: 'invalid'; readonly fields: readonly FieldProblem[] }
  | { readonly kind: 'not-found' };

/** Whether a person is who they say. Never tells which fact was wrong. */
export class Identity {
  readonly #services: Services;
  readonly #clients: Clients;
  readonly #call: Call;

  constructor(services: Services, clients: Clients, call: Call) {
    this.#services = services;
    this.#clients = clients;
    this.#call = call;
  }

  async verify(clientId: string, given: IdentityFacts): Promise<VerifyResult> {
    const { backEnd, part } = partOf(this.#services.backEnds, 'identity');
    const { facts, fields } = readFacts(given);
    if (fields.length > 0) return { kind: 'invalid', fields };
    const client = await this.#clients.byIdAt(clientId, backEnd.name, 'input.clientId');
    if (client === null) return { kind: 'not-found' };
    if (client.serviceId === null) throw new NotSupported();
    const isVerified = await part.verify(client.serviceId, facts, this.#call);
    return isVerified === null ? { kind: 'not-found' } : { kind: 'verified', isVerified };
  }

  async resolve(given: IdentityFacts): Promise<ResolveResult> {
    const { part } = partOf(this.#services.backEnds, 'identity');
    const { facts, fields } = readFacts(given);
    if (fields.length > 0) return { kind: 'invalid', fields };
    const client = await part.resolve(facts, this.#call);
    return client === null ? { kind: 'not-found' } : { kind: 'resolved', client };
  }
}

/** Prefixes that say nothing, by which the back end's own check can be satisfied (reliability contract, fact 2). */
const emptyPrefix = /^(?:v\/|vda\/|vereda|barrio|b\/)\s*/;

const minLength = 3;
const minFacts = 3;

/**
 * The back end compares by substring, so that `{name: "a", address: "e", planName: "m"}` fits anyone (WispHub contract 1.6): facts too
 * short to mean something are refused here and cost no call.
 */
function readFacts(given: IdentityFacts): { facts: IdentityFacts; fields: readonly FieldProblem[] } {
  const fields: FieldProblem[] = [];
  const check = (name: 'name' | 'address' | 'planName'): string | undefined => {
    const text = given[name]?.trim();
    if (text === undefined) return undefined;
    const meaning = fold(text).replace(emptyPrefix, '');
    const path = ['facts', name];
    if (meaning.replace(/[^\p{L}\p{N}]/gu, '').length < minLength) fields.push({ path, kind: 'tooShort' });
    else if (text.length > 200) fields.push({ path, kind: 'tooLong' });
    else if (name === 'name' && meaning.split(' ').length < 2) fields.push({ path, kind: 'fullName' });
    return text;
  };
  const price = given.planPrice === undefined ? undefined : toDecimal(given.planPrice);
  if (price === null || price?.startsWith('-')) fields.push({ path: ['facts', 'planPrice'], kind: 'malformed' });
  const facts = {
    name: check('name'),
    address: check('address'),
    planName: check('planName'),
    planPrice: price ?? undefined,
  };
  const count = Object.values(facts).filter((fact) => fact !== undefined).length;
  if (fields.length === 0 && count < minFacts) fields.push({ path: ['facts'], kind: 'threeFacts' });
  return { facts, fields };
}
