import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A back end that is asked and does not answer until it may. */
export interface Gate {
  readonly url: string;
  /** Answers what waits, and everything from now on. */
  open(): void;
  close(): Promise<void>;
}

/** @param targetUrl whose answers are held back. */
export async function startGate(targetUrl: string): Promise<Gate> {
  const target = targetUrl.replace(/\/$/, '');
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    await opened;
    const { host: _, connection: __, 'content-length': ___, ...headers } = incoming.headers;
    const { method = 'GET' } = incoming;
    const body = method === 'GET' ? {} : { body: Buffer.concat(chunks) };
    const answer = await fetch(`${target}${incoming.url}`, {
      method,
      headers: headers as Record<string, string>,
      ...body,
    });
    const type = answer.headers.get('content-type');
    outgoing.writeHead(answer.status, type === null ? {} : { 'content-type': type });
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing).catch(() => outgoing.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open,
    close: async () => {
      open();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
