import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeManifests } from '../server/documents/manifest-writer.js';
import { type Command, readParameters, UsageError } from './command.js';

export const command: Command = {
  usage: `Usage: isp-gateway manifest --into FOLDER FILE.graphql ...

Writes the manifests of operations, by which a gateway knows beforehand what clients will send (docs/trusted-documents.md).

  isp-gateway manifest --into schema/manifest schema/operations/*.graphql
`,
  run: (parameters) => {
    const { values, positionals } = readParameters(parameters, { into: { type: 'string' } }, true);
    if (values.into === undefined || positionals.length === 0)
      throw new UsageError('Say into which folder, and of which files.');
    const files = positionals.map((path) => ({ name: basename(path, '.graphql'), text: readFileSync(path, 'utf8') }));
    mkdirSync(values.into, { recursive: true });
    for (const [name, text] of writeManifests(files)) writeFileSync(join(values.into, name), text);
  },
};
