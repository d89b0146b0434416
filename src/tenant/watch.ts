import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Milliseconds without a change after which files count as written. */
const settledMs = 200;

/**
 * Watches a file, or every file of a folder.
 * @param onChange called once for changes that come together. @param onError where changes cannot be seen, or no longer.
 * @returns the way to end it.
 */
export function watchFiles(path: string, onChange: () => void, onError: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  try {
    const isFolder = statSync(path).isDirectory();
    // A file is replaced rather than written, by editors and by Kubernetes, which changes the folder that its links lead to.
    watcher = watch(isFolder ? path : dirname(path), { persistent: false }, (_, name) => {
      if (!isFolder && name !== basename(path) && name !== '..data') return;
      clearTimeout(timer);
      timer = setTimeout(onChange, settledMs).unref();
    });
    watcher.on('error', onError);
  } catch {
    onError();
  }
  return () => {
    clearTimeout(timer);
    watcher?.close();
  };
}
