import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
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

/**
 * Socket at which the holder of a directory listens: unlike the number of a process in a file, it cannot be another's after a kill. The next
 * holder takes the next number, so that a leftover is never taken away from under one who came first.
 */
const socketName = /^gateway\.(\d{1,9})\.sock$/;

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
  return withShortPath(path, async (short) =>
    (await readSockets(short)).some(({ isLive }) => isLive) ? 'held' : null,
  );
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
    const server = await withShortPath(path, claim);
    // Closing removes the socket first; one that was reached by a link stays, as after a kill.
    return () => close(server);
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

/** @throws {DirectoryError} another process came first, or at the same time. */
async function claim(directory: string): Promise<Server> {
  const before = await readSockets(directory);
  if (before.some(({ isLive }) => isLive)) throw new DirectoryError(directoryFaults.held);
  const number = Math.max(0, ...before.map((socket) => socket.number)) + 1;
  const server = await listen(join(directory, `gateway.${number}.sock`));
  // One who looked earlier may have taken another number.
  const others = (await readSockets(directory)).filter((socket) => socket.number !== number);
  if (others.some(({ isLive }) => isLive)) {
    await close(server);
    throw new DirectoryError(directoryFaults.held);
  }
  for (const { path } of others) await rm(path, { force: true });
  return server;
}

interface Socket {
  readonly path: string;
  readonly number: number;
  /** False for the leftover of a killed process. */
  readonly isLive: boolean;
}

async function readSockets(directory: string): Promise<readonly Socket[]> {
  const found = (await readdir(directory)).flatMap((name) => {
    const number = socketName.exec(name)?.[1];
    return number === undefined ? [] : [{ path: join(directory, name), number: Number(number) }];
  });
  return Promise.all(found.map(async (socket) => ({ ...socket, isLive: await hasListener(socket.path) })));
}

function listen(socket: string): Promise<Server> {
  return new Promise((done, failed) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', failed);
    server.listen(socket, () => done(server.unref()));
  });
}

async function close(server: Server): Promise<void> {
  await new Promise((done) => server.close(done));
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

/** Gives the directory, by way of a short link where the path of a socket in it would be too long. */
async function withShortPath<Value>(directory: string, use: (short: string) => Promise<Value>): Promise<Value> {
  if (Buffer.byteLength(join(directory, 'gateway.999999999.sock')) <= maxSocketPath) return use(directory);
  const folder = await mkdtemp(join(tmpdir(), 'gw-'));
  try {
    await symlink(directory, join(folder, 'd'));
    return await use(join(folder, 'd'));
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
