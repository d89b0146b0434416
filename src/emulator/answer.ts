import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './fault.js';
import type { EmulatedAnswer, EmulatedRoute } from './message.js';

/** Answers a call, spoilt by its fault if it has one. */
export async function answerWith(
  fault: Fault | undefined,
  route: EmulatedRoute,
  outgoing: ServerResponse,
): Promise<void> {
  if (fault?.kind === 'hang') {
    if (fault.when === 'after') await route.answer();
    return;
  }
  if (fault?.kind === 'delay' && fault.when !== 'after') await wait(fault.ms);
  if (fault?.kind === 'reset' && fault.when === 'before') return reset(outgoing);
  if (fault?.kind === 'answer' && fault.when === 'before') return send(outgoing, fault);
  const answer = await route.answer();
  if (fault?.kind === 'delay' && fault.when === 'after') await wait(fault.ms);
  if (fault?.kind === 'reset') return reset(outgoing);
  if (fault?.kind === 'answer') return send(outgoing, fault);
  if (fault?.kind === 'rewrite') return send(outgoing, fault.rewrite(answer));
  if (fault?.kind === 'cut') return sendHalf(outgoing, answer, () => outgoing.socket?.destroy());
  if (fault?.kind === 'stall') return sendHalf(outgoing, answer, () => undefined);
  send(outgoing, answer);
}

export function send(outgoing: ServerResponse, answer: Partial<EmulatedAnswer>): void {
  const body = Buffer.from(answer.body ?? '');
  outgoing.writeHead(answer.status ?? 200, { ...answer.headers, 'content-length': body.length });
  outgoing.end(body);
}

/** Promises the whole body and sends half of it. */
function sendHalf(outgoing: ServerResponse, answer: EmulatedAnswer, then: () => void): void {
  const body = Buffer.from(answer.body);
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), then);
}

function reset(outgoing: ServerResponse): void {
  outgoing.socket?.resetAndDestroy();
}
