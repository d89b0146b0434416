import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface LockEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
}

interface LockRoot {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/**
 * Packages that run a script when they are installed, and what it was found to do. `npm ci --ignore-scripts` works as well: each
 * falls back to what its package holds.
 */
const reviewedScripts: Readonly<Record<string, string>> = {
  '@apollo/protobufjs@1.2.8': 'prints a warning when the version scheme of the package that depends on it is loose',
  'lmdb@3.5.6': 'builds its addon where no prebuilt one fits; the prebuilt ones are packages of their own',
  'msgpackr-extract@3.0.4': 'builds its addon where no prebuilt one fits; the prebuilt ones are packages of their own',
  'protobufjs@7.6.6': 'prints a warning when the version scheme of the package that depends on it is loose',
};

const secrets: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  'a key of a cloud': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a token of a code host': /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|glpat-[\w-]{20,})\b/,
  'a token of a package registry': /\bnpm_[A-Za-z0-9]{36}\b/,
  'a payment provider’s key': /\b(?:sk|rk)_live_[A-Za-z0-9]{16,}\b|\bAPP_USR-\d{6,}/,
  'a JWT': /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/,
  'a portal login': /portal_api\/auth\/(?!X+\b)[A-Za-z0-9]{16,}/,
};

describe('the lock file', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, LockEntry> };
  // The workspaces are of this repository.
  const entries = Object.entries(packages).filter(([path, { link }]) => /^node_modules\//.test(path) && link !== true);

  it('is accepted by lockfile-lint: one registry, HTTPS, an integrity for each package', () => {
    const options = [
      '--path',
      'package-lock.json',
      '--type',
      'npm',
      '--validate-https',
      '--allowed-hosts',
      'npm',
      '--validate-integrity',
    ];
    expect(execFileSync('node_modules/.bin/lockfile-lint', options, { encoding: 'utf8' })).toContain('No issues');
    for (const [path, { integrity }] of entries) expect(`${path} ${integrity}`).toMatch(/ sha512-/);
  });

  it('has no package with an install script that nobody has looked at', () => {
    const found = entries
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`);
    expect([...new Set(found)].sort()).toEqual(Object.keys(reviewedScripts).sort());
  });

  it('is what package.json asks for, and what the pipeline installs: `npm ci` takes neither another package nor another content', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as LockRoot;
    const root = packages[''] as unknown as LockRoot;
    expect([root.dependencies, root.devDependencies]).toEqual([dependencies, devDependencies]);
    const pipeline = readFileSync('.ci/run', 'utf8');
    expect(pipeline).toMatch(/^npm ci$/m);
    expect(pipeline).not.toMatch(/npm (?:i|install|add)\b/);
  });

  it('pins what the framework is made of to the letter', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const [name, version] of Object.entries(dependencies))
      expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+(?:-[\w.]+)?$/);
  });
});

describe('the tree', () => {
  it('holds no secret', () => {
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      encoding: 'utf8',
    }).split('\n');
    const found = files
      .filter((path) => path !== '' && existsSync(path) && statSync(path).size < 1_000_000)
      .flatMap((path) => find(readFileSync(path, 'utf8')).map((what) => `${path}: ${what}`));
    expect(found).toEqual([]);
  });

  it('would not get one in unseen', () => {
    expect(find(`-----BEGIN RSA ${'PRIVATE'} KEY-----`)).toEqual(['a private key']);
    expect(find(`ghp_${'a'.repeat(36)}`)).toEqual(['a token of a code host']);
    expect(find(['eyJhbGciOiJIUzI1NiJ9', `eyJ${'a'.repeat(20)}`, 'a'.repeat(30)].join('.'))).toEqual(['a JWT']);
  });
});

function find(text: string): readonly string[] {
  return Object.entries(secrets).flatMap(([what, pattern]) => (pattern.test(text) ? [what] : []));
}
