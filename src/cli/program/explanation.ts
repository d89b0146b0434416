import { ConfigError } from '../../config/config.js';
import { DirectoryError } from '../../store/lmdb/directory.js';

const sentences: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken. Set PORT to another, or to 0 for any free one.',
  EADDRNOTAVAIL: 'HOST is no address of this machine. Set it to one, or to 0.0.0.0 for all of them.',
  ENOTFOUND: 'HOST is no address of this machine. Set it to one, or to 0.0.0.0 for all of them.',
};

/** Explains an error to the person at the terminal, who can act on it. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'It did not start.';
  if (error instanceof ConfigError || error instanceof DirectoryError) return error.message;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' && syscall === 'listen') return 'The port needs more rights. Set PORT to one above 1023.';
  const isOfListening = syscall === 'listen' || syscall === 'getaddrinfo';
  return (isOfListening ? sentences[code ?? ''] : undefined) ?? error.message;
}
