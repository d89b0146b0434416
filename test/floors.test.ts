import { describe, expect, it } from 'vitest';
import { findBreaks, findTestsWithoutTwin, readTree, rules, type Tree } from './floors.js';

type RuleName = keyof typeof rules;

const ruleNames = Object.keys(rules) as RuleName[];
const lines = (count: number): string => 'const line = 1;\n'.repeat(count);

interface Examples {
  /** What the rule must find, by path: the source, then each break. */
  readonly breaking: Readonly<Record<string, readonly [source: string, ...found: string[]]>>;
  /** What looks like it and is allowed. */
  readonly fine: Tree;
}

const examples: Readonly<Record<RuleName, Examples>> = {
  'a file imports its own floor and those below': {
    breaking: {
      'src/model/money.ts': ["import { get } from '../upstream/client.js';", 'imports src/upstream/client.ts'],
      'src/model/page.ts': ["export { search } from '../domain/search.js';", 'imports src/domain/search.ts'],
      'src/upstream/client.ts': ["import { store } from '../store/store.js';", 'imports src/store/store.ts'],
      'src/upstream/route.ts': ["import type { Config } from '../config/config.js';", 'imports src/config/config.ts'],
      'src/store/memory.ts': ["import type { Call } from '../upstream/call.js';", 'imports src/upstream/call.ts'],
      'src/backends/backend.ts': ["import { type Store } from '../store/store.js';", 'imports src/store/store.ts'],
      'src/backends/index.ts': ["import { readConfig } from '../config/config.js';", 'imports src/config/config.ts'],
      'src/backends/health.ts': ["export * from '../domain/client.js';", 'imports src/domain/client.ts'],
      'src/domain/client.ts': [
        "import {\n  type Client,\n  ClientResolver,\n} from '../schema/client.js';",
        'imports src/schema/client.ts',
      ],
      'src/schema/client.ts': [
        "import { a } from '../server/a.js';\nimport type { B } from '../backends/backend.js';",
        'imports src/server/a.ts',
        'imports src/backends/backend.ts',
      ],
      'src/server/server.ts': ["import '../store/redis.js';", 'imports src/store/redis.ts'],
      'src/server/log.ts': ["import * as main from '../main.js';", 'imports src/main.ts'],
      'src/server/pages.ts': ["import type { Config } from '../config/config.js';", 'imports src/config/config.ts'],
      'src/server/socket.ts': ["import { client } from '../upstream/client.js';", 'imports src/upstream/client.ts'],
      'src/config/config.ts': [
        "import { Operation } from '../domain/operation.js';",
        'imports src/domain/operation.ts',
      ],
      'src/main.ts': ["const { run } = await import('./cli/index.js');", 'imports src/cli/index.ts'],
      'src/cli/demo/gateway.ts': ["import { table } from '../../../test/table.js';", 'imports test/table.ts'],
      'src/attic/box.ts': ['', 'is on no floor: attic'],
    },
    fine: {
      'src/model/money.ts': "import { trim } from './text.js';\n// import '../upstream/client.js';",
      'src/model/page.ts': "/*\nimport '../upstream/client.js';\n*/\nconst hint = \"import '../upstream/client.js'\";",
      'src/upstream/client.ts':
        "import type { Call } from './call.js';\nimport { UpstreamError } from '../model/errors.js';",
      'src/backends/index.ts':
        "import type { Call } from '../upstream/call.js';\nimport { a } from './wisphub/index.js';",
      'src/backends/wisphub/client.ts': "import type { Call } from '../../upstream/call.js';",
      'src/domain/client.ts':
        "import { memory } from '../store/memory.js';\nimport { call } from '../upstream/call.js';",
      'src/server/server.ts': "import { call } from '../upstream/call.js';",
      'src/main.ts':
        "import { readConfig } from './config/config.js';\nimport { createStore } from './store/memory.js';",
      'src/cli/index.ts': "import { say } from './terminal.js';\nawait import('./demo.js');",
      'src/cli/demo.ts': "import { start } from '../main.js';\nawait import('./demo/gateway.js');",
    },
  },
  'a back end is imported by the registry alone': {
    breaking: {
      'src/backends/wisphub/client.ts': [
        "import { read } from '../wispro/value.js';",
        'imports src/backends/wispro/value.ts',
      ],
      'src/backends/backend.ts': [
        "import type { Row } from './wispro/client.js';",
        'imports src/backends/wispro/client.ts',
      ],
      'src/domain/client.ts': [
        "import { toClient } from '../backends/wisphub/client.js';",
        'imports src/backends/wisphub/client.ts',
      ],
    },
    fine: {
      'src/backends/wisphub/client.ts':
        "import { read } from './value.js';\nimport type { Backend } from '../backend.js';",
      'src/backends/index.ts': "import { createWispHub } from './wisphub/index.js';",
      'src/domain/client.ts': "import type { Backend } from '../backends/backend.js';",
    },
  },
  'the emulator is used by the command alone and uses nothing of the gateway': {
    breaking: {
      'src/main.ts': [
        "import { startWispHub } from './emulator/wisphub/index.js';",
        'imports src/emulator/wisphub/index.ts',
      ],
      'src/backends/wisphub/row.ts': [
        "import type { Row } from '../../emulator/wisphub/row.js';",
        'imports src/emulator/wisphub/row.ts',
      ],
      'src/emulator/wispro/money.ts': ["import { toMoney } from '../../model/money.js';", 'imports src/model/money.ts'],
      'src/emulator/server.ts': ["import type { Config } from '../config/config.js';", 'imports src/config/config.ts'],
    },
    fine: {
      'src/cli/demo/gateway.ts': "import { startWispHub } from '../emulator/wisphub/index.js';",
      'src/emulator/wisphub/row.ts':
        "import { random } from '../random.js';\nimport { createServer } from 'node:http';",
    },
  },
  'a package is named on its floor alone': {
    breaking: {
      'src/backends/wisphub/session.ts': [
        "import got from 'got';\nimport { request } from 'node:https';",
        'names got',
        'names node:https',
      ],
      'src/domain/ticket.ts': [
        "import { Field } from 'type-graphql';\nimport type { GraphQLError } from 'graphql';",
        'names type-graphql',
        'names graphql',
      ],
      'src/schema/client.ts': [
        "import DataLoader from 'dataloader';\nimport { z } from 'zod';",
        'names dataloader',
        'names zod',
      ],
      'src/domain/cache.ts': [
        "import { Redis } from 'ioredis';\nexport { open } from 'lmdb';\nconst { Queue } = await import('bullmq');",
        'names ioredis',
        'names lmdb',
        'names bullmq',
      ],
      'src/schema/scope.ts': [
        "import jwt from 'jsonwebtoken';\nimport jwks from 'jwks-rsa';",
        'names jsonwebtoken',
        'names jwks-rsa',
      ],
      'src/main.ts': [
        "import type { Logger } from 'pino';\nimport Fastify from 'fastify';\nimport { Counter } from 'prom-client';",
        'names pino',
        'names fastify',
        'names prom-client',
      ],
      'src/cli.ts': [
        "import cors from '@fastify/cors';\nimport { ApolloServer } from '@apollo/server';",
        'names @fastify/cors',
        'names @apollo/server',
      ],
      'src/upstream/cache.ts': [
        "import { LRUCache } from 'lru-cache';\nimport { DateTime } from 'luxon';",
        'names lru-cache',
        'names luxon',
      ],
      'src/server/breaker.ts': [
        "import { open } from 'lmdb';\nimport * as scalars from 'graphql-scalars';",
        'names lmdb',
        'names graphql-scalars',
      ],
      'src/backends/phone.ts': ["import { parse } from 'libphonenumber-js/max';", 'names libphonenumber-js/max'],
      'src/schema/socket.ts': [
        "import { useServer } from 'graphql-ws/use/ws';\nimport fastify from '@as-integrations/fastify';",
        'names graphql-ws/use/ws',
        'names @as-integrations/fastify',
      ],
      'src/model/text.ts': ["import { camelCase } from 'lodash';", 'names lodash, which has no floor yet'],
    },
    fine: {
      'src/upstream/client.ts': "import got, { type Got } from 'got';\nimport { Agent } from 'node:http';",
      'src/config/config.ts': "import { z } from 'zod';",
      'src/schema/scalar.ts': "import 'reflect-metadata';\nimport { GraphQLError } from 'graphql';",
      'src/server/server.ts': "import cors from '@fastify/cors';\nimport { x } from '@apollo/server/plugin/disabled';",
      'src/model/money.ts': "import { isIP } from 'node:net';\nimport { parse } from 'libphonenumber-js/max';",
      'src/model/cost.ts': "export function countDays(id: string, from: string, got = 'got'): number {}",
    },
  },
  'a file has 250 lines at most': {
    breaking: { 'src/domain/client.ts': [lines(251), 'has 251 lines'] },
    fine: { 'src/domain/client.ts': lines(250), 'src/schema/generated/operation.ts': lines(251) },
  },
  'a file is named for what is in it': {
    breaking: {
      'src/domain/utils.ts': ['', 'is named utils'],
      'src/upstream/retry-helper.ts': ['', 'is named retry-helper'],
      'src/common/money.ts': ['', 'is named common'],
      'src/model/types.ts': ['', 'is named types'],
      'src/store/managers/memory.ts': ['', 'is named managers'],
    },
    fine: { 'src/model/service-type.ts': '', 'src/domain/uncommon.ts': '' },
  },
  'a name is in kebab-case': {
    breaking: {
      'src/model/pingTask.ts': ['', 'is named pingTask'],
      'src/backends/WispHub/client.ts': ['', 'is named WispHub'],
      'src/upstream/rate_limit.ts': ['', 'is named rate_limit'],
    },
    fine: { 'src/emulator/wisphub/v1/ping-task.ts': '', 'src/config/config.ts': '' },
  },
  'nothing escapes the compiler': {
    breaking: {
      'src/model/a.ts': ['const a: any = 1;', 'has any'],
      'src/model/b.ts': ['const b = a as any;', 'has any'],
      'src/model/c.ts': ['const c: readonly any[] = [];', 'has any'],
      'src/model/d.ts': ['type D = Record<string, any>;', 'has any'],
      'src/model/e.ts': ['// @ts-ignore\nconst e = 1;', 'has @ts-ignore'],
      'src/model/f.ts': ['// @ts-expect-error\nconst f: any = 1;', 'has any', 'has @ts-expect-error'],
      'src/model/g.ts': ['// biome-ignore lint: no\nconst g = 1;', 'has biome-ignore'],
    },
    fine: {
      'src/model/a.ts': '/** A field: any value or none. */\nconst a = Promise.any(all);',
      'src/model/b.ts': "const b = { description: 'Status: any of these.', any: true };",
      'src/model/c.ts': 'const c = `one of: any`;\nconst company = z.any();',
      'src/model/d.ts': "const d = text.replace(/['`]/g, '');\nconst e = 'any as any';",
    },
  },
  'exports have names': {
    breaking: {
      'src/model/a.ts': ['export default class A {}', 'has a default export'],
      'src/model/b.ts': ['export { b as default };', 'has a default export'],
    },
    fine: { 'src/model/a.ts': "export const a = 1; // not export default\nconst text = 'export default';" },
  },
};

describe('the rules of the floors', () => {
  it.each(Object.entries(examples))('%s: is seen to fail, by name', (rule, { breaking }) => {
    const sources = Object.entries(breaking).map(([path, [source]]) => [path, source]);
    const expected = Object.entries(breaking).flatMap(([path, [, ...found]]) =>
      found.map((what) => `${path}: ${what}`),
    );
    expect(findBreaks(rule as RuleName, Object.fromEntries(sources))).toEqual(expected);
  });

  it.each(Object.entries(examples))('%s: lets through what keeps it', (rule, { fine }) => {
    expect(findBreaks(rule as RuleName, fine)).toEqual([]);
  });

  it('find a test that mirrors no source', () => {
    const tree = { 'src/model/money.ts': '', 'test/model/monny.test.ts': '', 'test/upstream/client.test.ts': '' };
    expect(findTestsWithoutTwin(tree)).toEqual(['test/model/monny.test.ts', 'test/upstream/client.test.ts']);
  });

  it('let a test mirror a file, a folder or the whole', () => {
    const tests = ['test/model/money.test.ts', 'test/backends/wispro.test.ts', 'test/gateway/start.test.ts'];
    const all = [
      'src/model/money.ts',
      'src/backends/wispro/index.ts',
      ...tests,
      'test/schema.test.ts',
      'test/floors.ts',
    ];
    expect(findTestsWithoutTwin(Object.fromEntries(all.map((path) => [path, ''])))).toEqual([]);
  });
});

describe('this tree', () => {
  const tree = readTree();

  it('is really read', () => {
    expect(Object.keys(tree)).toEqual(
      expect.arrayContaining(['src/main.ts', 'src/upstream/client.ts', 'test/floors.ts']),
    );
    expect(tree['src/main.ts']).not.toBe('');
  });

  it.each(ruleNames)('%s', (rule) => {
    expect(findBreaks(rule, tree)).toEqual([]);
  });

  it('a test mirrors a source file or folder', () => {
    expect(findTestsWithoutTwin(tree)).toEqual([]);
  });
});
