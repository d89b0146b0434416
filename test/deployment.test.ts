import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { describeConfiguration } from '../src/config/config.js';
import { stopLimitMs } from '../src/main.js';

const read = (path: string): string => readFileSync(path, 'utf8');

const known = new Set(describeConfiguration().map(({ name }) => name));
const served = ['/health/live', '/health/ready'];

interface Service {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly stop_grace_period?: string;
  readonly volumes?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface Container {
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly lifecycle: { readonly preStop: { readonly exec: { readonly command: readonly string[] } } };
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}

interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly containers: readonly [Container];
}

type Labels = Readonly<Record<string, string>>;

interface Manifest {
  readonly kind: string;
  readonly spec: {
    readonly replicas: number;
    readonly minAvailable: number;
    readonly selector: Labels & { readonly matchLabels: Labels };
    readonly template: { readonly metadata: { readonly labels: Labels }; readonly spec: Pod };
    readonly ports: readonly { readonly targetPort: string }[];
  };
}

describe('deploy/compose.yaml', () => {
  const text = read('deploy/compose.yaml');
  const { services } = parse(text, { merge: true }) as Compose;
  const gateways = Object.entries(services).filter(([name]) => name.startsWith('gateway-'));

  it('runs two gateways, which are given variables that there are', () => {
    expect(gateways).toHaveLength(2);
    const named = [...text.matchAll(/\b([A-Z][A-Z_]+)=\.\.\./g)].map(([, name = '']) => name);
    expect(named).toContain('JWT_SECRET');
    for (const [, { environment = {} }] of gateways) named.push(...Object.keys(environment));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('gives them longer to stop than they take', () => {
    for (const [, service] of gateways) {
      expect(Number.parseInt(service.stop_grace_period ?? '', 10) * 1_000).toBeGreaterThan(stopLimitMs);
    }
  });

  it('has Redis keep what it is given before it answers, and drop nothing', () => {
    const command = services.redis?.command?.join(' ');
    for (const option of ['--appendonly yes', '--appendfsync always', '--maxmemory-policy noeviction']) {
      expect(command).toContain(option);
    }
    expect(services.redis?.volumes).toEqual([expect.stringMatching(/:\/data$/)]);
  });

  it('has a proxy that knows each gateway, asks whether it is ready, and shows operations alone', () => {
    const proxy = read('deploy/Caddyfile');
    const upstreams = [...proxy.matchAll(/\b(gateway-\d):(\d+)/g)].map(([, name, port]) => `${name} ${port}`);
    expect(upstreams).toEqual(gateways.map(([name]) => `${name} ${portOfImage()}`));
    expect(served).toContain(/health_uri (\S+)/.exec(proxy)?.[1]);
    expect([...proxy.matchAll(/^\thandle (\S+) \{/gm)].map(([, path]) => path).filter((path) => path !== '{')).toEqual([
      '/graphql',
    ]);
  });
});

describe('deploy/kubernetes/gateway.yaml', () => {
  const documents = parseAllDocuments(read('deploy/kubernetes/gateway.yaml'));
  const manifests = documents.map((document) => document.toJS() as Manifest);
  const specOf = (kind: string): Manifest['spec'] => {
    const found = manifests.find((manifest) => manifest.kind === kind);
    if (found === undefined) throw new Error(`there is no ${kind}`);
    return found.spec;
  };
  const { template, replicas, selector } = specOf('Deployment');
  const [container] = template.spec.containers;

  it('is YAML without faults, and gives variables that there are', () => {
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    expect(container.env.filter(({ name }) => !known.has(name))).toEqual([]);
  });

  it('leaves time for the pause before a stop and for the stop itself', () => {
    const [command, seconds] = container.lifecycle.preStop.exec.command;
    expect(command).toBe('sleep');
    expect(template.spec.terminationGracePeriodSeconds * 1_000).toBeGreaterThan(Number(seconds) * 1_000 + stopLimitMs);
  });

  it('probes what is served where the image listens', () => {
    const [{ name, containerPort } = { name: '', containerPort: 0 }] = container.ports;
    expect(containerPort).toBe(portOfImage());
    for (const { httpGet } of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
      expect([served.includes(httpGet.path), httpGet.port]).toEqual([true, name]);
    }
    // What restarts a process must not be what takes it out of service for a while.
    expect(container.livenessProbe.httpGet.path).toBe('/health/live');
    expect(container.readinessProbe.httpGet.path).toBe('/health/ready');
    expect(specOf('Service').ports.map(({ targetPort }) => targetPort)).toEqual([name]);
  });

  it('means the same pods everywhere, and never stops all of them', () => {
    const { labels } = template.metadata;
    const budget = specOf('PodDisruptionBudget');
    expect([selector.matchLabels, budget.selector.matchLabels, specOf('Service').selector]).toEqual([
      labels,
      labels,
      labels,
    ]);
    expect(budget.minAvailable).toBeGreaterThan(0);
    expect(budget.minAvailable).toBeLessThan(replicas);
  });
});

describe('the Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  it('copies what its context holds, runs what the command is, and not as root', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    const copied = lines.flatMap((line) => /^COPY (?!--from)(.+) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
    expect(copied).toContain('package-lock.json');
    const isAllowed = (path: string): boolean => allowed.some((line) => `${path}/`.startsWith(`${line.slice(1)}/`));
    expect(copied.filter((path) => !isAllowed(path))).toEqual([]);
    const { bin } = JSON.parse(read('package.json')) as { readonly bin: Labels };
    expect(lines.at(-2)).toBe(`CMD ["node", "--enable-source-maps", "${bin['isp-gateway']}", "serve"]`);
    expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(lines).toContain(`EXPOSE ${portOfImage()}`);
  });

  it('says how long a stop may take, and to give it longer', () => {
    const [, atMost, given] = /A stop may take (\d+) s.*--time (\d+)`/.exec(lines.join(' ')) ?? [];
    expect(Number(atMost) * 1_000).toBe(stopLimitMs);
    expect(Number(given)).toBeGreaterThan(Number(atMost));
  });
});

function portOfImage(): number {
  return Number(/^ENV .*\bPORT=(\d+)/m.exec(read('Dockerfile'))?.[1]);
}
