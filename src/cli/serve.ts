import { readConfig } from '../config/config.js';
import { startGateway, stopOnSignal } from '../main.js';
import { type Command, readParameters } from './command.js';
import { warnOfMisspellings } from './program/environment.js';
import { say } from './terminal.js';

export const command: Command = {
  usage: `Usage: isp-gateway serve

Starts the gateway with the configuration of the environment (docs/configuration.md).

  WISPHUB_URL=https://wisphub.example WISPHUB_API_KEY=... JWT_SECRET=$(openssl rand -hex 32) isp-gateway serve
`,
  run: async (parameters) => {
    readParameters(parameters, {});
    warnOfMisspellings(process.env);
    const config = readConfig(process.env);
    const server = await startGateway(config);
    stopOnSignal(server, say);
    say(`isp-gateway listens on ${server.url}/graphql`);
  },
};
