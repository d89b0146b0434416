import { dirname, resolve } from 'node:path';
import type { Environment } from '../../backends/environment.js';
import { backends } from '../../model/backend.js';
import { type Setting, settings } from './definition.js';
import { resolveValue, type ValueSource } from './secret.js';
import type { Path, YamlFile } from './yaml-file.js';

/** The variables of a tenant. */
export interface TenantEnvironment {
  /** Its own, and those of the process. */
  readonly environment: Environment;
  /** By file and line. */
  readonly issues: readonly string[];
  /** Says of an issue of `readConfig` where it is in the file. */
  translate(issue: string): string;
}

type Tree = Readonly<Record<string, unknown>>;

/** Variables of the process that hold for each tenant that has none of its own. */
const inherited: readonly string[] = settings.map(({ variable }) => variable).filter((name) => !isOwn(name));

/** A tenant with an issuer or a secret of its own takes no tokens of the process's. */
const issuers = ['JWT_SECRET', 'JWT_JWKS_URL'];

/** True for a variable that says which ISP it is: beside TENANTS it means nothing. */
export function isOwn(name: string): boolean {
  return name === 'COUNTRY' || name.startsWith('WEBHOOK_') || backends.some((each) => name.split('_').includes(each));
}

/** @param top where the tenant stands in the file. */
export function toEnvironment(
  tenant: Tree,
  file: YamlFile,
  top: Path,
  source: Omit<ValueSource, 'folder'>,
): TenantEnvironment {
  const folder = dirname(file.path);
  const own: Record<string, string> = {};
  const issues: string[] = [];
  for (const setting of settings) {
    const given = valueAt(tenant, setting.path);
    if (given === undefined) continue;
    const read = toTexts(given, setting).map((text) => resolveValue(text, setting.isSecret, { ...source, folder }));
    const wrong = read.find((each) => 'issue' in each);
    if (wrong !== undefined && 'issue' in wrong)
      issues.push(file.locate([...top, ...setting.path], `${setting.path.join('.')} ${wrong.issue}`));
    const texts = read.flatMap((each) => ('value' in each ? [each.value] : []));
    own[setting.variable] = texts.map((text) => (setting.isManifest ? toAbsolute(text, folder) : text)).join(',');
  }
  const environment = { ...inheritedBy(own, source.environment), ...zonesOf(tenant), ...own };
  return { environment, issues, translate: (issue) => translate(issue, own, file, top) };
}

/** An issue names variables: here they are called as the file calls them. */
function translate(issue: string, own: Environment, file: YamlFile, top: Path): string {
  const named = new Set(issue.match(/[A-Z][A-Z_]*/g));
  const found = settings.filter(({ variable }) => named.has(variable));
  const first = found.find(({ variable }) => own[variable] !== undefined) ?? found[0];
  const text = issue.replace(/[A-Z][A-Z_]*/g, (name) => nameOf(name));
  return file.locate([...top, ...(first?.path ?? [])], text);
}

function nameOf(variable: string): string {
  return settings.find((setting) => setting.variable === variable)?.path.join('.') ?? variable;
}

function inheritedBy(own: Environment, environment: Environment): Environment {
  const hasIssuer = issuers.some((name) => own[name] !== undefined);
  const names = hasIssuer ? inherited.filter((name) => ![...issuers, 'JWT_ISSUER'].includes(name)) : inherited;
  return Object.fromEntries(names.map((name) => [name, environment[name]]).filter(([, value]) => value !== undefined));
}

/** The zone of the tenant is that of each of its back ends. */
function zonesOf({ timeZone }: Tree): Environment {
  if (timeZone === undefined) return {};
  return Object.fromEntries(backends.map((name) => [`TIMEZONE_${name}`, String(timeZone)]));
}

function toTexts(given: unknown, { isManifest }: Setting): readonly string[] {
  if (Array.isArray(given)) return given.map(String);
  return isManifest ? String(given).split(',') : [String(given)];
}

/** @param entry `PATH` or `CLIENT=PATH`. */
function toAbsolute(entry: string, folder: string): string {
  const end = entry.indexOf('=') + 1;
  return `${entry.slice(0, end)}${resolve(folder, entry.slice(end).trim())}`;
}

function valueAt(tree: Tree, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Tree | undefined)?.[step], tree);
}
