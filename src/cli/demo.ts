import { type Command, readParameters, UsageError } from './command.js';
import { demo, demoCountries, nativeDemo, readDemoCountry } from './demo/gateway.js';
import { warnOfMisspellings } from './program/environment.js';
import { say, sayLast } from './terminal.js';

export const command: Command = {
  usage: `Usage: isp-gateway demo [--country CODE | --native]

Starts the gateway in front of made-up back ends, and prints tokens and operations to paste. Nothing needs to be configured.

  --country CODE    subscribers, documents, phones, plans, money and words of one country:
                    ${demoCountries.join(' ')}
                    default: WispHub in Colombia, Wispro in Argentina
  --native          the systems by their own APIs, without WispHub's middleware and Suricata's integration

  PORT=8080 isp-gateway demo
  isp-gateway demo --country MX
`,
  run: async (parameters) => {
    const { values } = readParameters(parameters, { country: { type: 'string' }, native: { type: 'boolean' } });
    const country = values.country === undefined ? undefined : readDemoCountry(values.country);
    if (country === undefined && values.country !== undefined) {
      throw new UsageError(`There is no demo of "${values.country}". There are: ${demoCountries.join(', ')}.`);
    }
    if (country !== undefined && values.native === true) throw new UsageError('--native has no --country.');
    warnOfMisspellings(process.env);
    await (values.native === true ? nativeDemo(say) : demo(say, country));
    await sayLast('Stop with Ctrl-C.');
  },
};
