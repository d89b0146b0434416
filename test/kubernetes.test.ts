import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { describeConfiguration } from '../src/config/config.js';
import { stopLimitMs } from '../src/main.js';

const folder = 'deploy/kubernetes';
const read = (path: string): string => readFileSync(path, 'utf8');

const known = new Set(describeConfiguration().map(({ name }) => name));
const served = ['/health/live', '/health/ready'];

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
  readonly enableServiceLinks: boolean;
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

  it('is given no addresses of services, which look like the gateway’s variables', () => {
    expect(template.spec.enableServiceLinks).toBe(false);
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

describe('the rest of deploy/kubernetes', () => {
  const [, deployed] = [...parseAllDocuments(read(`${folder}/gateway.yaml`)).map((each) => each.toJS())].reverse();
  const labels = { 'app.kubernetes.io/name': 'isp-gateway' };

  it('is named whole by the kustomization, but for the secret', () => {
    const { resources, namespace } = parse(read(`${folder}/kustomization.yaml`));
    const files = readdirSync(folder).filter((name) => !/^(kustomization|secret)/.test(name));
    expect(resources.toSorted()).toEqual(files.toSorted());
    expect(parse(read(`${folder}/namespace.yaml`)).metadata.name).toBe(namespace);
    expect(parse(read(`${folder}/secret.example.yaml`)).metadata).toEqual({ name: 'isp-gateway', namespace });
  });

  it('has a secret of variables that there are, without a value of one, which git leaves alone once it has', () => {
    const { stringData } = parse(read(`${folder}/secret.example.yaml`)) as { stringData: Labels };
    expect(Object.keys(stringData).filter((name) => !known.has(name))).toEqual([]);
    expect(stringData).toHaveProperty('JWT_SECRET', '');
    const given = Object.entries(stringData).filter(([, value]) => value !== '');
    expect(given).toEqual([['WISPHUB_URL', 'https://wisphub.example']]);
    expect(read('.gitignore').split('\n')).toContain('deploy/kubernetes/secret.yaml');
  });

  it('lets operations alone in from outside, over TLS', () => {
    const { spec } = parse(read(`${folder}/ingress.yaml`));
    const [{ host, http }] = spec.rules;
    expect(spec.tls[0].hosts).toEqual([host]);
    expect(http.paths).toEqual([
      {
        path: '/graphql',
        pathType: 'Exact',
        backend: { service: { name: deployed.metadata.name, port: { name: deployed.spec.ports[0].name } } },
      },
    ]);
  });

  it('has a policy for the gateway’s pods, both ways, which keeps them from the cloud’s credentials', () => {
    const { spec } = parse(read(`${folder}/network-policy.yaml`));
    expect([spec.podSelector.matchLabels, spec.policyTypes]).toEqual([labels, ['Ingress', 'Egress']]);
    expect(spec.ingress.flatMap(({ ports }: { ports: unknown[] }) => ports)).toEqual([{ port: 'http' }]);
    const open = spec.egress.flatMap(({ to }: { to: { ipBlock?: { except: string[] } }[] }) =>
      to.flatMap(({ ipBlock }) => ipBlock ?? []),
    );
    expect(open.map(({ except }: { except: string[] }) => except)).toEqual([['169.254.0.0/16'], ['fd00:ec2::254/128']]);
  });
});

function portOfImage(): number {
  return Number(/^ENV .*\bPORT=(\d+)/m.exec(read('Dockerfile'))?.[1]);
}
