import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Environment } from '../../backends/environment.js';

/** Sources of the values of a file. */
export interface ValueSource {
  readonly environment: Environment;
  /** Of the file: paths in it are relative to it. */
  readonly folder: string;
  readonly allowsInline: boolean;
}

/** A value, or what is wrong with it, without quoting it. */
export type Resolved = { readonly value: string } | { readonly issue: string };

/** Replaces `env:NAME` and `file:PATH` by what they name. @param isSecret true: nothing else is taken, unless it is allowed. */
export function resolveValue(text: string, isSecret: boolean, source: ValueSource): Resolved {
  const [, kind, name = ''] = /^(env|file):(.+)$/.exec(text) ?? [];
  if (kind === 'env') {
    const value = source.environment[name];
    return value === undefined || value === '' ? { issue: 'names a variable that is not set' } : { value };
  }
  if (kind === 'file') return readSecret(resolve(source.folder, name));
  if (!isSecret || source.allowsInline) return { value: text };
  return { issue: 'must be env:NAME or file:PATH: no secret stands in this file' };
}

function readSecret(path: string): Resolved {
  try {
    // An editor ends a file with a line break, which is no part of a secret.
    const value = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return value === '' ? { issue: 'names a file that is empty' } : { value };
  } catch {
    return { issue: 'names a file that cannot be read' };
  }
}
