import { Kind, print, separateOperations } from 'graphql';
import { errorCodes } from '../dist/model/error-code.js';

/** Writes each operation as plain text with its types, so that a client needs no GraphQL library, and the closed list of error codes. */
export function plugin(_schema, documents) {
  const definitions = documents.flatMap(({ document }) => document.definitions);
  const separated = separateOperations({ kind: Kind.DOCUMENT, definitions });
  const operations = definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .sort((left, right) => left.name.value.localeCompare(right.name.value, 'en'));
  return {
    prepend: ["import type { OperationDocument } from '../operation.js';"],
    content: [
      ...operations.map((operation) => declare(operation, separated[operation.name.value].definitions)),
      '/** Every operation, by the name of its function. */',
      'export const operations = {',
      ...operations.map(({ name }) => `  ${toFunctionName(name.value)}: ${name.value}Document,`),
      '};',
      '',
      '/** Every code of the gateway, in the order of its error contract. */',
      `export const errorCodes = [\n${errorCodes.map((code) => `  '${code}',\n`).join('')}] as const;`,
      '',
    ].join('\n'),
  };
}

function declare(operation, definitions) {
  const name = operation.name.value;
  const type = `${name}${operation.operation[0].toUpperCase()}${operation.operation.slice(1)}`;
  // As a manifest of trusted documents has it, letter for letter.
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const text = print({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments] });
  return [
    `export const ${name}Document: OperationDocument<'${operation.operation}', ${type}, ${type}Variables> = {`,
    `  kind: '${operation.operation}',`,
    `  name: '${name}',`,
    `  text: ${JSON.stringify(text)},`,
    '};',
    '',
  ].join('\n');
}

function toFunctionName(name) {
  return name[0].toLowerCase() + name.slice(1);
}
