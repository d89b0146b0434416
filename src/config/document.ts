import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Environment, type SettingsReading, variables } from '../backends/environment.js';

/** One file of documents that clients were built with, whole and in shape. What its documents say is read by who runs them. */
export interface Manifest {
  /** Client of the documents: the application or subject of a token. Null: any client. */
  readonly client: string | null;
  /** Name in issues: the variable and the number of the entry, without path or client. */
  readonly entry: string;
  readonly documents: readonly ManifestDocument[];
}

export interface ManifestDocument {
  readonly id: string;
  readonly text: string;
}

export interface ManifestReading {
  readonly manifests: readonly Manifest[];
  readonly issues: readonly string[];
}

export interface TrustedSettings {
  /** `strict`: nothing else runs. */
  readonly mode: 'prefer' | 'strict';
  readonly manifests: readonly Manifest[];
}

export interface McpSettings {
  /** Each document becomes a tool; of a manifest with a client's name, that client's alone. */
  readonly manifests: readonly Manifest[];
}

/** Settings of documents known beforehand. */
export interface DocumentSettings {
  /** Trusted documents, and the policy for others. Null: all documents are equal. */
  readonly trustedDocuments: TrustedSettings | null;
  /** Documents served as tools to language models. Null: none, and /mcp does not exist. */
  readonly mcp: McpSettings | null;
}

/** Those that name manifests. */
export const documentVariables = {
  TRUSTED_DOCUMENTS: z
    .enum(['off', 'prefer', 'strict'], { error: 'must be off, prefer or strict' })
    .default('off')
    .describe('`prefer`: documents of the manifests run without limits of size. `strict`: no others run.'),
  TRUSTED_DOCUMENTS_MANIFEST: variables.filled
    .optional()
    .describe('Manifests of Apollo or Relay: `PATH` or `CLIENT=PATH`, separated by commas.'),
  MCP: variables.truth.default('false').describe('Offers documents as tools to language models, at `/mcp`.'),
  MCP_MANIFEST: variables.filled
    .optional()
    .describe(
      'Manifests of these tools, in the format of `TRUSTED_DOCUMENTS_MANIFEST`. Unset: the chatbot’s, which is included.',
    ),
};

/** The settings, and every fault of every manifest. */
export function readDocumentSettings(
  environment: Environment,
): DocumentSettings & { readonly issues: readonly string[] } {
  const [trusted, mcp] = [readTrustedSettings(environment), readMcpSettings(environment)];
  return { trustedDocuments: trusted.settings, mcp: mcp.settings, issues: [...trusted.issues, ...mcp.issues] };
}

/** Off, the manifests are not even looked at: one variable must be enough to be rid of a bad one. */
function readTrustedSettings(environment: Environment): SettingsReading<TrustedSettings> {
  const { TRUSTED_DOCUMENTS: mode, TRUSTED_DOCUMENTS_MANIFEST: entries } = environment;
  if (mode !== 'prefer' && mode !== 'strict') return { settings: null, issues: [] };
  if (entries === undefined) {
    return { settings: null, issues: ['TRUSTED_DOCUMENTS_MANIFEST is not set, which TRUSTED_DOCUMENTS needs'] };
  }
  const { manifests, issues } = readManifests('TRUSTED_DOCUMENTS_MANIFEST', entries);
  return { settings: { mode, manifests }, issues };
}

/** The tools of models: null when there are none. */
function readMcpSettings({ MCP, MCP_MANIFEST }: Environment): SettingsReading<McpSettings> {
  if (MCP !== 'true') return { settings: null, issues: [] };
  const own = fileURLToPath(new URL('../../schema/manifest/chatbot.json', import.meta.url));
  const { manifests, issues } =
    MCP_MANIFEST === undefined
      ? readFiles('MCP', [{ client: null, path: own }])
      : readManifests('MCP_MANIFEST', MCP_MANIFEST);
  return { settings: { manifests }, issues };
}

const Id = z.string().min(1).max(200);
const Text = z.string().min(1);

/** As Apollo's tools write it. */
const Apollo = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: Id, body: Text })),
});

/** As Relay's compiler writes it. */
const Relay = z.record(Id, Text);

/**
 * Reads manifests of either format, recognized by their shape.
 * @param entries `path` for every client or `client=path`, separated by commas.
 * @param variable named in issues, which quote nothing: the file could be anything.
 */
export function readManifests(variable: string, entries: string): ManifestReading {
  const parts = entries.split(',').map((entry) => /^(?:([^=]*)=)?(.*)$/s.exec(entry.trim()) ?? []);
  return readFiles(
    variable,
    parts.map(([, client = null, path = '']) => ({ client: client?.trim() ?? null, path: path.trim() })),
  );
}

function readFiles(
  variable: string,
  files: readonly { readonly client: string | null; readonly path: string }[],
): ManifestReading {
  const readings = files.map(({ client, path }, index) => {
    const entry = `${variable}, entry ${index + 1}:`;
    if (client === '' || path === '') return { issue: `${entry} must be PATH or CLIENT=PATH` };
    const documents = readDocuments(path);
    return typeof documents === 'string'
      ? { issue: `${entry} ${documents}` }
      : { manifest: { client, entry, documents } };
  });
  return {
    manifests: readings.flatMap(({ manifest }) => manifest ?? []),
    issues: readings.flatMap(({ issue }) => issue ?? []),
  };
}

/** @returns what is wrong with the file, when anything is. */
function readDocuments(path: string): readonly ManifestDocument[] | string {
  const content = parse(path);
  if (typeof content === 'string') return content;
  const apollo = Apollo.safeParse(content.value);
  const relay = Relay.safeParse(content.value);
  if (!apollo.success && !relay.success) return "is neither Apollo's manifest nor Relay's";
  const documents = apollo.success
    ? apollo.data.operations.map(({ id, body }) => ({ id, text: body }))
    : Object.entries(relay.data ?? {}).map(([id, text]) => ({ id, text }));
  return documents.length === 0 ? 'holds no document' : documents;
}

function parse(path: string): { readonly value: unknown } | string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return 'names a file that cannot be read';
  }
  try {
    return { value: JSON.parse(text) };
  } catch {
    return 'names a file that is not JSON';
  }
}
