import { readFileSync } from 'node:fs';
import { readInstallation } from '../../config/tenant/tenants.js';
import { type Command, readParameters, UsageError } from '../command.js';
import { say } from '../terminal.js';

export const command: Command = {
  usage: `Usage: isp-gateway tenants check
       isp-gateway tenants reload [--pid NUMBER]

check    reads the files of TENANTS with the rest of the environment, and says what is wrong by file and line
reload   does the same, and has a running gateway on this machine read them anew; it goes on as before where they are wrong

  --pid NUMBER    its process; default: the one that PID_FILE names

  TENANTS=/etc/isp-gateway/tenants isp-gateway tenants check
`,
  run: (parameters) => {
    const { values, positionals } = readParameters(parameters, { pid: { type: 'string' } }, true);
    const [action, ...more] = positionals;
    if ((action !== 'check' && action !== 'reload') || more.length > 0)
      throw new UsageError('There are `tenants check` and `tenants reload`.');
    if (!process.env.TENANTS) throw new Error('TENANTS is not set: the environment is the configuration of one ISP.');
    const { tenants } = readInstallation(process.env);
    for (const { id, name, config } of tenants?.read() ?? [])
      say(`${id}: ${name}, back ends: ${config.backends.length}`);
    if (action === 'check') return;
    process.kill(readPid(values.pid, process.env.PID_FILE), 'SIGHUP');
    say('The gateway was asked to read them. Its log says what it made of them.');
  },
};

function readPid(given: string | undefined, file: string | undefined): number {
  if (given === undefined && file === undefined) throw new UsageError('Without PID_FILE, --pid must name the process.');
  const text = given ?? readFileSync(file ?? '', 'utf8').trim();
  const pid = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  // 0 and below would be whole groups of processes.
  if (pid < 1) throw new Error('There is no process of that number.');
  return pid;
}
