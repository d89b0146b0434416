import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInstallation } from '../src/config/tenant/tenants.js';

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
