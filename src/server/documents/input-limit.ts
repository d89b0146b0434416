import type { OperationDefinitionNode } from 'graphql';
import { BadUserInput } from '../../model/errors.js';

/** How many items any list may have that a caller gives: each may become a question, and is compared with what others have. */
export const maxListItems = 100;

/** How deep the inputs of the schema are nested, and more. */
const maxDepth = 10;

/**
 * Looks at every list in the values of an operation's variables, whatever it is for; lists in the document are limited with the document.
 * @throws {BadUserInput} one is too long, or a value deeper than any input.
 */
export function limitVariables(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  for (const { variable } of variableDefinitions) limitInput(variables[variable.name.value], variable.name.value);
}

/** The same of one value. @param path where it stands. */
export function limitInput(value: unknown, path: string, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > maxDepth) throw new BadUserInput(path);
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
