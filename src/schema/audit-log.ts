import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { AuditContext } from '../domain/audit-entry.js';
import { CodedError, RateLimited } from '../model/errors.js';
import { clientNamedIn, type Resolve, resolverOf } from './authorization.js';
import type { GatewayContext } from './context.js';
import { rootFieldOf } from './selection.js';

/** A longer name of an operation says nothing that a shorter one does not. */
const maxNameLength = 100;

/** Position of a field in a request, without aliases, which could contain anything. */
export function auditContextOf(
  { requestId }: Pick<GatewayContext, 'requestId'>,
  info: GraphQLResolveInfo,
): AuditContext {
  const name = info.operation.name?.value;
  const operation = name === undefined || name.length > maxNameLength ? null : name;
  return { requestId, operation, field: rootFieldOf(info) };
}

/** Has every mutation leave a line that says how it ended, refused ones too. */
export function auditedMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = resolverOf(field);
    const withLine: Resolve = async (source, args, context, info) => {
      const notify = (clientId: string | null, outcome: string): void =>
        context.operation.audit.did(clientId, outcome, auditContextOf(context, info));
      const named = clientNamedIn(args);
      try {
        const result: unknown = await resolve(source, args, context, info);
        notify(named ?? clientFoundIn(result), outcomeOf(result));
        return result;
      } catch (error) {
        notify(named, error instanceof CodedError ? error.code : 'INTERNAL_SERVER_ERROR');
        throw error;
      }
    };
    field.resolve = withLine;
  }
}

/** Has a look-up that was refused as a guess leave a line: somebody asks for one person after another who is not there. */
export function auditedGuesses(schema: GraphQLSchema): void {
  for (const name of ['client', 'clients']) {
    const field = schema.getQueryType()?.getFields()[name];
    if (field === undefined) throw new Error(`${name} is no field`);
    const resolve = resolverOf(field);
    const guarded: Resolve = async (source, args, context, info) => {
      try {
        return await resolve(source, args, context, info);
      } catch (error) {
        if (error instanceof RateLimited) context.operation.audit.refuseGuess(auditContextOf(context, info));
        throw error;
      }
    };
    field.resolve = (source, args, context, info) =>
      (context.operation.access.isUnmasked ? resolve : guarded)(source, args, context, info);
  }
}

/** Results are of a class that is called as their type. */
function outcomeOf(result: unknown): string {
  if (typeof result !== 'object' || result === null) return String(result);
  if ('verified' in result && result.verified === false) return 'NotVerified';
  return result.constructor.name;
}

function clientFoundIn(result: unknown): string | null {
  const client = typeof result === 'object' && result !== null && 'client' in result ? result.client : null;
  const id = typeof client === 'object' && client !== null && 'id' in client ? client.id : null;
  return typeof id === 'string' ? id : null;
}
