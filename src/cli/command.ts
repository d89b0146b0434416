import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Command of `isp-gateway`. */
export interface Command {
  /** Printed for --help. */
  readonly usage: string;
  run(parameters: readonly string[]): void | Promise<void>;
}

/** The parameters make no sense: the message says which, and the usage is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws {UsageError} in one sentence. */
export function readParameters<Options extends NonNullable<ParseArgsConfig['options']>>(
  parameters: readonly string[],
  options: Options,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args: [...parameters], options, allowPositionals, strict: true as const });
  } catch (error) {
    throw new UsageError(toSentence(error));
  }
}

function toSentence(error: unknown): string {
  const [, name = ''] = /'(?:-\w, )?(-*[^' ]+)/.exec(error instanceof Error ? error.message : '') ?? [];
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `There is no option ${name}.`;
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `"${name}" is one word too many.`;
  return `The option ${name} is not given as it must be.`;
}
