import { z } from 'zod';
import type { VariableDescription } from '../../backends/environment.js';
import { describeBackends } from '../../backends/index.js';
import { backends } from '../../model/backend.js';
import { describeConfiguration } from '../config.js';
import { count } from '../limits.js';

/** Setting of a tenant, and the environment variable whose meaning and rules it has. */
export interface Setting {
  /** In the file. */
  readonly path: readonly string[];
  readonly variable: string;
  readonly isSecret: boolean;
  /** True for lists of files, each `PATH` or `CLIENT=PATH`. */
  readonly isManifest: boolean;
}

/** Variables that a tenant may have of its own, by group: a setting is called as its variable is, without the group's word. */
const groups = {
  auth: { word: 'JWT', names: ['JWT_SECRET', 'JWT_JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE', 'GATEWAY_SECRET'] },
  limits: {
    word: null,
    names: [
      ...['COST_PER_MINUTE', 'MAX_COST', 'LOOKUP_MISSES_PER_MINUTE', 'LOOKUP_MISSES_PER_DAY'],
      ...['ZONE_PING_CLIENTS', 'ZONE_PINGS_AT_ONCE', 'ZONE_PINGS_PER_MINUTE'],
      ...['MAX_PENDING_WEBHOOKS', 'MAX_DEAD_WEBHOOKS', 'MAX_WEBHOOK_DAYS'],
    ],
  },
  documents: {
    word: null,
    names: ['TRUSTED_DOCUMENTS', 'TRUSTED_DOCUMENTS_MANIFEST', 'MCP', 'MCP_MANIFEST'],
  },
  webhooks: {
    word: 'WEBHOOK',
    names: ['WEBHOOK_URLS', 'WEBHOOK_SECRET', 'WEBHOOK_EVENTS', 'WEBHOOK_ALLOW_PRIVATE'],
  },
} as const;

const described: ReadonlyMap<string, VariableDescription> = new Map(
  describeConfiguration().map((variable) => [variable.name, variable]),
);

/** Each setting that is an environment variable. `timeZone` is not: it stands for those of the back ends. */
export const settings: readonly Setting[] = [
  toSetting('COUNTRY', []),
  ...Object.entries(groups).flatMap(([group, { word, names }]) => names.map((name) => toSetting(name, [group], word))),
  ...describeBackends().map(({ name }) => {
    const backend = backends.find((each) => name.split('_').includes(each));
    return backend === undefined ? toSetting(name, []) : toSetting(name, ['backends', backend.toLowerCase()], backend);
  }),
];

const dnsLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Addresses that an `img` shows within the policy of the page. */
const isLogo = /^(?:https:\/\/[^\s"'<>]+|data:image\/(?:png|jpeg|webp|gif|svg\+xml);base64,[A-Za-z0-9+/]+={0,2})$/;

const Value = z.union([z.string().min(1), z.number(), z.boolean()]);

/** Several are written as a list, or in one text as the variable has them. */
const Values = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** One ISP. Values are checked by the rules of their variables. */
export const Tenant = z
  .strictObject({
    id: z
      .string()
      .regex(dnsLabel, 'must be a DNS label: up to 63 small letters, digits and hyphens')
      .describe('Name in tokens, ids, logs and metrics: a DNS label. Never given to another ISP.'),
    name: z.string().min(1).max(100).describe('Name for people.'),
    timeZone: z
      .string()
      .min(1)
      .optional()
      .describe("Time zone of all back ends that have none of their own. Default: the country's."),
    weight: count(1, 100)
      .optional()
      .meta({ default: 1 })
      .describe(
        'Its part of the process while there is too much to do: one of weight 2 has twice that of one of weight 1.',
      ),
    ...shapeOf([]),
    backends: z
      .strictObject(
        Object.fromEntries(backends.map((name) => [name.toLowerCase(), group(['backends', name.toLowerCase()])])),
      )
      .describe('At least one.'),
    ...Object.fromEntries(Object.keys(groups).map((name) => [name, group([name])])),
    branding: z
      .strictObject({
        name: z.string().min(1).max(100).optional().describe("Default: the tenant's name."),
        colour: z
          .string()
          .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #0a7d3c')
          .optional(),
        logo: z
          .string()
          .max(16_000, 'must be no longer than 16000 characters')
          .regex(isLogo, 'must be an https URL, or a data URL of a picture in base64')
          .optional(),
      })
      .optional()
      .describe('Look of the console.'),
  })
  .meta({ id: 'Tenant' });

/** A file: one tenant, or several. */
export const TenantFile = z.union([Tenant, z.strictObject({ tenants: z.array(Tenant).min(1) })]);

/** JSON Schema of a file, by which editors complete and check it. */
export function describeTenantFile(): object {
  return { title: 'Tenants of isp-gateway', ...z.toJSONSchema(TenantFile) };
}

function group(path: readonly string[]) {
  return z.strictObject(shapeOf(path)).optional();
}

function shapeOf(path: readonly string[]): Readonly<Record<string, z.ZodType>> {
  const own = settings.filter(
    (setting) => setting.path.length === path.length + 1 && path.every((word, index) => setting.path[index] === word),
  );
  return Object.fromEntries(
    own.map((setting) => {
      const { meaning = '', byDefault = null } = described.get(setting.variable) ?? {};
      const advice = setting.isSecret ? ' Written as `env:NAME` or `file:PATH`.' : '';
      const shape = (isList(setting) ? Values : Value).optional().describe(`${meaning}${advice}`);
      return [setting.path.at(-1) ?? '', byDefault === null ? shape : shape.meta({ default: byDefault })];
    }),
  );
}

function isList({ variable }: Setting): boolean {
  return /^WEBHOOK_(?:URLS|EVENTS)$|MANIFEST$/.test(variable);
}

function toSetting(variable: string, path: readonly string[], word: string | null = null): Setting {
  const words = variable.split('_').filter((each) => each !== word);
  const name = words.map((each, index) => (index === 0 ? each.toLowerCase() : each[0] + each.slice(1).toLowerCase()));
  return {
    path: [...path, name.join('').replace('timezone', 'timeZone')],
    variable,
    isSecret: /(?:PASSWORD|API_KEY|TOKEN|SECRET)$/.test(variable),
    isManifest: /MANIFEST$/.test(variable),
  };
}
