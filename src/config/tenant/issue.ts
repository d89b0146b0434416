import type { z } from 'zod';
import type { Path, YamlFile } from './yaml-file.js';

/** Issues of a file's shape by line, without its values. @param top where what was checked stands in the file. */
export function describeIssues(error: z.ZodError | undefined, file: YamlFile, top: Path): readonly string[] {
  return (error?.issues ?? []).flatMap((issue) => {
    const path = [...top, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => file.locate([...path, key], `${toName([...issue.path, key])} is no setting`));
    return [file.locate(path, `${toName(issue.path) || 'the file'} ${toDemand(issue)}`)];
  });
}

function toDemand(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? 'is missing'
        : `must be ${kinds[issue.expected] ?? 'given'}`;
    case 'too_small':
      return 'must not be empty';
    case 'invalid_union':
      return 'must be one value';
    default:
      return issue.message;
  }
}

const kinds: Readonly<Record<string, string>> = {
  object: 'a group of settings',
  array: 'a list',
  string: 'one value',
  number: 'a number',
};

function toName(path: Path): string {
  return path.map(String).join('.');
}
