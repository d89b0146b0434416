import {
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  GraphQLError,
  type GraphQLSchema,
  NoUnusedFragmentsRule,
  parse,
  Source,
  specifiedRules,
  validate,
} from 'graphql';

export interface DocumentFile {
  readonly path: string;
  readonly text: string;
}

/** One place of a document that the new schema does not take. */
export interface BreakingUse {
  readonly path: string;
  readonly line: number;
  readonly message: string;
  /** The old schema did not take it either. */
  readonly isOld: boolean;
}

export interface OperationCheck {
  /** Breaking changes, whether or not any of these documents is affected. */
  readonly breaking: readonly string[];
  /** Dangerous changes. */
  readonly dangerous: readonly string[];
  readonly uses: readonly BreakingUse[];
}

/** A fragment may be in another file than the operation that spreads it, and be there for others. */
const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);

/**
 * Effect of a change of the schema on documents.
 * @throws {Error} a text that is no schema.
 */
export function checkOperations(oldText: string, newText: string, files: readonly DocumentFile[]): OperationCheck {
  const before = buildSchema(oldText);
  const after = buildSchema(newText);
  const old = new Set(findIssues(before, files).map(toKey));
  return {
    breaking: findBreakingChanges(before, after).map(({ description }) => description),
    dangerous: findDangerousChanges(before, after).map(({ description }) => description),
    uses: findIssues(after, files).map((issue) => ({ ...issue, isOld: old.has(toKey(issue)) })),
  };
}

export function isSchema(text: string): boolean {
  try {
    buildSchema(text);
    return true;
  } catch {
    return false;
  }
}

type Issue = Omit<BreakingUse, 'isOld'>;

function findIssues(schema: GraphQLSchema, files: readonly DocumentFile[]): readonly Issue[] {
  const issues: GraphQLError[] = [];
  const definitions = files.flatMap(({ path, text }) => {
    try {
      return parse(new Source(text, path)).definitions;
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      issues.push(error);
      return [];
    }
  });
  const document = { kind: 'Document', definitions } as ReturnType<typeof parse>;
  if (definitions.length > 0) issues.push(...validate(schema, document, rules, { maxErrors: 1_000 }));
  return issues.map(toIssue);
}

function toIssue({ message, source, nodes, locations }: GraphQLError): Issue {
  const path = nodes?.[0]?.loc?.source.name ?? source?.name ?? '';
  return { path, line: nodes?.[0]?.loc?.startToken.line ?? locations?.[0]?.line ?? 1, message };
}

function toKey({ path, line, message }: Issue): string {
  return `${path}:${line}:${message}`;
}
