import { type AuthCheckerFn, Authorized, Extensions } from 'type-graphql';
import { type Scope, scopes } from '../model/caller.js';
import { Forbidden } from '../model/errors.js';
import type { GatewayContext } from './context.js';

/** What a field says of itself: the scope that opens it, or that any valid token does. */
export type Access = Scope | 'authenticated';

/** Opens a field to tokens with a scope. Every root field has one: a test walks the schema and finds those without. */
export function Allow(access: Access): PropertyDecorator & MethodDecorator {
  return (target: object, property: string | symbol, descriptor?: PropertyDescriptor): void => {
    const decorators = [Extensions({ access }), ...(access === 'authenticated' ? [] : [Authorized(access)])];
    for (const decorate of decorators) (decorate as MethodDecorator)(target, property, descriptor ?? {});
  };
}

/** @throws {Forbidden} the caller's token lacks the scope. */
export function requireAccess({ caller }: GatewayContext, access: Access): void {
  if (access !== 'authenticated' && !caller.scopes.has(access)) throw new Forbidden();
}

/** What the framework asks before a field that `Allow` has marked. */
export const checkAccess: AuthCheckerFn<GatewayContext> = ({ context }, required) => {
  for (const scope of scopes) if (required.includes(scope)) requireAccess(context, scope);
  return true;
};
