import { describe, expect, it } from 'vitest';
import { readWisproSettings } from '../../../src/backends/wispro/settings.js';

const suricata = { WISPRO_MERCHANT: 'mi-isp', WISPRO_TOKEN: 'planted-token' };
const api = { WISPRO_API_TOKEN: 'planted-key' };
const read = (environment: Readonly<Record<string, string>>) => readWisproSettings(environment).settings;

describe('the settings of Wispro', () => {
  it('are as they were with the token of the integration alone', () => {
    expect(read(suricata)).toMatchObject({
      suricata: { baseUrl: 'https://mi-isp.suricata-wispro.com.ar', token: 'planted-token', promiseKey: 'id' },
      api: undefined,
    });
  });

  it('have its own API instead of the integration, or beside it', () => {
    const own = { baseUrl: 'https://www.cloud.wispro.co', token: 'planted-key' };
    expect(read(api)).toMatchObject({ suricata: undefined, api: own });
    expect(read({ ...suricata, ...api })).toMatchObject({
      suricata: { token: 'planted-token' },
      api: own,
      promisesBy: 'suricata',
    });
    expect(read({ ...suricata, ...api, WISPRO_PROMISES_BY: 'api' })).toMatchObject({ promisesBy: 'api' });
  });

  it.each(['', '/', '/api/v1', '/api/v1/'])('take the address of the API with %s behind it', (end) => {
    const { baseUrl } = read({ ...api, WISPRO_API_URL: `https://wispro.example${end}` })?.api ?? {};
    expect(baseUrl).toBe('https://wispro.example');
  });

  it('are off without either, and lack the key of an address', () => {
    expect(readWisproSettings({})).toEqual({ settings: null, issues: [] });
    expect(readWisproSettings({ WISPRO_API_URL: 'https://wispro.example' }).issues).toEqual([
      'WISPRO_API_TOKEN is not set, which WISPRO_API_URL needs',
    ]);
  });
});
