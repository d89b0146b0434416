import { rmSync, writeFileSync } from 'node:fs';
import { readInstallation } from '../config/tenant/tenants.js';
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
    const config = readInstallation(process.env);
    const server = await startGateway(config);
    stopOnSignal(server, say);
    // Without tenants there is nothing to read, and the signal ends the process as ever.
    if (config.tenants !== null) process.on('SIGHUP', () => void server.reload());
    if (process.env.PID_FILE) keepPid(process.env.PID_FILE);
    say(`isp-gateway listens on ${server.url}/graphql`);
  },
};

/** For whoever sends signals to it. */
function keepPid(path: string): void {
  writeFileSync(path, `${process.pid}\n`);
  process.on('exit', () => rmSync(path, { force: true }));
}
