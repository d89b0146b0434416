import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/config/config.js';
import type { TenantSettings } from '../../../src/config/settings.js';
import { readInstallation } from '../../../src/config/tenant/tenants.js';

const environment = {
  JWT_SECRET: 'planted-jwt-secret-of-at-least-32-bytes',
  NORTE_KEY: 'planted-key-of-norte',
};

const norte = `id: norte
name: Fibra Norte
country: CO
backends:
  wisphub:
    url: https://norte.example
    apiKey: env:NORTE_KEY
`;

/** Files of a folder that is only this test's. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenants-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function read(files: Readonly<Record<string, string>>, more: NodeJS.ProcessEnv = {}): readonly TenantSettings[] {
  const { tenants } = readInstallation({ ...environment, TENANTS: folderOf(files), ...more });
  return tenants?.read() ?? [];
}

function issuesOf(files: Readonly<Record<string, string>>, more: NodeJS.ProcessEnv = {}): readonly string[] {
  try {
    read(files, more);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).not.toMatch(/planted/);
    return error.issues;
  }
}

describe('the files of tenants', () => {
  it('are a configuration of each, with what the process has for all', () => {
    const several = `tenants:\n  - id: sur\n    name: Sur\n    timeZone: America/Mexico_City\n    backends:\n      wispro: { merchant: sur, token: "file:secret/token" }\n    limits: { costPerMinute: 300 }\n`;
    const tenants = read(
      { 'a.yaml': norte, 'b.yml': several, 'secret/token': 'planted-token\n', '.hidden.yaml': '[', 'notes.txt': '[' },
      { COST_PER_MINUTE: '500' },
    );
    expect(tenants.map(({ id, name }) => [id, name])).toEqual([
      ['norte', 'Fibra Norte'],
      ['sur', 'Sur'],
    ]);
    expect(tenants.map(({ config }) => config.limits.costPerMinute)).toEqual([500, 300]);
    expect(tenants.map(({ config }) => config.country)).toEqual(['CO', undefined]);
    const [ofNorte, ofSur] = tenants.map(({ config }) => config.backends.map((create) => create()));
    expect(ofNorte?.map(({ name }) => name)).toEqual(['WISPHUB']);
    expect(ofSur?.map(({ name, locality }) => [name, locality.timeZone])).toEqual([['WISPRO', 'America/Mexico_City']]);
    for (const backend of [...(ofNorte ?? []), ...(ofSur ?? [])]) backend.close();
  });

  it('give another fingerprint to a tenant of whom anything has changed, a secret included, and to no other', () => {
    const other = norte.replace('id: norte', 'id: other');
    const [first, second] = read({ 'a.yaml': norte, 'b.yaml': other });
    const [changed, same] = read({ 'a.yaml': norte.replace('norte.example', 'new.example'), 'b.yaml': other });
    expect(changed?.fingerprint).not.toBe(first?.fingerprint);
    expect(same?.fingerprint).toBe(second?.fingerprint);
    const [rotated] = read({ 'a.yaml': norte }, { NORTE_KEY: 'planted-new-key' });
    expect(rotated?.fingerprint).not.toBe(first?.fingerprint);
  });

  it('are one file as well', () => {
    const path = join(folderOf({ 'all.yaml': norte }), 'all.yaml');
    expect(readInstallation({ ...environment, TENANTS: path }).tenants?.read()).toHaveLength(1);
  });

  it('keep a value as it is written', () => {
    const digits = norte.replace('env:NORTE_KEY', '0123');
    const [plain] = read({ 'a.yaml': digits }, { TENANTS_INLINE_SECRETS: 'true' });
    const [quoted] = read({ 'a.yaml': digits.replace('0123', '"0123"') }, { TENANTS_INLINE_SECRETS: 'true' });
    expect(plain?.fingerprint).toBe(quoted?.fingerprint);
  });

  it('have issuers of their own, whose tenants take no tokens of the process’s', () => {
    const own = `${norte}auth: { secret: "env:OWN" }\n`;
    const more = { OWN: 'planted-own-secret-of-at-least-32-bytes', JWT_ISSUER: 'https://issuer.example' };
    const [tenant] = read({ 'a.yaml': own }, more);
    expect(tenant?.config.jwt).toEqual({ secret: more.OWN, issuer: undefined, audience: 'isp-gateway' });
    expect(read({ 'a.yaml': norte }, more)[0]?.config.jwt.issuer).toBe(more.JWT_ISSUER);
  });

  it.each([
    ['a setting that there is not', `${norte}colour: red\n`, 'a.yaml:8: colour is no setting'],
    ['one within a group', norte.replace('apiKey', 'key'), 'a.yaml:7: backends.wisphub.key is no setting'],
    ['no id', norte.replace('id: norte\n', ''), 'a.yaml:1: id is missing'],
    ['an id of other letters', norte.replace('norte', 'Norte!'), 'a.yaml:1: id must be a DNS label'],
    [
      'a secret in the file',
      norte.replace('env:NORTE_KEY', 'planted-key'),
      'a.yaml:7: backends.wisphub.apiKey must be env:NAME or file:PATH',
    ],
    [
      'a variable that is not set',
      norte.replace('NORTE_KEY', 'OTHER'),
      'a.yaml:7: backends.wisphub.apiKey names a variable that is not set',
    ],
    [
      'a file that is not there',
      norte.replace('env:NORTE_KEY', 'file:none'),
      'a.yaml:7: backends.wisphub.apiKey names a file that cannot be read',
    ],
    [
      'a value by the rule of its variable',
      norte.replace('https://norte.example', 'norte.example'),
      'a.yaml:6: backends.wisphub.url must be an http or https URL',
    ],
    [
      'half of the credentials',
      norte.replace('apiKey: env', 'password: env'),
      'a.yaml:7: backends.wisphub.username is not set, which backends.wisphub.password needs',
    ],
    ['a country that is not known', norte.replace('CO', 'XX'), 'a.yaml:3: country must be the ISO 3166 code'],
    ['no back end', 'id: norte\nname: Norte\nbackends: {}\n', 'a.yaml:3: backends must have at least one'],
    [
      'a list in place of a value',
      norte.replace('https://norte.example', '[a, b]'),
      'a.yaml:6: backends.wisphub.url must be one value',
    ],
    [
      'a value in place of a group',
      'id: norte\nname: Norte\nbackends: none\n',
      'a.yaml:3: backends must be a group of settings',
    ],
    [
      'a colour that is none',
      `${norte}branding:\n  colour: planted\n`,
      'a.yaml:9: branding.colour must be a colour such as #0a7d3c',
    ],
    ['no YAML', `${norte}branding: [\n`, 'a.yaml:9: is not YAML'],
    ['a name twice', `${norte}country: AR\n`, 'a.yaml:8: is not YAML'],
    ['a list at the top', '- a\n', 'a.yaml:1: the file must be a group of settings'],
    ['an empty file', '', 'a.yaml:1: the file'],
  ])('are refused for %s', (_, text, issue) => {
    const issues = issuesOf({ 'a.yaml': text });
    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain(issue);
  });

  it('are refused whole, every issue of every file by its own line', () => {
    const list = `tenants:\n  - id: norte\n    name: Twice\n    backends: { wisphub: { url: "https://b.example" } }\n  - id: sur\n    backends:\n      wisphub:\n        url: ftp://b.example\n`;
    expect(issuesOf({ 'a.yaml': norte, 'b.yaml': list })).toEqual([
      'b.yaml:4: backends.wisphub.url needs backends.wisphub.username and backends.wisphub.password (dialect v1), or backends.wisphub.apiKey (dialects v2 and native)',
      'b.yaml:5: name is missing',
    ]);
    expect(issuesOf({ 'a.yaml': norte, 'b.yaml': norte })).toEqual(['b.yaml:1: id is that of another tenant']);
  });

  it('stand in place of the variables of one ISP', () => {
    expect(issuesOf({ 'a.yaml': norte }, { WISPHUB_URL: 'https://one.example', COUNTRY: 'CO' })).toEqual([
      'WISPHUB_URL is set beside TENANTS: each of them has its own',
      'COUNTRY is set beside TENANTS: each of them has its own',
    ]);
  });

  it('must be there', () => {
    expect(issuesOf({ 'a.txt': norte })[0]).toMatch(/^TENANTS: there is no tenant in tenants-/);
    expect(issuesOf({}, { TENANTS: '/planted/none' })).toEqual(['TENANTS names a file or folder that cannot be read']);
  });

  it('need a secret, of their own or of the process', () => {
    expect(issuesOf({ 'a.yaml': norte }, { JWT_SECRET: '' })).toEqual([
      expect.stringContaining('a.yaml:1: auth.secret is not set: no token could be verified'),
    ]);
  });
});

describe('without TENANTS', () => {
  it('the environment is the configuration of one ISP', () => {
    const one = { WISPHUB_URL: 'https://one.example', WISPHUB_API_KEY: 'planted', ...environment };
    expect(readInstallation(one).tenants).toBeNull();
    expect(readInstallation(one).backends).toHaveLength(1);
  });
});
