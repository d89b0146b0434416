import { type Scope, scopes } from '../model/caller.js';
import { mintToken } from '../server/auth/token.js';
import { type Command, readParameters } from './command.js';
import { say } from './terminal.js';

export const command: Command = {
  usage: `Usage: isp-gateway token [--subject NAME] [--scope "SCOPE ..."] [--hours NUMBER]

Prints a token. It needs JWT_SECRET, as the gateway has it.

  --subject NAME    who asks; default: operator
  --scope "..."     what they may do; default: every scope but admin
                    ${scopes.slice(0, 5).join(' ')}
                    ${scopes.slice(5).join(' ')}
  --hours NUMBER    how long it is valid; default: 12

  JWT_SECRET=... isp-gateway token --subject front-end --scope "clients:read tickets:read"
`,
  run: (parameters) => {
    const { values } = readParameters(parameters, {
      subject: { type: 'string', default: 'operator' },
      scope: { type: 'string', default: scopes.filter((scope) => scope !== 'admin').join(' ') },
      hours: { type: 'string', default: '12' },
    });
    const secret = process.env.JWT_SECRET ?? '';
    if (Buffer.byteLength(secret) < 32)
      throw new Error('JWT_SECRET must have at least 32 bytes, as the gateway has it.');
    const unknown = values.scope.split(' ').filter((given) => !scopes.some((scope) => scope === given));
    if (unknown.length > 0)
      throw new Error(`There is no scope ${unknown.join(', ')}. There are: ${scopes.join(', ')}.`);
    const hours = Number(values.hours);
    if (!(hours > 0 && hours <= 8_760)) throw new Error('--hours must be more than 0 and at most 8760.');
    const settings = { secret, issuer: process.env.JWT_ISSUER, audience: process.env.JWT_AUDIENCE ?? 'isp-gateway' };
    const granted = values.scope.split(' ') as Scope[];
    say(mintToken(settings, { subject: values.subject, scopes: granted, lifeSeconds: Math.round(hours * 3_600) }));
  },
};
