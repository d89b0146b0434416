import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** Path from the top of the repository -> source text. Only the paths of tests are read, so their text may be empty. */
export type Tree = Readonly<Record<string, string>>;

interface Import {
  readonly specifier: string;
  /** Path of the imported file; null for a package. */
  readonly target: string | null;
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** The text with comments and the insides of strings blanked. */
  readonly code: string;
  readonly imports: readonly Import[];
}

type Rule = (file: SourceFile, tree: Tree) => readonly string[];

/** Below each floor, by path under src/: what its files may import. The emulator has a rule of its own. */
const reach: Readonly<Record<string, readonly string[]>> = {
  model: ['model/'],
  client: ['client/'],
  upstream: ['upstream/', 'model/'],
  store: ['store/', 'model/'],
  backends: ['backends/', 'upstream/', 'model/'],
  domain: ['domain/', 'store/', 'backends/', 'upstream/', 'model/'],
  schema: ['schema/', 'domain/', 'model/'],
  server: ['server/', 'schema/', 'domain/', 'model/', 'upstream/call.ts'],
  web: ['web/', 'client/'],
  config: ['config/', 'backends/', 'model/'],
  tenant: ['tenant/', 'config/', 'server/', 'domain/', 'backends/', 'store/', 'upstream/', 'model/'],
  main: ['tenant/', 'config/', 'server/', 'schema/', 'domain/', 'backends/', 'store/', 'upstream/', 'model/'],
  cli: ['cli/', 'main.ts', 'config/', 'server/', 'schema/', 'backends/', 'store/', 'model/'],
};

/** Who may start made-up back ends. */
const emulatorUsers: ReadonlySet<string> = new Set(
  ['example', 'gateway', 'tenants'].map((name) => `src/cli/demo/${name}.ts`),
);

/** The floors of each package, by path under src/. A new package is one line here. */
const homes: Readonly<Record<string, readonly string[]>> = {
  'libphonenumber-js': ['model/'],
  luxon: ['model/'],
  'date-holidays': ['model/'],
  got: ['upstream/'],
  'node:http': ['upstream/', 'server/', 'emulator/'],
  'node:https': ['upstream/', 'server/', 'emulator/'],
  ioredis: ['store/'],
  bullmq: ['store/'],
  lmdb: ['store/'],
  'lru-cache': ['store/', 'domain/', 'server/'],
  'p-limit': ['domain/'],
  zod: ['backends/', 'config/', 'server/'],
  yaml: ['config/'],
  dataloader: ['domain/'],
  'type-graphql': ['schema/'],
  'graphql-scalars': ['schema/'],
  'reflect-metadata': ['schema/'],
  'class-validator': ['schema/'],
  graphql: ['schema/', 'server/', 'tenant/', 'client/', 'web/graphiql/'],
  'graphql-jit': ['server/'],
  'graphql-ws': ['server/', 'client/'],
  preact: ['web/console/'],
  '@preact/*': ['web/console/'],
  'oidc-client-ts': ['web/console/'],
  graphiql: ['web/graphiql/'],
  '@graphiql/*': ['web/graphiql/'],
  react: ['web/graphiql/'],
  'react-dom': ['web/graphiql/'],
  ws: ['server/'],
  '@apollo/server': ['server/'],
  '@as-integrations/*': ['server/'],
  fastify: ['server/'],
  '@fastify/*': ['server/'],
  '@modelcontextprotocol/sdk': ['server/'],
  jsonwebtoken: ['server/'],
  'jwks-rsa': ['server/'],
  'rate-limiter-flexible': ['store/'],
  pino: ['server/'],
  'prom-client': ['server/'],
  '@opentelemetry/*': ['server/'],
};

/** Tests of the whole: they mirror no source. A folder ends with a slash. */
const testsWithoutTwin = [
  'test/floors.test.ts',
  'test/tree.test.ts',
  'test/schema.test.ts',
  'test/deployment.test.ts',
  'test/kubernetes.test.ts',
  'test/operations.test.ts',
  'test/proxy.test.ts',
  'test/regexps.long.test.ts',
  'test/supply-chain.test.ts',
  'test/docs.long.test.ts',
  'test/docs/',
  'test/gateway/',
  'test/bench/',
  'test/clients/',
];

/** The type `any` in code: not the word in a name, as a key or as a method. */
const anyType = /(?<![.\w$])any\b(?!\s*[:(])/;
const switchedOff = /@ts-(?:ignore|expect-error|nocheck)|biome-ignore/;

/** Each answers what is wrong with one file, and nothing when all is well. */
export const rules = {
  'a file imports its own floor and those below': ({ path, imports }) => {
    const floor = floorOf(path);
    if (floor === 'emulator') return [];
    const allowed = reach[floor];
    if (allowed === undefined) return [`is on no floor: ${floor}`];
    return imports
      .filter(({ target }) => target !== null && floorOf(target) !== 'emulator')
      .filter(({ target }) => !isUnder(target, allowed))
      .map(({ target }) => `imports ${target}`);
  },

  'a back end is imported by the registry alone': ({ path, imports }) =>
    imports
      .filter(({ target }) => {
        const folder = backendFolder(target);
        return folder !== null && folder !== backendFolder(path) && path !== 'src/backends/index.ts';
      })
      .map(({ target }) => `imports ${target}`),

  'the emulator is used by the command alone and uses nothing of the gateway': ({ path, imports }) =>
    imports
      .filter(({ target }) => {
        if (target === null) return false;
        if (floorOf(path) === 'emulator') return floorOf(target) !== 'emulator';
        return floorOf(target) === 'emulator' && !emulatorUsers.has(path);
      })
      .map(({ target }) => `imports ${target}`),

  'a package is named on its floor alone': ({ path, imports }) =>
    imports.flatMap(({ specifier, target }) => {
      if (target !== null) return [];
      const home = homeOf(specifier);
      if (home === undefined) return [`names ${specifier}, which has no floor yet`];
      return home === 'any floor' || isUnder(path, home) ? [] : [`names ${specifier}`];
    }),

  'a file has 250 lines at most': ({ path, text }) => {
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    return lines > 250 && !path.split('/').includes('generated') ? [`has ${lines} lines`] : [];
  },

  'a file is named for what is in it': ({ path }) =>
    namesIn(path)
      .filter((name) => /^(.+-)?(utils?|helpers?|common|types|managers?)$/i.test(name))
      .map((name) => `is named ${name}`),

  'a name is in kebab-case': ({ path }) =>
    namesIn(path)
      .filter((name) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
      .map((name) => `is named ${name}`),

  'nothing escapes the compiler': ({ text, code }) =>
    [code.match(anyType), text.match(switchedOff)].flatMap((found) => (found === null ? [] : [`has ${found[0]}`])),

  'exports have names': ({ code }) =>
    /\bexport\s+default\b|\bas\s+default\b/.test(code) ? ['has a default export'] : [],
} satisfies Readonly<Record<string, Rule>>;

/** What breaks one rule, as `path: what`. */
export function findBreaks(rule: keyof typeof rules, tree: Tree): readonly string[] {
  const check: Rule = rules[rule];
  return Object.entries(tree)
    .filter(([path]) => path.startsWith('src/'))
    .flatMap(([path, text]) => check(readSource(path, text), tree).map((what) => `${path}: ${what}`));
}

/** The tests that mirror neither a source file nor a folder of them. */
export function findTestsWithoutTwin(tree: Tree): readonly string[] {
  const paths = Object.keys(tree);
  return paths
    .filter((path) => path.endsWith('.test.ts') && !isListed(path, testsWithoutTwin))
    .filter((path) => {
      const twin = path.replace(/^test\//, 'src/').replace(/(?:\.long)?\.test\.ts$/, '');
      return !paths.some((source) => source === `${twin}.ts` || source.startsWith(`${twin}/`));
    });
}

function readSource(path: string, text: string): SourceFile {
  return { path, text, code: blank(text, 'comments and strings'), imports: readImports(path, blank(text, 'comments')) };
}

export function readImports(path: string, text: string): readonly Import[] {
  const statements = /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w$*{][^'"`;]*?\s*from\s*)?(['"])([^'"\n]+)\2/gm;
  const calls = /\b(?:import|require)\s*\(\s*(['"`])([^'"`\n]+)\1/g;
  return [
    ...[...text.matchAll(statements)].map((match) => toImport(path, match[3] ?? '')),
    ...[...text.matchAll(calls)].map((match) => toImport(path, match[2] ?? '')),
  ];
}

function toImport(path: string, specifier: string): Import {
  const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts') : null;
  return { specifier, target };
}

/** Blanks with spaces, so that a string or comment that speaks of code is not taken for it. */
export function blank(text: string, what: 'comments' | 'comments and strings'): string {
  const comment = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/;
  const quoted = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/;
  const pattern = /(?<=(?:[(,=:[!&|?{};>]|\breturn|^)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//;
  const token = new RegExp([comment, quoted, pattern].map(({ source }) => source).join('|'), 'gm');
  return text.replace(token, (found) =>
    what === 'comments' && !/^\/[*/]/.test(found) ? found : found.replace(/[^\n]/g, ' '),
  );
}

/** `src/upstream/call.ts` -> `upstream`, `src/main.ts` -> `main`, outside src -> the path. */
function floorOf(path: string): string {
  const match = /^src\/([^/]+?)(?:\.ts$|\/)/.exec(path);
  return match?.[1] ?? path;
}

function backendFolder(path: string | null): string | null {
  return /^src\/backends\/([^/]+)\//.exec(path ?? '')?.[1] ?? null;
}

function homeOf(specifier: string): readonly string[] | 'any floor' | undefined {
  const [first = '', second = ''] = specifier.split('/');
  if (first.startsWith('node:')) return homes[first] ?? 'any floor';
  return first.startsWith('@') ? (homes[`${first}/${second}`] ?? homes[`${first}/*`]) : homes[first];
}

function isUnder(path: string | null, places: readonly string[]): boolean {
  return isListed(
    path ?? '',
    places.map((place) => `src/${place}`),
  );
}

function isListed(path: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
}

/** Every folder and the file, without `src` and the ending. */
function namesIn(path: string): readonly string[] {
  return path
    .replace(/\.tsx?$/, '')
    .split('/')
    .slice(1);
}

/** The source and the tests of this repository. */
export function readTree(): Tree {
  const top = new URL('../', import.meta.url);
  const paths = ['src', 'test'].flatMap((folder) =>
    readdirSync(new URL(folder, top), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  );
  return Object.fromEntries(
    paths.filter((path) => /\.tsx?$/.test(path)).map((path) => [path, readFileSync(new URL(path, top), 'utf8')]),
  );
}
