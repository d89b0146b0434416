import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../model/caller.js';
import type { ErrorCode } from '../../model/error-code.js';
import { CodedError, ServiceUnavailable, Unauthenticated } from '../../model/errors.js';
import { withAssurances } from '../auth/assurance.js';
import { readBearer } from '../auth/authentication.js';
import type { Authenticate } from '../auth/tenant-choice.js';
import { type RequestGate, retryAfterSeconds } from '../overload/request-gate.js';
import { refuse } from './app.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every request that got past authentication. */
    caller?: Caller;
  }
}

export interface AuthenticationOptions {
  readonly authenticate: Authenticate;
  readonly requestGate: RequestGate;
}

export function authenticateRequest({ authenticate, requestGate }: AuthenticationOptions) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const refuseForNow = (code: ErrorCode): void =>
      void refuse(request, reply.header('retry-after', retryAfterSeconds), code);
    const onAuthenticated = (caller: Caller): void => {
      const refusedOne = requestGate.refusalOf(caller);
      if (refusedOne !== null) refuseForNow(refusedOne);
      else {
        request.caller = withAssurances(caller, request.headers['x-client-assurance']);
        requestGate.enter(reply.raw, caller);
        done();
      }
    };
    const reject = (error: unknown): void => {
      if (error instanceof ServiceUnavailable) refuseForNow(error.code);
      else refuse(request, reply.header('www-authenticate', 'Bearer'), toRefusal(error));
    };
    const { refusal: refused } = requestGate;
    if (refused !== null) refuseForNow(refused);
    else {
      const { authorization, 'x-tenant': tenant } = request.headers;
      complete(() => authenticate(readBearer(authorization), tenant), onAuthenticated, reject);
    }
  };
}

/** That a token is for no one tenant is said; what is wrong with a token is not. */
function toRefusal(error: unknown): CodedError {
  return error instanceof CodedError && error.code === 'UNAUTHENTICATED' ? error : new Unauthenticated();
}

/** Shortcut: a value that is there already saves a turn of the event loop. */
function complete<Value>(
  run: () => Value | Promise<Value>,
  then: (value: Value) => void,
  otherwise: (error: unknown) => void,
): void {
  let value: Value | Promise<Value>;
  try {
    value = run();
  } catch (error) {
    otherwise(error);
    return;
  }
  if (value instanceof Promise) value.then(then, otherwise);
  else then(value);
}

export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === undefined) throw new Error('a request got past authentication without a caller');
  return caller;
}
