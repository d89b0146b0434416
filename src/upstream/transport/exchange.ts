import { type Agent, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { codeOf, NoAnswer, type Phase, type Refusal } from './no-answer.js';
import { type PhaseTimes, watchPhases } from './phases.js';
import { unpack } from './unpack.js';

/** One request as it goes over a connection. */
export interface ExchangeOptions {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: string | Buffer | undefined;
  /** False: a connection of its own. */
  readonly agent: Agent | false;
  readonly lookup: LookupFunction | undefined;
  readonly times: PhaseTimes;
  /** Most bytes of the answer, packed or not. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends once, and hands on whatever answer there is. @throws {NoAnswer} */
export function exchange(options: ExchangeOptions): Promise<Answer> {
  const { url, signal, maxBytes, method, headers, agent, lookup } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) throw new NoAnswer('ERR_ABORTED', { mayHaveArrived: false });
    const open = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = open(url, { method, headers, agent, ...(lookup === undefined ? {} : { lookup }) });
    let hasBegun = false;
    let isOver = false;
    const end = (): void => {
      isOver = true;
      watch.stop();
      signal?.removeEventListener('abort', leave);
    };
    const fail = (code: string | Refusal, phase?: Phase): void => {
      if (isOver) return;
      end();
      const wasClosed = request.reusedSocket && !hasBegun && (code === 'ECONNRESET' || code === 'EPIPE');
      reject(new NoAnswer(code, { mayHaveArrived: watch.isConnected, wasClosed, phase }));
      request.destroy();
    };
    const leave = (): void => fail('ERR_ABORTED');
    const watch = watchPhases(request, url, options.times, (phase) => fail('ETIMEDOUT', phase));
    signal?.addEventListener('abort', leave);
    request.on('error', (error) => fail(codeOf(error)));
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      fail('another protocol');
    });
    request.on('response', (response) => {
      hasBegun = true;
      collect(response, maxBytes, fail, (bytes) => {
        const finish = (body: Buffer): void => {
          if (isOver) return;
          end();
          resolve({ statusCode: response.statusCode ?? 0, headers: response.headers, body: body.toString() });
        };
        const encoding = response.headers['content-encoding'];
        if (encoding === undefined) finish(bytes);
        else unpack(bytes, encoding, maxBytes).then(finish, (error: unknown) => fail(toCode(error)));
      });
    });
    request.end(options.body);
  });
}

function collect(
  response: IncomingMessage,
  maxBytes: number,
  fail: (code: string | Refusal) => void,
  onEnd: (bytes: Buffer) => void,
): void {
  const pieces: Buffer[] = [];
  let length = 0;
  response.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > maxBytes) fail('too large');
    else pieces.push(piece);
  });
  response.on('end', () => onEnd(Buffer.concat(pieces, length)));
  response.on('error', (error) => fail(codeOf(error)));
}

function toCode(error: unknown): string | Refusal {
  const code = codeOf(error);
  return code === 'ERR_BUFFER_TOO_LARGE' ? ('too large' satisfies Refusal) : code;
}
