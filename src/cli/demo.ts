import { type Command, readParameters, UsageError } from './command.js';
import { demo, demoCountries, nativeDemo, readDemoCountry } from './demo/gateway.js';
import { maxTenants, tenantsDemo } from './demo/tenants.js';
import { warnOfMisspellings } from './program/environment.js';
import { say, sayLast } from './terminal.js';

export const command: Command = {
  usage: `Usage: isp-gateway demo [--country CODE | --native | --tenants COUNT]

Starts the gateway in front of made-up back ends, and prints tokens and operations to paste. Nothing needs to be configured.

  --country CODE    subscribers, documents, phones, plans, money and words of one country:
                    ${demoCountries.join(' ')}
                    default: WispHub in Colombia, Wispro in Argentina
  --native          the systems by their own APIs, without WispHub's middleware and Suricata's integration
  --tenants COUNT   so many ISPs on one gateway, 2 to ${maxTenants}, each with a country, people and colours of its own

  PORT=8080 isp-gateway demo
  isp-gateway demo --country MX
  isp-gateway demo --tenants 3
`,
  run: async (parameters) => {
    const { values } = readParameters(parameters, {
      country: { type: 'string' },
      native: { type: 'boolean' },
      tenants: { type: 'string' },
    });
    const country = values.country === undefined ? undefined : readDemoCountry(values.country);
    if (country === undefined && values.country !== undefined) {
      throw new UsageError(`There is no demo of "${values.country}". There are: ${demoCountries.join(', ')}.`);
    }
    if (Object.keys(values).length > 1) throw new UsageError('--country, --native and --tenants exclude each other.');
    const tenants = readCount(values.tenants);
    warnOfMisspellings(process.env);
    if (tenants !== null) await tenantsDemo(say, tenants);
    else await (values.native === true ? nativeDemo(say) : demo(say, country));
    await sayLast('Stop with Ctrl-C.');
  },
};

function readCount(text: string | undefined): number | null {
  if (text === undefined) return null;
  const count = /^\d$/.test(text) ? Number(text) : 0;
  if (count < 2 || count > maxTenants) throw new UsageError(`--tenants must be 2 to ${maxTenants}.`);
  return count;
}
