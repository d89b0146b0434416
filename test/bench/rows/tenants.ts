import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Effort } from '../effort.js';
import { startChild } from '../process/child.js';
import type { Usage } from '../process/control.js';
import { startRedis } from '../process/redis.js';
import type { TenantStart } from '../process/tenants.js';
import { atMost, type Finding, type Row, type RowResult, show } from '../row.js';

/** What it takes to serve many ISPs that ask for nothing. */
export const tenants: Row = { name: 'tenants', measure: measureTenants };

interface Sample extends Usage {
  readonly start: TenantStart;
  /** Milliseconds of processor time in each second that nothing is asked; the one collection for the reading is in it. */
  readonly idleMs: number;
}

async function measureTenants({ tenants: count, idleSeconds }: Effort): Promise<RowResult> {
  const [one, all] = [await sample(1, idleSeconds), await sample(count, idleSeconds)];
  const each = (all.liveBytes - one.liveBytes) / (count - 1) / 1_024;
  return {
    row: 'tenants',
    work: `${count} tenants in one process, idle`,
    standings: [],
    findings: [...findingsOf('state in memory', all), ...(await findInRedis(count, idleSeconds))],
    goals: [
      atMost(`start of ${count} tenants in 5 s`, all.start.wallMs / 1_000, 5, ' s'),
      atMost('live memory <= 300 KB a tenant', each, 300, ' KB'),
    ],
  };
}

/** One more connection blocks for each tenant, and three workers wait for jobs. */
async function findInRedis(count: number, idleSeconds: number): Promise<readonly Finding[]> {
  const redis = await startRedis();
  if (redis === null) return [];
  try {
    const environment = { REDIS_URL: redis.url };
    const one = await sample(1, idleSeconds, environment);
    const all = await sample(count, idleSeconds, environment);
    const each = (all.liveBytes - one.liveBytes) / (count - 1) / 1_024;
    return [
      ...findingsOf('state in Redis', all),
      { what: 'state in Redis: live memory per tenant', value: `${show(each)} KB` },
    ];
  } finally {
    await redis.stop();
  }
}

function findingsOf(where: string, { start, idleMs }: Sample): readonly Finding[] {
  return [
    { what: `${where}: start, from the files to listening`, value: `${show(start.wallMs)} ms` },
    { what: `${where}: its processor time`, value: `${show(start.cpuMs)} ms` },
    { what: `${where}: processor time of a second without a request`, value: `${show(idleMs)} ms` },
  ];
}

/** A process of so many tenants, as it is once it has started. */
async function sample(
  count: number,
  idleSeconds: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<Sample> {
  const gateway = await startChild('process/tenants', {
    core: 'any',
    flags: ['--expose-gc'],
    environment: {
      ...{ PORT: '0', JWT_SECRET: randomBytes(32).toString('hex'), HUB_PASSWORD: 'planted', PRO_TOKEN: 'planted' },
      ...{ BENCH_TENANTS: String(count), ...environment },
    },
  });
  try {
    const start = await gateway.ask<TenantStart>('start');
    const before = await gateway.usage();
    await wait(idleSeconds * 1_000);
    const after = await gateway.usage();
    return { ...before, start, idleMs: (after.cpuMicros - before.cpuMicros) / 1_000 / idleSeconds };
  } finally {
    await gateway.stop();
  }
}
