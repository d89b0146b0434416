import { describe, expect, it } from 'vitest';
import { readWispHubSettings } from '../../../src/backends/wisphub/settings.js';

const url = { WISPHUB_URL: 'https://hub.isp.example/' };
const login = { WISPHUB_USERNAME: 'gateway', WISPHUB_PASSWORD: 'planted-password' };
const key = { WISPHUB_API_KEY: 'planted-key' };

describe('the settings of WispHub', () => {
  it('are none without its address, whatever else is set', () => {
    expect(readWispHubSettings({ ...login, WISPHUB_DIALECT: 'v2' })).toEqual({ settings: null, issues: [] });
  });

  it('hold the credentials that are there, of either kind or both', () => {
    const locality = { country: 'CO', currency: 'COP', timeZone: 'America/Bogota', phoneCountry: 'CO' } as const;
    const common = {
      baseUrl: url.WISPHUB_URL,
      dialect: 'auto',
      locality: { ...locality, isCountryAssumed: true },
      maxTicketsPerZone: 3,
      promisePolicy: { maxDays: 15, onlySuspended: true },
    };
    const credentials = { username: 'gateway', password: 'planted-password' };
    expect(readWispHubSettings({ ...url, ...login }).settings).toEqual({ ...common, credentials });
    expect(readWispHubSettings({ ...url, ...key }).settings).toEqual({ ...common, apiKey: 'planted-key' });
    expect(readWispHubSettings({ ...url, ...login, ...key, WISPHUB_DIALECT: 'v2' }).settings).toEqual({
      ...common,
      dialect: 'v2',
      credentials,
      apiKey: 'planted-key',
    });
  });

  it('hold the dialect that is forced, and the tickets that a zone takes', () => {
    const { settings } = readWispHubSettings({
      ...url,
      ...key,
      WISPHUB_DIALECT: 'native',
      WISPHUB_ZONE_TICKETS: '12',
    });
    expect(settings).toMatchObject({ dialect: 'native', apiKey: 'planted-key', maxTicketsPerZone: 12 });
  });

  it.each([
    [
      'no credentials',
      {},
      [
        'WISPHUB_URL needs WISPHUB_USERNAME and WISPHUB_PASSWORD (dialect v1), or WISPHUB_API_KEY (dialects v2 and native)',
      ],
    ],
    ['a name alone', { WISPHUB_USERNAME: 'x', ...key }, ['WISPHUB_PASSWORD is not set, which WISPHUB_USERNAME needs']],
    ['a password alone', { WISPHUB_PASSWORD: 'x' }, ['WISPHUB_USERNAME is not set, which WISPHUB_PASSWORD needs']],
    [
      'v1 forced without a login',
      { WISPHUB_DIALECT: 'v1', ...key },
      [
        'WISPHUB_USERNAME is not set, which WISPHUB_DIALECT=v1 needs',
        'WISPHUB_PASSWORD is not set, which WISPHUB_DIALECT=v1 needs',
      ],
    ],
    [
      'v2 forced without a key',
      { WISPHUB_DIALECT: 'v2', ...login },
      ['WISPHUB_API_KEY is not set, which WISPHUB_DIALECT=v2 needs'],
    ],
    [
      'v2 forced with half a login',
      { WISPHUB_DIALECT: 'v2', WISPHUB_USERNAME: 'x' },
      [
        'WISPHUB_PASSWORD is not set, which WISPHUB_USERNAME needs',
        'WISPHUB_API_KEY is not set, which WISPHUB_DIALECT=v2 needs',
      ],
    ],
    [
      'a dialect that there is not',
      { WISPHUB_DIALECT: 'v3', ...key },
      ['WISPHUB_DIALECT must be auto, v1, v2 or native'],
    ],
    [
      'native forced without a key',
      { WISPHUB_DIALECT: 'native', ...login },
      ['WISPHUB_API_KEY is not set, which WISPHUB_DIALECT=native needs'],
    ],
    [
      'a limit of tickets that is none',
      { ...key, WISPHUB_ZONE_TICKETS: '0' },
      ['WISPHUB_ZONE_TICKETS must be a whole number from 1 to 1000'],
    ],
  ])('with %s are issues by name', (_, environment, issues) => {
    expect(readWispHubSettings({ ...url, ...environment })).toEqual({ settings: null, issues });
  });
});
