import { chmod, writeFile } from 'node:fs/promises';
import type { Backend } from '../backends/backend.js';
import { type Lesson, nothingToLearn } from '../backends/learning.js';
import { type Config, ConfigError, readConfig } from '../config/config.js';
import { describeMisspelling, findMisspellings } from '../config/misspelling.js';
import type { TenantSettings } from '../config/settings.js';
import { findTenant, readInstallation } from '../config/tenant/tenants.js';
import type { Diagnostic, DiagnosticStatus } from '../model/diagnostic.js';
import { UpstreamError } from '../model/errors.js';
import { inspectKeySet } from '../server/auth/key-set-inspection.js';
import { inspectStore } from '../store/inspection.js';
import { type Command, readParameters, UsageError } from './command.js';
import { colour, fail, say, withProgress } from './terminal.js';

/** A finding, and of what. */
type Line = Diagnostic & { readonly part: string };

export const command: Command = {
  usage: `Usage: isp-gateway doctor [--json] [--document NUMBER] [--tenant ID]
       isp-gateway doctor --learn [--out FILE]

Looks at the installation that the environment configures: its configuration, its store, the keys of tokens, and each back end: whether
it answers, takes the credentials, speaks the dialect, has the right time, how fast it is, and whether its records still have the shape
by which they are read. Each line names what it saw; what was not seen is a warning. It only reads, about twenty times, and prints no secret, no address and no person.

  --json               for programs
  --document NUMBER    of a client whom every back end knows: by it records are read where there is no list
  --tenant ID          of several ISPs this one's back ends; without it, the back ends of each
  --learn              asks WispHub's and Wispro's own APIs instead which form they have where their documentation leaves several open:
                       about 80 GETs to each at most, one at a time. Prints a report as JSON, of names of fields and counts alone
  --out FILE           writes that report to a file that only its owner may read

Ends with 0, or with 1 when something does not work.

  WISPHUB_URL=https://wisphub.example WISPHUB_API_KEY=... JWT_SECRET=... isp-gateway doctor
`,
  run: async (parameters) => {
    const { values } = readParameters(parameters, {
      json: { type: 'boolean', default: false },
      document: { type: 'string' },
      tenant: { type: 'string' },
      learn: { type: 'boolean', default: false },
      out: { type: 'string' },
    });
    if (values.learn) return report(await learn(process.env, values.tenant), values.out);
    if (values.out !== undefined) throw new UsageError('The option --out goes with --learn.');
    const documents = values.document === undefined ? [] : [values.document];
    const lines = await examine(process.env, documents, values.tenant);
    const hasIssue = lines.some(({ status }) => status === 'fault');
    say(values.json ? JSON.stringify({ ok: !hasIssue, checks: lines }, null, 2) : lines.map(toText).join('\n'));
    if (hasIssue) process.exitCode = 1;
  },
};

/**
 * Every check of what an environment configures.
 * @param documents of clients whom its back ends may know. @param tenant of several ISPs the one to look at. Default: all.
 */
export async function examine(
  environment: NodeJS.ProcessEnv,
  documents: readonly string[],
  tenant?: string,
): Promise<readonly Line[]> {
  const own: Diagnostic[] = findMisspellings(environment).map((misspelling) => ({
    check: 'configuration',
    status: 'warning',
    message: describeMisspelling(misspelling),
    hint: 'Correct the name, or take the variable away.',
  }));
  const lines = (): Line[] => own.map((diagnostic) => ({ part: 'gateway', ...diagnostic }));
  let config: Config;
  let tenants: readonly TenantSettings[] | null;
  try {
    config = readInstallation(environment);
    tenants = chooseTenants(config, tenant);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const hint = 'Set it as docs/configuration.md says.';
    own.push(
      ...error.issues.map(
        (message) => ({ check: 'configuration', status: 'fault', message, hint }) satisfies Diagnostic,
      ),
    );
    return lines();
  }
  own.push({ check: 'configuration', status: 'ok', message: 'it is whole' });
  own.push(...(await withProgress('looking at the store', inspectStore(config.store))));
  const found: Line[] = [];
  for (const each of tenants ?? [{ id: null, config }]) found.push(...(await examineTenant(each, documents)));
  return [...lines(), ...found];
}

/** @returns null for an environment of one ISP. @throws {ConfigError} there is no such one. */
function chooseTenants({ tenants }: Config, id: string | undefined): readonly TenantSettings[] | null {
  if (tenants === null && id === undefined) return null;
  const chosen = tenants?.read().filter((tenant) => id === undefined || tenant.id === id) ?? [];
  if (chosen.length === 0) throw new ConfigError(['TENANTS names no tenant of this id']);
  return chosen;
}

/** Issuer and back ends of one ISP. */
async function examineTenant(
  { id, config }: { readonly id: string | null; readonly config: Config },
  documents: readonly string[],
): Promise<readonly Line[]> {
  const { jwksUrl } = config.jwt;
  const lines: Line[] = [];
  if (jwksUrl !== undefined)
    lines.push({ part: 'gateway', ...(await withProgress('asking for the keys of tokens', inspectKeySet(jwksUrl))) });
  lines.push(...(await examineBackends(config, documents)));
  return id === null ? lines : lines.map(({ part, ...line }) => ({ part: `${id} ${part}`, ...line }));
}

/** One after the other: what one knows helps to look at the next. */
async function examineBackends(config: Config, given: readonly string[]): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const documents = [...given];
  for (const create of config.backends) {
    const backend = create();
    const part = backend.name.toLowerCase();
    const inspection = await withProgress(`looking at ${part}`, inspect(backend, documents));
    lines.push(...inspection.diagnostics.map((diagnostic) => ({ part, ...diagnostic })));
    documents.push(...inspection.documents);
    backend.close();
  }
  return lines;
}

async function inspect(backend: Backend, documents: readonly string[]) {
  return backend.inspect?.(documents) ?? { diagnostics: [], documents: [] };
}

/** Findings about each back end, by its name; `fault` is why there are none. */
export interface LearningReport {
  readonly lessons: readonly (Lesson & { readonly part: string; readonly fault?: string })[];
}

/** Asks each back end of an environment which variants of its contract it has. @param tenant of several ISPs. @throws {ConfigError} */
export async function learn(environment: NodeJS.ProcessEnv, tenant?: string): Promise<LearningReport> {
  const lessons: LearningReport['lessons'][number][] = [];
  const { backends } = tenant === undefined ? readConfig(environment) : findTenant(environment, tenant).config;
  for (const create of backends) {
    const backend = create();
    const part = backend.name.toLowerCase();
    lessons.push({ part, ...(await withProgress(`learning from ${part}`, learnFrom(backend))) });
    backend.close();
  }
  return { lessons };
}

async function learnFrom(backend: Backend): Promise<Lesson & { readonly fault?: string }> {
  try {
    return (await backend.learn?.()) ?? nothingToLearn;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { ...nothingToLearn, fault: error.code };
  }
}

async function report(learnt: LearningReport, file: string | undefined): Promise<void> {
  const text = JSON.stringify(learnt, null, 2);
  if (file === undefined) say(text);
  else {
    await writeFile(file, `${text}\n`, { mode: 0o600 });
    // A file that was there keeps its mode.
    await chmod(file, 0o600);
  }
  if (learnt.lessons.some(({ fault, end }) => fault !== undefined || end !== null))
    fail('Not everything could be asked.');
}

const styles = { ok: 'green', warning: 'yellow', fault: 'red' } as const satisfies Readonly<
  Record<DiagnosticStatus, string>
>;

function toText({ part, check, status, message, hint }: Line): string {
  const advice = hint === undefined ? '' : ` ${colour('dim', hint)}`;
  return `${colour(styles[status], status.padEnd(8))} ${part.padEnd(8)} ${check}: ${message}.${advice}`;
}
