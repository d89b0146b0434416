import { type ReadonlySignal, signal } from '@preact/signals';
import { type Client, createClient, type GatewayError, type OverviewQuery, type Result } from '../../client/index.js';

export type SessionState =
  | { readonly kind: 'out'; readonly why: GatewayError | 'ended' | null }
  | { readonly kind: 'entering' }
  | { readonly kind: 'in'; readonly client: Client; readonly overview: OverviewQuery };

/** Who uses the page, and what they may ask. */
export interface Session {
  readonly state: ReadonlySignal<SessionState>;
  /** @param token with or without `Bearer`. */
  signIn(token: string): Promise<void>;
  /** @param why `ended`: the token is no longer taken. */
  signOut(why?: 'ended'): void;
  /** Asks again how the back ends are doing. */
  refresh(): Promise<void>;
  /** Signs out when an answer says that the token is no longer taken. @returns the same answer. */
  check<Answer extends Result<unknown>>(answer: Answer): Answer;
}

/** For as long as the tab is open; never in an address, never for other tabs. */
const key = 'isp-gateway.token';

export function createSession(): Session {
  const stored = sessionStorage.getItem(key);
  const state = signal<SessionState>({ kind: 'out', why: null });
  const leave = (why: GatewayError | 'ended' | null): void => {
    if (state.value.kind === 'in') state.value.client.close();
    sessionStorage.removeItem(key);
    state.value = { kind: 'out', why };
  };
  const session: Session = {
    state,
    signIn: async (given) => {
      const token = given.trim().replace(/^Bearer\s+/i, '');
      state.value = { kind: 'entering' };
      const client = createClient({ url: '/graphql', token });
      const answer = await client.overview();
      if (answer.kind === 'failed') {
        client.close();
        const [why] = answer.errors;
        // A gateway that is away does not make the token a bad one.
        if (why.code === 'UNAUTHENTICATED') sessionStorage.removeItem(key);
        state.value = { kind: 'out', why };
        return;
      }
      sessionStorage.setItem(key, token);
      state.value = { kind: 'in', client, overview: answer.data };
    },
    signOut: (why) => leave(why ?? null),
    refresh: async () => {
      const { value } = state;
      if (value.kind !== 'in') return;
      const answer = session.check(await value.client.overview(undefined, { retries: 0 }));
      if (answer.kind !== 'failed' && state.value === value) state.value = { ...value, overview: answer.data };
    },
    check: (answer) => {
      const isRefused = answer.kind === 'failed' && answer.errors[0].code === 'UNAUTHENTICATED';
      if (isRefused && state.value.kind === 'in') leave('ended');
      return answer;
    },
  };
  if (stored !== null) void session.signIn(stored);
  return session;
}
