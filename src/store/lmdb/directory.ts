import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, rename, rm, stat, symlink, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export type DirectoryFault = 'file' | 'unwritable' | 'held';

/** Sentences without the path, which an operator has set and others need not read. */
export const directoryFaults: Readonly<Record<DirectoryFault, string>> = {
  file: 'a file stands in the place of DATA_DIR, which must be a folder',
  unwritable: 'DATA_DIR cannot be written by the user of this process',
  held: 'DATA_DIR is held by another process: each gateway needs a folder of its own',
};

/** The directory cannot be used. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
}

/** Socket at which the holder of a directory listens: unlike a file with a number, it cannot outlive its process. */
const socketName = 'gateway.sock';

const faultsByCode: Readonly<Record<string, DirectoryFault>> = {
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  EROFS: 'unwritable',
  ENOTDIR: 'file',
  EEXIST: 'file',
  EADDRINUSE: 'held',
};

/** Looks for a reason against a directory, which need not be there yet. Changes nothing. */
export async function findDirectoryFault(directory: string): Promise<DirectoryFault | null> {
  const path = resolve(directory);
  try {
    if (!(await stat(path)).isDirectory()) return 'file';
    await access(path, constants.W_OK | constants.X_OK);
    for (const name of ['data.mdb', 'lock.mdb']) await checkFile(join(path, name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && dirname(path) !== path) return findDirectoryFault(dirname(path));
    return toFault(error);
  }
  return withSocketPath(path, async (socket) => ((await hasListener(socket)) ? 'held' : null));
}

/**
 * Makes a directory where it is missing, for its owner alone, and holds it until it is released or the process ends, however it ends.
 * @throws {DirectoryError} it cannot be written, a file stands in its place, or another process holds it.
 */
export async function holdDirectory(directory: string): Promise<() => Promise<void>> {
  const path = resolve(directory);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const fault = await findDirectoryFault(path);
    if (fault !== null) throw new DirectoryError(directoryFaults[fault]);
    const server = await withSocketPath(path, async (socket) => {
      await removeLeftover(socket);
      return listen(socket);
    });
    // Closing removes the socket first; one that was reached by a link stays, as after a kill.
    return async () => {
      await new Promise((done) => server.close(done));
    };
  } catch (error) {
    if (error instanceof DirectoryError) throw error;
    throw new DirectoryError(directoryFaults[toFault(error)]);
  }
}

/** The files may be another user's, who ran the gateway before. */
async function checkFile(path: string): Promise<void> {
  await access(path, constants.R_OK | constants.W_OK).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
}

/** Moves the socket of a killed process away; a live one that came in between is moved back. */
async function removeLeftover(socket: string): Promise<void> {
  const aside = `${socket}.${randomUUID().slice(0, 8)}`;
  try {
    await rename(socket, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (await hasListener(aside)) {
    await rename(aside, socket);
    throw new DirectoryError(directoryFaults.held);
  }
  await unlink(aside);
}

function listen(socket: string): Promise<Server> {
  return new Promise((done, failed) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', failed);
    server.listen(socket, () => done(server.unref()));
  });
}

function hasListener(socket: string): Promise<boolean> {
  return new Promise((done) => {
    const connection = connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      done(true);
    });
    connection.once('error', (error) => done(!['ENOENT', 'ECONNREFUSED'].includes(codeOf(error))));
  });
}

/** Bytes that every system allows in the path of a socket. */
const maxSocketPath = 100;

/** Gives the socket's path, by way of a short link where it is too long. */
async function withSocketPath<Value>(directory: string, use: (socket: string) => Promise<Value>): Promise<Value> {
  const socket = join(directory, socketName);
  // Room for the name under which a leftover is moved away.
  if (Buffer.byteLength(socket) <= maxSocketPath - 10) return use(socket);
  const folder = await mkdtemp(join(tmpdir(), 'gw-'));
  try {
    await symlink(directory, join(folder, 'd'));
    return await use(join(folder, 'd', socketName));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** @throws errors that are not about the directory. */
function toFault(error: unknown): DirectoryFault {
  const fault = faultsByCode[codeOf(error)];
  if (fault === undefined) throw error;
  return fault;
}
