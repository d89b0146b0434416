import { Extensions } from 'type-graphql';
import type { Scope } from '../model/caller.js';
import { Forbidden } from '../model/errors.js';
import type { GatewayContext } from './context.js';

/** Access rule of a field: a scope, or any valid token. */
export type Access = Scope | 'authenticated';

/** By which id of its arguments a field names the client, whose assurance opens it as well as the scope does. */
export type AssuranceBy = 'clientId' | 'contractId' | 'id';

/** Extensions set by `Allow` and read by `authorizeFields`. */
export interface AccessExtensions {
  readonly access?: Access;
  readonly assuranceBy?: AssuranceBy;
}

/** Opens a field to tokens with a scope. A root field without one is closed to everybody: a test walks the schema and finds those. */
export function Allow(
  access: Access,
  { orAssuranceBy: assuranceBy }: { readonly orAssuranceBy?: AssuranceBy } = {},
): PropertyDecorator & MethodDecorator {
  const extensions: AccessExtensions = { access, ...(assuranceBy === undefined ? {} : { assuranceBy }) };
  return Extensions({ ...extensions }) as PropertyDecorator & MethodDecorator;
}

/** @throws {Forbidden} the caller's token lacks the scope. */
export function requireAccess({ caller }: GatewayContext, access: Access): void {
  if (access !== 'authenticated' && !caller.scopes.has(access)) throw new Forbidden(access);
}

/** @throws {Forbidden} neither `personal:read` nor an assurance shows the caller what this client has signed for and owes. */
export async function requireProof(context: GatewayContext, clientId: string): Promise<void> {
  const isShown = context.operation.access.isUnmasked || (await isAssured(context, clientId));
  if (!isShown) throw new Forbidden('personal:read');
}

/** True when the caller has verified the client of an id. */
export async function isAssured({ operation }: GatewayContext, clientId: string): Promise<boolean> {
  const { access, clients } = operation;
  return !access.isEmpty && (await access.coversId(clientId, (id) => clients.byId(id)));
}
