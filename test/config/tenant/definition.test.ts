import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeTenantFile, settings } from '../../../src/config/tenant/definition.js';

describe('the JSON Schema of tenants', () => {
  it('is published as it is now', () => {
    const published = JSON.parse(readFileSync('schema/tenants.schema.json', 'utf8'));
    expect(published).toEqual(JSON.parse(JSON.stringify(describeTenantFile())));
  });

  it('has each setting once, and says that secrets stand elsewhere', () => {
    const paths = settings.map(({ path }) => path.join('.'));
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toEqual(
      expect.arrayContaining(['country', 'auth.jwksUrl', 'backends.wispro.timeZone', 'webhooks.urls']),
    );
    const secrets = settings.filter(({ isSecret }) => isSecret).map(({ path }) => path.join('.'));
    expect(secrets.sort()).toEqual([
      'auth.gatewaySecret',
      'auth.secret',
      'backends.wisphub.apiKey',
      'backends.wisphub.password',
      'backends.wispro.apiToken',
      'backends.wispro.token',
      'webhooks.secret',
    ]);
  });
});
