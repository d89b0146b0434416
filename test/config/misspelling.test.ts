import { describe, expect, it } from 'vitest';
import { describeConfiguration } from '../../src/config/config.js';
import { describeMisspelling, findMisspellings } from '../../src/config/misspelling.js';

const found = (...names: readonly string[]) =>
  findMisspellings(Object.fromEntries(names.map((name) => [name, 'planted']))).map(({ nearest }) => nearest);

describe('a variable that is like one of the gateway’s', () => {
  it.each([
    ['WISPHUB_APIKEY', 'WISPHUB_API_KEY'],
    ['WISPHUB_KEY', 'WISPHUB_API_KEY'],
    ['WISPHUB_PASWORD', 'WISPHUB_PASSWORD'],
    ['WISPHUB_CURRENCY', 'CURRENCY_WISPHUB'],
    ['WISPRO_TOKN', 'WISPRO_TOKEN'],
    ['wisphub_url', 'WISPHUB_URL'],
    ['JWT_SECRETS', 'JWT_SECRET'],
    ['JWTSECRET', 'JWT_SECRET'],
    ['JWT_SERCET', 'JWT_SECRET'],
    ['REDIS_URI', 'REDIS_URL'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['DATADIR', 'DATA_DIR'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['METRIC_TOKEN', 'METRICS_TOKEN'],
    ['EXPLORERS', 'EXPLORER'],
  ])('%s is named with %s', (name, nearest) => {
    expect(found(name)).toEqual([nearest]);
  });

  it('is described without its value', () => {
    const [misspelling] = findMisspellings({ JWT_SECRETS: 'planted' });
    expect(misspelling && describeMisspelling(misspelling)).toBe(
      'JWT_SECRETS is no variable of the gateway and is not read: JWT_SECRET may be meant',
    );
  });
});

describe('a variable that is left alone', () => {
  it('is each of the gateway’s own', () => {
    expect(found(...describeConfiguration().map(({ name }) => name))).toEqual([]);
  });

  it.each([
    ['of a shell', ['PATH', 'HOME', 'HOSTNAME', 'HOSTTYPE', 'SHLVL', 'PWD', 'OLDPWD', 'TERM', 'LANG', 'LC_ALL', '_']],
    ['of Node', ['NODE_ENV', 'NODE_OPTIONS', 'NODE_VERSION', 'NO_COLOR', 'npm_config_cache', 'npm_lifecycle_event']],
    ['of a proxy', ['http_proxy', 'HTTPS_PROXY', 'NO_PROXY']],
    ['of telemetry', ['OTEL_SERVICE_NAME', 'OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_PROTOCOL']],
    ['of a cluster', ['KUBERNETES_SERVICE_HOST', 'REDIS_PORT', 'REDIS_PORT_6379_TCP', 'REDIS_SERVICE_HOST']],
    ['of a service with a back end’s name', ['WISPRO_SERVICE_HOST', 'WISPRO_PORT_80_TCP_ADDR', 'WISPRO_PORT']],
    ['of systemd', ['INVOCATION_ID', 'JOURNAL_STREAM', 'NOTIFY_SOCKET', 'STATE_DIRECTORY', 'LISTEN_FDS']],
    ['of another service', ['POSTGRES_PASSWORD', 'DATABASE_URL', 'REDIS_HOST', 'LOG_FORMAT', 'SMTP_HOST', 'PORTS']],
  ])('is one %s', (_, names) => {
    expect(found(...names)).toEqual([]);
  });
});
