import type { OperationDefinitionNode } from 'graphql';
import { BadUserInput } from '../../model/errors.js';

/** Maximum items of any list in variables or arguments: each may become a back-end call. */
export const maxListItems = 100;

/** Maximum nesting of inputs, above the deepest of the schema. */
const maxDepth = 10;

/**
 * Looks at every list in the values of an operation's variables, whatever it is for; lists in the document are limited with the document.
 * @throws {BadUserInput} one is too long, or a value deeper than any input.
 */
export function limitVariables(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  for (const { variable } of variableDefinitions) limitInput(variables[variable.name.value], `$${variable.name.value}`);
}

/** The same of one value. @param path where it stands. */
export function limitInput(value: unknown, path: string, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > maxDepth) throw new BadUserInput(path, { expected: `nested ${maxDepth} levels deep at most` });
  if (Array.isArray(value)) {
    if (value.length > maxListItems) throw new BadUserInput(path, { limit: maxListItems, actual: value.length });
    for (const [index, item] of value.entries()) limitInput(item, `${path}.${index}`, depth + 1);
    return;
  }
  for (const [name, inner] of Object.entries(value)) limitInput(inner, `${path}.${nameOf(name)}`, depth + 1);
}

/** A name that is none of a field's may be anything that a caller knows. */
function nameOf(name: string): string {
  return /^[A-Za-z]\w{0,40}$/.test(name) ? name : '?';
}
