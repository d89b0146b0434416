import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/config.js';
import { readManifests } from '../../src/config/document.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'manifest-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const apollo = (...operations: readonly object[]) => ({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations,
});
const operation = { id: 'one', body: '{ viewer { subject } }', name: 'Viewer', type: 'query' };

describe('a manifest', () => {
  it('is of Apollo or of Relay, for one client or for everybody', () => {
    const bot = write('bot.json', apollo(operation));
    const all = write('all.json', { two: '{ plans { id } }' });
    expect(readManifests('V', ` chatbot = ${bot} , ${all}`)).toEqual({
      manifests: [
        { client: 'chatbot', entry: 'V, entry 1:', documents: [{ id: 'one', text: '{ viewer { subject } }' }] },
        { client: null, entry: 'V, entry 2:', documents: [{ id: 'two', text: '{ plans { id } }' }] },
      ],
      issues: [],
    });
  });

  it.each([
    ['a file that is not there', () => join(folder, 'planted-absent.json'), 'names a file that cannot be read'],
    ['no JSON', () => write('planted.txt', 'planted'), 'names a file that is not JSON'],
    ['an empty object', () => write('empty.json', {}), 'holds no document'],
    ['no operation', () => write('none.json', apollo()), 'holds no document'],
    [
      'another version',
      () => write('v2.json', { ...apollo(operation), version: 2 }),
      "is neither Apollo's manifest nor Relay's",
    ],
    ['no body', () => write('body.json', apollo({ id: 'one' })), "is neither Apollo's manifest nor Relay's"],
    ['numbers', () => write('numbers.json', { planted: 1 }), "is neither Apollo's manifest nor Relay's"],
    ['a list', () => write('list.json', ['planted']), "is neither Apollo's manifest nor Relay's"],
    ['no path', () => 'planted=', 'must be PATH or CLIENT=PATH'],
    ['no client', () => '=planted', 'must be PATH or CLIENT=PATH'],
    ['nothing', () => '', 'must be PATH or CLIENT=PATH'],
  ])('that is %s is a fault which quotes nothing', (_, entry, issue) => {
    expect(readManifests('V', entry())).toEqual({ manifests: [], issues: [`V, entry 1: ${issue}`] });
  });
});

describe('the configuration', () => {
  const good = {
    WISPRO_MERCHANT: 'mi-isp',
    WISPRO_TOKEN: 'planted-token',
    JWT_SECRET: 'planted-jwt-secret-of-at-least-32-bytes',
  };
  const issuesOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
    try {
      readConfig({ ...good, ...environment });
      return [];
    } catch (error) {
      return error instanceof ConfigError ? error.issues : ['no ConfigError'];
    }
  };

  it('knows no document by default, nor when it is off, whatever the manifests', () => {
    expect(readConfig(good).trustedDocuments).toBeNull();
    const off = { ...good, TRUSTED_DOCUMENTS: 'off', TRUSTED_DOCUMENTS_MANIFEST: 'absent' };
    expect(readConfig(off).trustedDocuments).toBeNull();
  });

  it('tells every fault of every manifest beside the others', () => {
    const environment = { TRUSTED_DOCUMENTS: 'strict', TRUSTED_DOCUMENTS_MANIFEST: 'absent,bot=absent', PORT: '-1' };
    expect(issuesOf(environment)).toEqual([
      'PORT must be at least 0',
      'TRUSTED_DOCUMENTS_MANIFEST, entry 1: names a file that cannot be read',
      'TRUSTED_DOCUMENTS_MANIFEST, entry 2: names a file that cannot be read',
    ]);
    expect(issuesOf({ TRUSTED_DOCUMENTS: 'prefer' })).toEqual([
      'TRUSTED_DOCUMENTS_MANIFEST is not set, which TRUSTED_DOCUMENTS needs',
    ]);
    expect(issuesOf({ TRUSTED_DOCUMENTS: 'on' })).toEqual(['TRUSTED_DOCUMENTS must be off, prefer or strict']);
  });
});
