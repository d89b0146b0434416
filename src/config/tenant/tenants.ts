import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { z } from 'zod';
import type { Environment } from '../../backends/environment.js';
import { readConfig } from '../config.js';
import { type Config, ConfigError, type TenantSettings, type TenantSource } from '../settings.js';
import { settings, Tenant } from './definition.js';
import { isOwn, toEnvironment } from './environment.js';
import { describeIssues } from './issue.js';
import { listFiles, type Path, readYaml, type YamlFile } from './yaml-file.js';

const known: ReadonlySet<string> = new Set(settings.map(({ variable }) => variable));

/** The configuration of a process for one ISP, or with TENANTS for several. @throws {ConfigError} with every fault of all of it. */
export function readInstallation(environment: Environment): Config {
  const { TENANTS: path } = environment;
  if (path === undefined || path === '') return readConfig(environment);
  const misplaced = Object.keys(environment).filter(
    (name) => environment[name] !== '' && isOwn(name) && known.has(name),
  );
  const issues = misplaced.map((name) => `${name} is set beside TENANTS: each of them has its own`);
  const shared = Object.fromEntries(Object.entries(environment).filter(([name]) => !misplaced.includes(name)));
  const source: TenantSource = {
    path,
    claim: environment.TENANT_CLAIM || 'tenant',
    read: () => readTenants(path, shared),
  };
  const config = collect(issues, () => readConfig(shared, source));
  collect(issues, source.read);
  if (config === null || issues.length > 0) throw new ConfigError(issues);
  return config;
}

/** One of the ISPs of an environment, and the claim by which tokens name it. @throws {ConfigError} @throws {Error} there is no such one. */
export function findTenant(environment: Environment, id: string): TenantSettings & { readonly claim: string } {
  const { tenants } = readInstallation(environment);
  const found = tenants?.read().find((tenant) => tenant.id === id);
  if (tenants === null || found === undefined) throw new Error('TENANTS names no tenant of this id.');
  return { ...found, claim: tenants.claim };
}

/** One that a file describes, and where. */
interface Place {
  readonly file: YamlFile;
  readonly top: Path;
  readonly value: unknown;
}

/** @throws {ConfigError} with every issue by file and line. */
function readTenants(path: string, environment: Environment): readonly TenantSettings[] {
  const files = listFiles(path)?.map(readYaml);
  if (files === undefined) throw new ConfigError(['TENANTS names a file or folder that cannot be read']);
  const issues = files.flatMap((file) => file.issues);
  const places = files.filter((file) => file.issues.length === 0).flatMap(placesIn);
  if (places.length === 0 && issues.length === 0) issues.push(`TENANTS: there is no tenant in ${basename(path)}`);
  const tenants = places.flatMap((place) => readTenant(place, environment, issues) ?? []);
  for (const [index, { id, place }] of tenants.entries()) {
    if (tenants.findIndex((other) => other.id === id) < index)
      issues.push(place.file.locate([...place.top, 'id'], 'id is that of another tenant'));
  }
  if (issues.length > 0) throw new ConfigError(issues);
  return tenants.map(({ place: _, ...tenant }) => tenant);
}

function placesIn(file: YamlFile): readonly Place[] {
  const { value } = file;
  const isList = typeof value === 'object' && value !== null && 'tenants' in value;
  if (!isList) return [{ file, top: [], value }];
  const { tenants } = value as { readonly tenants: unknown };
  if (!Array.isArray(tenants)) return [{ file, top: ['tenants'], value: tenants }];
  return tenants.map((tenant, index) => ({ file, top: ['tenants', index], value: tenant }));
}

/** @returns null when it is not usable; `issues` then say why. */
function readTenant(place: Place, environment: Environment, issues: string[]) {
  const { file, top } = place;
  const { data, error } = Tenant.safeParse(place.value);
  if (data === undefined) {
    issues.push(...describeIssues(error, file, top));
    return null;
  }
  const allowsInline = environment.TENANTS_INLINE_SECRETS === 'true';
  const own = toEnvironment(data, file, top, { environment, allowsInline });
  const found: string[] = [...own.issues];
  const missing = Object.values(data.backends).every((settings) => settings === undefined);
  if (missing) found.push(file.locate([...top, 'backends'], 'backends must have at least one'));
  const hasValues = own.issues.length === 0 && !missing;
  const config = hasValues ? collect(found, () => readConfig(own.environment), own.translate) : null;
  issues.push(...found);
  return config === null ? null : { place, ...toSettings(data, config, own.environment) };
}

function toSettings(
  { id, name, branding = {}, weight = 1 }: z.output<typeof Tenant>,
  config: Config,
  own: Environment,
) {
  const { trustedDocuments, mcp } = config;
  const content = JSON.stringify([id, name, branding, weight, Object.entries(own).sort(), trustedDocuments, mcp]);
  return { id, name, branding, weight, config, fingerprint: createHash('sha256').update(content).digest('base64url') };
}

/** @returns null when what is read is not usable; `issues` then say why. */
function collect<Value>(
  issues: string[],
  read: () => Value,
  translate = (issue: string): string => issue,
): Value | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    issues.push(...error.issues.map(translate));
    return null;
  }
}
