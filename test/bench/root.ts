import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository with a slash, from the sources as from what they are compiled to. */
export const root = `${findRoot(dirname(fileURLToPath(import.meta.url)))}/`;

function findRoot(folder: string): string {
  return existsSync(`${folder}/package.json`) ? folder : findRoot(dirname(folder));
}
