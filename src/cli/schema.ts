import { createSchema, printSortedSchema } from '../schema/index.js';
import { type Command, readParameters } from './command.js';
import { say } from './terminal.js';

export const command: Command = {
  usage: `Usage: isp-gateway schema

Prints the GraphQL schema.

  isp-gateway schema > schema.graphql
`,
  run: (parameters) => {
    readParameters(parameters, {});
    say(printSortedSchema(createSchema()).trimEnd());
  },
};
