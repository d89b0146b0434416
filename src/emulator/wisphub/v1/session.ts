import type { EmulatedAnswer, EmulatedRequest } from '../../message.js';
import type { Middleware } from '../middleware.js';
import { isGoodToken, isSame, signToken } from '../wire/auth.js';
import type { Call, Endpoint } from '../wire/endpoint.js';
import { answerJson } from '../wire/json.js';
import { Refusal } from '../wire/refusal.js';

/** Token endpoint (contract 1.1); `onLogin` is called for every token issued. */
export function tokenEndpoint(middleware: Middleware, onLogin: () => void): Endpoint {
  return {
    method: 'POST',
    path: '/api/v1/auth/token',
    open: true,
    reads: 'form',
    answer: (call) => giveToken(middleware, call, onLogin),
  };
}

/** @throws {Refusal} 401, without a `WWW-Authenticate` header (contract 1.0) */
export function authenticateBearer({ settings, clock }: Middleware, request: EmulatedRequest): void {
  const [scheme = '', token = ''] = (request.headers.authorization ?? '').split(/ (.*)/s);
  if (scheme.toLowerCase() !== 'bearer') throw new Refusal(401, 'Not authenticated');
  if (!isGoodToken(token.trim(), settings.username, settings.jwtSecret, clock.now() / 1000)) {
    throw new Refusal(401, 'Could not validate credentials.');
  }
}

function giveToken({ settings, clock }: Middleware, { form }: Call, onLogin: () => void): EmulatedAnswer {
  const faults: string[] = [];
  const grant = form.get('grant_type') ?? '';
  if (grant !== '' && grant !== 'password') faults.push("grant_type: String should match pattern '^password$'");
  const [username, password] = ['username', 'password'].map((name) => {
    const value = form.get(name) ?? '';
    if (value === '') faults.push(`${name}: Field required`);
    return value;
  });
  if (faults.length > 0) throw new Refusal(422, `Error de validación: ${faults.join('; ')}`);
  if (!isSame(username ?? '', settings.username) || !isSame(password ?? '', settings.password)) {
    throw new Refusal(401, 'Incorrect username or password.');
  }
  onLogin();
  const expiry = clock.now() / 1000 + settings.tokenLifeSeconds;
  const whole = Number.isInteger(settings.tokenLifeSeconds) ? Math.floor(expiry) : expiry;
  return answerJson(200, {
    access_token: signToken(settings.username, whole, settings.jwtSecret),
    token_type: 'bearer',
  });
}
