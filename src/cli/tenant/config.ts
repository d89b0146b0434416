import { describeTenantFile } from '../../config/tenant/definition.js';
import { type Command, readParameters, UsageError } from '../command.js';
import { say } from '../terminal.js';

export const command: Command = {
  usage: `Usage: isp-gateway config schema

Prints the JSON Schema of the files of TENANTS, by which an editor completes and checks them. The same is in schema/tenants.schema.json.
`,
  run: (parameters) => {
    const { positionals } = readParameters(parameters, {}, true);
    if (positionals.join(' ') !== 'schema') throw new UsageError('Only `config schema` is there.');
    say(JSON.stringify(describeTenantFile(), null, 2));
  },
};
