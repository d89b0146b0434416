import { type Command, readParameters } from './command.js';
import { demo } from './demo/gateway.js';
import { warnOfMisspellings } from './program/environment.js';
import { say, sayLast } from './terminal.js';

export const command: Command = {
  usage: `Usage: isp-gateway demo

Starts the gateway in front of made-up back ends, and prints tokens and operations to paste. Nothing needs to be configured.

  PORT=8080 isp-gateway demo
`,
  run: async (parameters) => {
    readParameters(parameters, {});
    warnOfMisspellings(process.env);
    await demo(say);
    await sayLast('Stop with Ctrl-C.');
  },
};
