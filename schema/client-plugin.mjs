import { Kind } from 'graphql';
import { errorCodes } from '../dist/model/error-code.js';

/** Writes the operations of this gateway by the names of their functions, and the closed list of error codes. */
export function plugin(_schema, documents) {
  const names = documents
    .flatMap(({ document }) => document.definitions)
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map(({ name }) => name.value)
    .sort((left, right) => left.localeCompare(right, 'en'));
  return [
    '/** Every operation, by the name of its function. */',
    'export const operations = {',
    ...names.map((name) => `  ${toFunctionName(name)}: ${name}Document,`),
    '};',
    '',
    '/** Every code of the gateway, in the order of its error contract. */',
    `export const errorCodes = [\n${errorCodes.map((code) => `  '${code}',\n`).join('')}] as const;`,
    '',
  ].join('\n');
}

function toFunctionName(name) {
  return name[0].toLowerCase() + name.slice(1);
}
