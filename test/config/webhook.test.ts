import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/config.js';
import { webhookTypes } from '../../src/model/webhook.js';

const good = {
  WISPHUB_URL: 'https://hub.example',
  WISPHUB_USERNAME: 'gateway',
  WISPHUB_PASSWORD: 'planted-password',
  JWT_SECRET: 'planted-jwt-secret-of-at-least-32-bytes',
};
const secretOf = (bytes: number): string => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
const webhooks = { WEBHOOK_URLS: 'https://planted.test.example/hook?token=planted', WEBHOOK_SECRET: secretOf(24) };

/** What is said of an environment: nothing when it is accepted. */
function issuesOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig({ ...good, ...environment });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).not.toMatch(/planted|whsec_[A-Za-z0-9]{4}/);
    return error.issues;
  }
}

describe('webhooks', () => {
  it('are none without an endpoint, whatever else is set', () => {
    expect(readConfig(good).webhooks).toBeNull();
    expect(readConfig({ ...good, WEBHOOK_SECRET: secretOf(24), WEBHOOK_EVENTS: 'ping.completed' }).webhooks).toBeNull();
  });

  it('go to every endpoint once, signed with every secret', () => {
    const urls = ['https://one.example/hook', 'https://two.example:8443/a?b=c'];
    expect(
      readConfig({
        ...good,
        WEBHOOK_URLS: ` ${urls[0]} , ${urls[1]},${urls[0]}`,
        WEBHOOK_SECRET: `${secretOf(24)}  ${secretOf(64)}`,
        WEBHOOK_EVENTS: 'ticket.created, ping.completed',
        MAX_WEBHOOK_DAYS: '2',
      }).webhooks,
    ).toEqual({
      urls,
      keys: [Buffer.alloc(24, 7), Buffer.alloc(64, 7)],
      types: new Set(['ping.completed', 'ticket.created']),
      allowPrivate: false,
      limits: { maxPending: 10_000, maxEnded: 1_000, maxAgeMs: 172_800_000 },
    });
    expect(readConfig({ ...good, ...webhooks }).webhooks?.types).toEqual(new Set(webhookTypes));
  });

  it('need a secret in the form of Standard Webhooks', () => {
    const missing = ['WEBHOOK_SECRET is not set, which WEBHOOK_URLS needs'];
    expect(issuesOf({ WEBHOOK_URLS: webhooks.WEBHOOK_URLS })).toEqual(missing);
    const malformed = [expect.stringMatching(/^WEBHOOK_SECRET must be whsec_ and the base64 of 24 to 64 bytes/)];
    for (const WEBHOOK_SECRET of ['planted', secretOf(23), secretOf(65), `${secretOf(24)},${secretOf(24)}`, 'whsec_é'])
      expect(issuesOf({ ...webhooks, WEBHOOK_SECRET })).toEqual(malformed);
  });

  it.each([
    'http://planted.test.example/',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://10.1.2.3/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00::1]/',
    'https://169.254.169.254/latest',
    'https://redis:6379/',
    'https://user:planted@test.example/',
    'ftp://test.example/',
    'planted',
  ])('are not sent to %s', (url) => {
    const issues = [
      'WEBHOOK_URLS, entry 2: must be an https URL of a public host without credentials (or set WEBHOOK_ALLOW_PRIVATE)',
    ];
    expect(issuesOf({ ...webhooks, WEBHOOK_URLS: `https://test.example,${url}` })).toEqual(issues);
  });

  it('are sent to private addresses where that is allowed', () => {
    const allowed = { ...webhooks, WEBHOOK_ALLOW_PRIVATE: 'true' };
    expect(issuesOf({ ...allowed, WEBHOOK_URLS: 'http://n8n:5678/webhook/planted,https://10.0.0.1' })).toEqual([]);
    for (const WEBHOOK_URLS of ['ftp://n8n/', 'http://user:planted@n8n/', 'planted'])
      expect(issuesOf({ ...allowed, WEBHOOK_URLS })).toEqual([
        'WEBHOOK_URLS, entry 1: must be an http or https URL without credentials',
      ]);
    expect(issuesOf({ ...webhooks, WEBHOOK_ALLOW_PRIVATE: 'yes' })).toEqual([
      'WEBHOOK_ALLOW_PRIVATE must be true or false',
    ]);
  });

  it('are of known types, and not without number', () => {
    for (const WEBHOOK_EVENTS of ['ping.finished', ',', 'ping.completed;ticket.created'])
      expect(issuesOf({ ...webhooks, WEBHOOK_EVENTS })).toEqual([
        expect.stringMatching(/^WEBHOOK_EVENTS must be some of ping.completed, ticket.created, outage.raised/),
      ]);
    for (const WEBHOOK_URLS of [',', Array.from({ length: 11 }, (_, index) => `https://${index}.example`).join(',')])
      expect(issuesOf({ ...webhooks, WEBHOOK_URLS })).toEqual([
        'WEBHOOK_URLS must be 1 to 10 URLs, separated by commas',
      ]);
  });
});
