import type { GraphQLSchema } from 'graphql';
import { type Config, ConfigError } from '../config/config.js';
import { readTrustedDocuments, type TrustedDocuments } from '../server/documents/trusted-document.js';
import { type McpTool, readTools } from '../server/mcp/tool.js';

/** Documents that a tenant's clients were built with. */
export interface TenantDocuments {
  readonly trusted: TrustedDocuments | null;
  /** Null: there are no tools. */
  readonly tools: readonly McpTool[] | null;
}

/** @throws {ConfigError} the documents of a manifest cannot be run. */
export type ReadDocuments = (config: Config) => TenantDocuments;

/** Tools of equal manifests are made once: most tenants have those that come with the gateway. */
export function createDocumentReader(schema: GraphQLSchema, isExplorer: boolean): ReadDocuments {
  const known = new Map<string, WeakRef<ReturnType<typeof readTools>>>();
  const readKnownTools = (manifests: NonNullable<Config['mcp']>['manifests']): ReturnType<typeof readTools> => {
    const content = JSON.stringify(manifests);
    const reading = known.get(content)?.deref() ?? readTools(schema, manifests);
    known.set(content, new WeakRef(reading));
    return reading;
  };
  return ({ trustedDocuments, mcp }) => {
    const { trusted, issues } = readTrustedDocuments(schema, trustedDocuments, isExplorer);
    const ofTools = mcp === null ? null : readKnownTools(mcp.manifests);
    const all = [...issues, ...(ofTools?.issues ?? [])];
    if (all.length > 0) throw new ConfigError(all);
    return { trusted, tools: ofTools?.tools ?? null };
  };
}
