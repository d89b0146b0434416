import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInstallation } from '../../../src/config/tenant/tenants.js';
import { startGateway } from '../../../src/main.js';
import { serveControl } from './control.js';

/** Time of a start, from reading the files to listening. */
export interface TenantStart {
  readonly wallMs: number;
  readonly cpuMs: number;
}

const folder = mkdtempSync(join(tmpdir(), 'isp-bench-'));

/** Nothing listens there: idle tenants ask for nothing. */
const nowhere = 'http://127.0.0.1:9';

for (let index = 1; index <= Number(process.env.BENCH_TENANTS); index += 1) {
  writeFileSync(
    join(folder, `isp-${index}.yaml`),
    `id: isp-${index}
name: ISP ${index}
backends:
  wisphub: { url: "${nowhere}", username: gateway, password: "env:HUB_PASSWORD" }
  wispro: { url: "${nowhere}", token: "env:PRO_TOKEN" }
`,
  );
}
const begun = { at: performance.now(), cpu: process.cpuUsage() };
const { url } = await startGateway(readInstallation({ ...process.env, TENANTS: folder }));
const { user, system } = process.cpuUsage(begun.cpu);
const start: TenantStart = { wallMs: performance.now() - begun.at, cpuMs: (user + system) / 1_000 };
rmSync(folder, { recursive: true });
serveControl(`${url}/graphql`, { start: () => start });
