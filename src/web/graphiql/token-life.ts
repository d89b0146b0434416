import type { Result } from '../../client/index.js';
import { createSignInSession } from '../sign-in-session.js';

/** Of a subscription. */
export type Events = AsyncIterableIterator<Result<unknown>>;

/** The tokens that the gateway has taken from this page: with the first of them that is over goes all that the page shows. */
export interface TokenLife {
  /** `fetch` and `watch` see by the answers which token is taken, and which no more. */
  readonly fetch: typeof fetch;
  watch(events: Events, token: string): Events;
  /** In the headers of an operation, as they are typed, another token stands now. */
  edited(before: string, now: string): void;
}

interface Claims {
  readonly sub?: unknown;
  readonly exp?: unknown;
}

/** @param onOver is given the headers to go on with: null for those that a new page has. */
export function createTokenLife(onOver: (headers: string | null) => void): TokenLife {
  /** Expiry of each token by this machine's clock, in milliseconds. */
  const taken = new Map<string, number>();
  const running = new Set<Events>();
  const over = (headers: string | null = null): void => {
    if (taken.size === 0) return;
    taken.clear();
    for (const events of running) void events.return?.();
    onOver(headers);
  };
  const take = (token: string): void => {
    const { exp } = claimsOf(token);
    const end = typeof exp === 'number' ? exp * 1_000 : Number.POSITIVE_INFINITY;
    // One that is taken after its end says that this clock is wrong: the gateway will refuse it.
    taken.set(token, end > Date.now() ? end : Number.POSITIVE_INFINITY);
  };
  setInterval(() => {
    if ([...taken.values()].some((end) => end <= Date.now())) over();
  }, 1_000);
  const subject = (): string | null => {
    const subjects = new Set([...taken.keys()].map((token) => claimsOf(token).sub));
    const [one] = subjects;
    return subjects.size === 1 && typeof one === 'string' ? one : null;
  };
  createSignInSession(subject, over);

  return {
    fetch: async (...asked) => {
      const token = tokenIn(new Headers(asked[1]?.headers));
      const response = await fetch(...asked);
      if (response.ok) take(token);
      else if (response.status === 401 && taken.has(token)) over();
      return response;
    },
    watch: (events, token) => {
      const watched: typeof events = {
        next: async () => {
          const event = await events.next();
          const isRefused =
            event.done !== true && event.value.kind === 'failed' && event.value.errors[0].code === 'UNAUTHENTICATED';
          if (event.done === true) running.delete(watched);
          else if (!isRefused) take(token);
          else if (taken.has(token)) over();
          return event;
        },
        return: async () => {
          running.delete(watched);
          return (await events.return?.()) ?? { done: true, value: undefined };
        },
        [Symbol.asyncIterator]: () => watched,
      };
      running.add(watched);
      return watched;
    },
    edited: (before, now) => {
      const token = tokenOf(before);
      if (token !== tokenOf(now) && taken.has(token)) over(now);
    },
  };
}

/** In headers as they are typed. */
function tokenOf(text: string): string {
  try {
    return tokenIn(new Headers(JSON.parse(text)));
  } catch {
    return '';
  }
}

export function tokenIn(headers: Headers): string {
  return (headers.get('authorization') ?? '').replace(/^Bearer\s+/i, '');
}

/** Claims of a token that is a JWT. */
function claimsOf(token: string): Claims {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(payload)) as Claims;
  } catch {
    return {};
  }
}
