import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInstallation } from '../../src/config/tenant/tenants.js';

const read = (path: string): string => readFileSync(path, 'utf8');

const secrets = { NORTE_WISPHUB_API_KEY: 'key', SUR_WISPRO_TOKEN: 'token', SUR_WISPRO_API_TOKEN: 'token' };

it.each(['deploy/tenants', 'deploy/kubernetes-tenants'])('%s holds two ISPs that a gateway takes', (folder) => {
  const named = readdirSync(folder).filter((name) => name !== 'kustomization.yaml');
  expect(named).toEqual(['norte.yaml', 'sur.yaml']);
  for (const name of named) {
    const environment = { JWT_SECRET: 'a'.repeat(64), TENANTS: `${folder}/${name}`, ...secrets };
    const ids = readInstallation(environment)
      .tenants?.read()
      .map(({ id }) => `${id}.yaml`);
    expect(ids).toEqual([name]);
    expect(read(`${folder}/${name}`)).toBe(read(`deploy/tenants/${name}`));
  }
});

it('compose mounts the folder that TENANTS names, and says which secrets the files want', () => {
  const text = read('deploy/compose.tenants.yaml');
  const { environment, volumes } = parse(text).services.gateway;
  expect(volumes).toEqual([`./tenants:${environment.TENANTS}:ro`]);
  for (const name of Object.keys(secrets)) expect(text).toContain(name);
});

it('the overlay for Kubernetes mounts its files where TENANTS says', () => {
  const { resources, configMapGenerator, patches } = parse(read('deploy/kubernetes-tenants/kustomization.yaml'));
  expect(resources).toEqual(['../kubernetes']);
  const [{ name, files }] = configMapGenerator;
  expect(files).toEqual(['norte.yaml', 'sur.yaml']);
  const added = parse(patches[0].patch).map(({ value }: { value: unknown }) => value);
  expect(added).toEqual([
    [{ name: 'tenants', configMap: { name } }],
    [{ name: 'tenants', mountPath: '/etc/isp-gateway/tenants', readOnly: true }],
    { name: 'TENANTS', value: '/etc/isp-gateway/tenants' },
  ]);
});

it('the example of docs/tenants.md is a tenant', () => {
  const [, example = ''] = /```yaml\n([\s\S]+?)```/.exec(read('docs/tenants.md')) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'isp-tenants-'));
  writeFileSync(join(folder, 'norte.yaml'), example.replace('file:/run/secrets/norte-wispro-token', 'env:PRO'));
  const given = { NORTE_WISPHUB_KEY: 'key', PRO: 'token', NORTE_JWT_SECRET: 'b'.repeat(64) };
  const webhook = { NORTE_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 1).toString('base64')}` };
  const config = readInstallation({ JWT_SECRET: 'a'.repeat(64), TENANTS: folder, ...given, ...webhook });
  expect(config.tenants?.read().map(({ id, branding }) => [id, branding.colour])).toEqual([['norte', '#0b6e4f']]);
  rmSync(folder, { recursive: true });
});
