import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInstruments } from '../../src/server/observability/instrument.js';
import { type Exposition, parseExposition } from './exposition.js';
import { metricsToken, startTestGateway, type TestGateway } from './gateway.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** What each instrument is, and its labels: the library's types do not tell of the latter. */
const instruments = Object.values(createInstruments(new Registry())).map((one) => {
  const { name, labelNames } = one as unknown as { readonly name: string; readonly labelNames: readonly string[] };
  return { name, type: one.constructor.name.toLowerCase(), labels: labelNames };
});

/** Labels that Prometheus itself adds, and that of buckets. */
const addedLabels = ['job', 'instance', 'le'];

let gateway: TestGateway;
let exposition: Exposition;

beforeAll(async () => {
  gateway = await startTestGateway();
  exposition = parseExposition(
    await (await fetch(`${gateway.url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })).text(),
  );
});

afterAll(() => gateway.close());

/** Every expression of a file in Prometheus' language. */
function expressionsOf(path: string): readonly string[] {
  const text = read(path);
  if (path.endsWith('.json')) {
    const { panels } = JSON.parse(text) as { panels: readonly { targets?: readonly { expr: string }[] }[] };
    return panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  }
  return [...text.matchAll(/^ +expr: (?:>-\n((?: {10}.*\n)+)|(.*)\n)/gm)].map(
    ([, folded, line]) => folded ?? line ?? '',
  );
}

describe.each([
  ['deploy/grafana/isp-gateway.json', 25],
  ['deploy/prometheus/alerts.yaml', 8],
])('%s', (path, least) => {
  it('asks for metrics that the gateway has, by labels that they have', () => {
    const expressions = expressionsOf(path);
    expect(expressions.length).toBeGreaterThanOrEqual(least);
    for (const expression of expressions) {
      const names = [...expression.matchAll(/\b(?:isp_gateway|process|nodejs)_\w+/g)].map(([name]) => name);
      expect(names.length, expression).toBeGreaterThan(0);
      const families = names.map((name) => {
        const found = exposition.families.find((family) =>
          family.type === 'histogram'
            ? ['_bucket', '_sum', '_count'].some((ending) => name === `${family.name}${ending}`)
            : name === family.name,
        );
        expect(found?.name, name).toBeDefined();
        return found?.name;
      });
      const known = instruments.filter(({ name }) => families.includes(name)).flatMap(({ labels }) => labels);
      const used = [
        ...[...expression.matchAll(/(\w+)(?:=~|!=|!~|=)"/g)].map(([, label]) => label),
        ...[...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', ')),
      ];
      for (const label of used) expect([...known, ...addedLabels], expression).toContain(label);
    }
  });
});

describe('docs/operations.md', () => {
  it('lists the metrics as they are', () => {
    const rows = [...read('docs/operations.md').matchAll(/^\| `(isp_gateway_\w+)` \| (\w+) \| (.*?) \|/gm)];
    const listed = rows.map(([, name, type, labels = '']) => ({
      name,
      type,
      labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label),
    }));
    expect(listed).toEqual(instruments);
    const own = exposition.families.map(({ name }) => name).filter((name) => name.startsWith('isp_gateway_'));
    expect(own).toEqual(instruments.map(({ name }) => name));
  });

  it('tells what to do about each alert', () => {
    const alerts = [...read('deploy/prometheus/alerts.yaml').matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    const reported = [...read('docs/operations.md').matchAll(/^\| `([A-Z]\w+)` \|/gm)].map(([, name]) => name);
    expect(reported).toEqual(alerts);
  });
});
