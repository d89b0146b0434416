import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { GraphQLFormattedError } from 'graphql';
import { heldToken } from './tool.js';

/** Result of a document, for a model. */
export interface McpOperationResult {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** @returns a value as JSON has it, without what no model may read, and what that was. */
export function hideTokens(value: unknown): { readonly rest: unknown; readonly tokens: readonly string[] } {
  const tokens: string[] = [];
  const rest: unknown = JSON.parse(JSON.stringify(value ?? null), (name, inner: unknown) => {
    if (name !== heldToken) return inner;
    if (typeof inner === 'string') tokens.push(inner);
    return undefined;
  });
  return { rest, tokens };
}

/**
 * As the protocol has it: the same as text and as a structure. An error is what did nothing: a refusal, or an answer without data.
 * @param problems the types by which a mutation says no.
 * @param advice what the model can do about it.
 */
export function toToolResult(
  answer: McpOperationResult,
  problems: ReadonlySet<string>,
  advice?: string,
): CallToolResult {
  const roots = Object.values((answer.data ?? {}) as Readonly<Record<string, unknown>>);
  const isEmpty = answer.errors !== undefined && roots.every((root) => root === null);
  const isError = isEmpty || roots.some((root) => problems.has(typeNameOf(root)));
  const texts = [JSON.stringify(answer), ...(advice === undefined ? [] : [advice])];
  return {
    content: texts.map((text) => ({ type: 'text', text })),
    structuredContent: { ...answer },
    ...(isError ? { isError } : {}),
  };
}

function typeNameOf(value: unknown): string {
  const name = (value as { readonly __typename?: unknown } | null | undefined)?.__typename;
  return typeof name === 'string' ? name : '';
}
