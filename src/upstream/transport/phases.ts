import type { ClientRequest } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { Phase } from './no-answer.js';

/** Milliseconds for each phase. `connect` is that of TCP. */
export type PhaseTimes = Readonly<Record<Phase, number>>;

/** Watch over the connection of one request. */
export interface PhaseWatch {
  /** True once the connection stands, TLS included. */
  readonly isConnected: boolean;
  stop(): void;
}

/** Calls once for the first phase that takes too long. A connection that stood before has only the whole. */
export function watchPhases(
  request: ClientRequest,
  { protocol, hostname }: URL,
  times: PhaseTimes,
  onTimeout: (phase: Phase) => void,
): PhaseWatch {
  let isConnected = false;
  let isOver = false;
  let current: Phase | undefined;
  let timer: NodeJS.Timeout | undefined;
  const startedAt = performance.now();
  /** Tells a turn later: a busy process may have the answer, or the connection, and not have looked yet. */
  const expire = (phase: Phase, isStill: () => boolean): void => {
    setImmediate(() => {
      if (!isOver && isStill()) onTimeout(phase);
    });
  };
  const begin = (phase: Phase): void => {
    clearTimeout(timer);
    if (isOver) return;
    current = phase;
    timer = setTimeout(expire, times[phase], phase, () => current === phase);
  };
  const stand = (): void => {
    clearTimeout(timer);
    current = undefined;
    isConnected = true;
  };
  /** A timer counts from the start of the turn in which it is set, and so may come early: before the deadline. */
  const expireWhole = (): void => {
    const leftMs = startedAt + times.request - performance.now();
    if (leftMs > 0) whole = setTimeout(expireWhole, leftMs);
    else expire('request', () => true);
  };
  let whole = setTimeout(expireWhole, times.request);
  request.once('socket', (socket: Socket) => {
    if (!socket.connecting) {
      stand();
      return;
    }
    if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) {
      begin('connect');
    } else {
      begin('lookup');
      socket.once('lookup', (error: Error | null) => void (error ?? begin('connect')));
    }
    if (protocol === 'https:') {
      socket.once('connect', () => begin('secureConnect'));
      socket.once('secureConnect', stand);
    } else {
      socket.once('connect', stand);
    }
  });
  return {
    get isConnected() {
      return isConnected;
    },
    stop: () => {
      isOver = true;
      clearTimeout(timer);
      clearTimeout(whole);
    },
  };
}
