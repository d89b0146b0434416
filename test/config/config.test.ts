import { describe, expect, it } from 'vitest';
import { type Config, ConfigError, describeConfiguration, readConfig } from '../../src/config/config.js';

const wispHub = {
  WISPHUB_URL: 'https://hub.example',
  WISPHUB_USERNAME: 'gateway',
  WISPHUB_PASSWORD: 'planted-password',
};
const wispro = { WISPRO_MERCHANT: 'mi-isp', WISPRO_TOKEN: 'planted-token' };
const good = { ...wispHub, JWT_SECRET: 'planted-jwt-secret-of-at-least-32-bytes' };

/** What is said of an environment; null when it is accepted. */
function issuesOf(environment: Readonly<Record<string, string | undefined>>): readonly string[] | null {
  try {
    readConfig(environment);
    return null;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).not.toContain('planted');
    expect(error.message.split('\n')).toHaveLength(error.issues.length + 1);
    return error.issues;
  }
}

/** The names that an environment's faults begin with. */
const blamed = (environment: Readonly<Record<string, string>>): readonly string[] =>
  (issuesOf(environment) ?? []).map((issue) => issue.split(' ')[0] ?? '');

describe('the operator’s console', () => {
  const provider = { JWT_JWKS_URL: 'https://id.example/jwks', GATEWAY_SECRET: good.JWT_SECRET };
  const signIn = { OIDC_ISSUER: 'https://id.example/isp', OIDC_CLIENT_ID: 'console' };

  it('takes pasted tokens unless there is an identity provider', () => {
    expect(readConfig({ ...good, CONSOLE: 'true' }).console).toEqual({ identityProvider: null });
    expect(readConfig({ ...wispHub, ...provider, ...signIn, CONSOLE: 'true' }).console).toEqual({
      identityProvider: {
        issuer: signIn.OIDC_ISSUER,
        clientId: 'console',
        scope: expect.stringMatching(/^openid .*clients:read/),
      },
    });
  });

  it('signs nobody in whose token would not be taken', () => {
    expect(blamed({ ...good, ...signIn })).toEqual(['JWT_JWKS_URL']);
    expect(blamed({ ...wispHub, ...provider, OIDC_ISSUER: signIn.OIDC_ISSUER })).toEqual(['OIDC_CLIENT_ID']);
    expect(blamed({ ...wispHub, ...provider, OIDC_CLIENT_ID: 'console' })).toEqual(['OIDC_ISSUER']);
  });
});

describe('the defaults', () => {
  const config = readConfig(good);

  it('are those of the contract', () => {
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      jwt: { secret: good.JWT_SECRET, issuer: undefined, audience: 'isp-gateway' },
      store: { redisUrl: null, redisReplicas: null, dataDir: null },
      corsOrigins: ['', ':3000', ':8080', ':8081', ':8082'].map((port) => `http://localhost${port}`),
      isExplorer: false,
      console: null,
      logLevel: 'info',
    } satisfies Partial<Config>);
  });

  it('hold for what is set to nothing as well', () => {
    const names = [
      'HOST',
      'PORT',
      'JWT_ISSUER',
      'JWT_AUDIENCE',
      'CORS_ORIGINS',
      'EXPLORER',
      'LOG_LEVEL',
      'WISPHUB_DIALECT',
      'REDIS_URL',
      'REDIS_REPLICAS',
      'DATA_DIR',
    ];
    const empty = Object.fromEntries(names.map((name) => [name, '']));
    expect({ ...readConfig({ ...good, ...empty }), backends: [] }).toEqual({ ...config, backends: [] });
  });
});

describe('the description of the configuration', () => {
  it('says of every variable what it is for, and of none twice', () => {
    const described = describeConfiguration();
    const names = described.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(described.filter(({ meaning }) => meaning === '').map(({ name }) => name)).toEqual([]);
    expect(described).toContainEqual({
      name: 'WISPRO_PROMISE_MAX_DAYS',
      byDefault: '15',
      meaning: 'Maximum days until the end of a promise to pay, 1 to 365.',
    });
  });
});

describe('what is set', () => {
  it('is taken', () => {
    const config = readConfig({
      ...good,
      ...wispro,
      HOST: '::',
      PORT: '0',
      JWT_ISSUER: 'https://id.example',
      JWT_AUDIENCE: 'graph',
      CORS_ORIGINS: ' https://app.example ,http://localhost:3000, ',
      EXPLORER: 'true',
      LOG_LEVEL: 'debug',
    });
    expect(config).toMatchObject({
      host: '::',
      port: 0,
      jwt: { issuer: 'https://id.example', audience: 'graph' },
      corsOrigins: ['https://app.example', 'http://localhost:3000'],
      isExplorer: true,
      logLevel: 'debug',
    });
    expect(config.backends).toHaveLength(2);
  });

  it('keeps what outlives a request in Redis, or in a directory', () => {
    const redis = { REDIS_URL: 'rediss://:planted@redis.example:6380/2', REDIS_REPLICAS: '1' };
    expect(readConfig({ ...good, ...redis }).store).toEqual({
      redisUrl: redis.REDIS_URL,
      redisReplicas: 1,
      dataDir: null,
    });
    expect(readConfig({ ...good, DATA_DIR: '/var/lib/gateway' }).store.dataDir).toBe('/var/lib/gateway');
    expect(blamed({ ...good, ...redis, DATA_DIR: '/var/lib/gateway' })).toEqual(['DATA_DIR']);
  });

  it.each([
    ['WispHub by login', wispHub, 1],
    ['WispHub by key', { WISPHUB_URL: 'http://10.0.0.1:8000/', WISPHUB_API_KEY: 'planted-key' }, 1],
    ['WispHub by both', { ...wispHub, WISPHUB_API_KEY: 'planted-key' }, 1],
    ['Wispro by merchant', wispro, 1],
    ['Wispro by address', { WISPRO_URL: 'https://pay.example', WISPRO_TOKEN: 'planted-token' }, 1],
    ['Wispro by its own API', { WISPRO_API_TOKEN: 'planted-key' }, 1],
    ['Wispro by both', { ...wispro, WISPRO_API_TOKEN: 'planted-key' }, 1],
    ['both', { ...wispHub, ...wispro }, 2],
  ])('turns on %s', (_, variables, count) => {
    expect(readConfig({ JWT_SECRET: good.JWT_SECRET, ...variables }).backends).toHaveLength(count);
  });
});

describe('a fault', () => {
  it.each<[string, string]>([
    ['PORT', 'planted'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['REDIS_URL', 'https://planted.example'],
    ['REDIS_URL', 'planted'],
    ['REDIS_REPLICAS', 'planted'],
    ['REDIS_REPLICAS', '-1'],
    ['WISPHUB_URL', 'planted.example'],
    ['WISPHUB_URL', 'ftp://planted.example'],
    ['WISPHUB_DIALECT', 'planted'],
    ['WISPRO_URL', 'javascript:planted'],
    ['WISPRO_MERCHANT', 'planted.example/x'],
    ['WISPRO_MERCHANT', '-planted'],
    ['WISPRO_PROMISES_BY', 'planted'],
    ['WISPRO_PROMISE_KEY', 'planted'],
    ['WISPRO_PROMISE_MAX_DAYS', '0'],
    ['WISPRO_PROMISE_MAX_DAYS', '366'],
    ['WISPRO_PROMISE_MAX_DAYS', 'planted'],
    ['WISPRO_PROMISE_MAX_DAYS', '1.5'],
    ['WISPRO_PROMISE_ONLY_SUSPENDED', 'planted'],
    ['CURRENCY_WISPHUB', 'planted'],
    ['CURRENCY_WISPRO', 'ars'],
    ['TIMEZONE_WISPHUB', 'planted'],
    ['TIMEZONE_WISPRO', 'America/Planted'],
    ['PHONE_COUNTRY_WISPHUB', 'COL'],
    ['PHONE_COUNTRY_WISPRO', 'planted'],
    ['JWT_SECRET', 'planted-of-31-bytes-planted-xxx'],
    ['JWT_SECRET', 'ab1'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://planted.example/'],
    ['CORS_ORIGINS', 'https://app.example,planted'],
    ['CORS_ORIGINS', 'null'],
    ['EXPLORER', 'planted'],
    ['EXPLORER', '1'],
    ['LOG_LEVEL', 'planted'],
  ])('in %s (%s) is named, and its value is not told', (name, value) => {
    expect(blamed({ ...good, ...wispro, [name]: value })).toEqual([name]);
  });

  it.each([
    ['a password without its user', { WISPHUB_USERNAME: '' }, ['WISPHUB_USERNAME']],
    ['a user without a password', { WISPHUB_PASSWORD: '' }, ['WISPHUB_PASSWORD']],
    ['an address without credentials', { WISPHUB_USERNAME: '', WISPHUB_PASSWORD: '' }, ['WISPHUB_URL']],
    [
      'v1 without a login',
      { WISPHUB_DIALECT: 'v1', WISPHUB_USERNAME: '', WISPHUB_PASSWORD: '' },
      ['WISPHUB_USERNAME', 'WISPHUB_PASSWORD'],
    ],
    ['v2 without a key', { WISPHUB_DIALECT: 'v2' }, ['WISPHUB_API_KEY']],
    ['a merchant without a token', { WISPRO_MERCHANT: 'mi-isp' }, ['WISPRO_TOKEN']],
    ['an address of the API without its key', { WISPRO_API_URL: 'https://a.example' }, ['WISPRO_API_TOKEN']],
    ['no secret', { JWT_SECRET: '' }, ['JWT_SECRET']],
  ])('(%s) is named by what is missing', (_, changes, names) => {
    expect(blamed({ ...good, ...changes })).toEqual(names);
  });

  it('does not hide another: all are told together', () => {
    const names = blamed({
      PORT: 'planted',
      LOG_LEVEL: 'planted',
      CORS_ORIGINS: 'planted',
      WISPHUB_URL: 'planted',
      WISPRO_URL: 'planted',
      WISPRO_PROMISE_MAX_DAYS: '0',
      CURRENCY_WISPHUB: 'planted',
    });
    expect([...new Set(names)].sort()).toEqual([
      'CORS_ORIGINS',
      'CURRENCY_WISPHUB',
      'JWT_SECRET',
      'LOG_LEVEL',
      'PORT',
      'WISPHUB_URL',
      'WISPRO_PROMISE_MAX_DAYS',
      'WISPRO_TOKEN',
      'WISPRO_URL',
    ]);
  });

  it('of everything missing names demo, which needs nothing', () => {
    expect(issuesOf({})).toEqual([expect.stringContaining('isp-gateway demo'), expect.stringMatching(/^JWT_SECRET /)]);
  });

  it('is not a stranger in the environment', () => {
    expect(issuesOf({ ...good, PATH: '/bin', PLANTED: 'planted', __proto__: 'x' })).toBeNull();
  });
});
