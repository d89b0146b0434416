import { findTenant } from '../config/tenant/tenants.js';
import { type Scope, scopes } from '../model/caller.js';
import { mintToken } from '../server/auth/token.js';
import { type Command, readParameters } from './command.js';
import { say } from './terminal.js';

export const command: Command = {
  usage: `Usage: isp-gateway token [--subject NAME] [--scope "SCOPE ..."] [--hours NUMBER] [--tenant ID]

Prints a token. It needs JWT_SECRET, as the gateway has it, or with --tenant the files of TENANTS.

  --subject NAME    who asks; default: operator
  --scope "..."     what they may do; default: every scope but admin
                    ${scopes.slice(0, 5).join(' ')}
                    ${scopes.slice(5).join(' ')}
  --hours NUMBER    how long it is valid; default: 12
  --tenant ID       one of several ISPs, for whom it is

  JWT_SECRET=... isp-gateway token --subject front-end --scope "clients:read tickets:read"
`,
  run: (parameters) => {
    const { values } = readParameters(parameters, {
      subject: { type: 'string', default: 'operator' },
      scope: { type: 'string', default: scopes.filter((scope) => scope !== 'admin').join(' ') },
      hours: { type: 'string', default: '12' },
      tenant: { type: 'string' },
    });
    const { settings, tenant } = values.tenant === undefined ? readSettings() : readTenant(values.tenant);
    const unknown = values.scope.split(' ').filter((given) => !scopes.some((scope) => scope === given));
    if (unknown.length > 0)
      throw new Error(`There is no scope ${unknown.join(', ')}. There are: ${scopes.join(', ')}.`);
    const hours = Number(values.hours);
    if (!(hours > 0 && hours <= 8_760)) throw new Error('--hours must be more than 0 and at most 8760.');
    const scopesGranted = values.scope.split(' ') as Scope[];
    const lifeSeconds = Math.round(hours * 3_600);
    say(mintToken(settings, { subject: values.subject, scopes: scopesGranted, lifeSeconds, ...tenant }));
  },
};

function readSettings() {
  const { JWT_SECRET: secret = '', JWT_ISSUER: issuer, JWT_AUDIENCE: audience = 'isp-gateway' } = process.env;
  if (Buffer.byteLength(secret) < 32) throw new Error('JWT_SECRET must have at least 32 bytes, as the gateway has it.');
  return { settings: { secret, issuer, audience }, tenant: {} };
}

/** @throws {ConfigError} the files are not usable. */
function readTenant(id: string) {
  const { claim, config } = findTenant(process.env, id);
  if (config.jwt.jwksUrl !== undefined) throw new Error('Tokens of this tenant are made by its identity provider.');
  return { settings: config.jwt, tenant: { tenant: { claim, id } } };
}
