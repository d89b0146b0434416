import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import {
  type Capability,
  type Client,
  createClient,
  type GatewayError,
  type OverviewQuery,
  type Result,
} from '../../client/index.js';
import { createSignInSession } from '../sign-in-session.js';
import { type Contact, createContact } from './contact.js';
import { forgetRuns } from './data/kept-run.js';
import type { Settings } from './settings.js';
import { keepTenant, tenantsToTry } from './tenant/choice.js';
import { forgetIntents } from './write/sending/intent.js';

export type SessionState =
  | { readonly kind: 'out'; readonly why: GatewayError | 'ended' | null }
  | { readonly kind: 'entering' }
  /** `at`: time of the overview in milliseconds. */
  | {
      readonly kind: 'in';
      readonly client: Client;
      readonly overview: OverviewQuery;
      readonly at: number;
    };

/** User of the page and their scopes. */
export interface Session {
  readonly state: ReadonlySignal<SessionState>;
  readonly contact: Contact;
  /** @param token with or without `Bearer`. */
  signIn(token: string): Promise<void>;
  signOut(): void;
  /** Goes on with another of the tenants that the token is for. All that was shown of the former is dropped. */
  switchTo(tenant: string): Promise<void>;
  /** Signs out, because a socket says that the token is no longer taken; over HTTP that is seen here. */
  check(event: Result<unknown>, of: Client): void;
  /** Asks again how the back ends are doing, and whether the token is still taken. */
  refresh(): Promise<void>;
}

/** For as long as the tab is open; never in an address, never for other tabs. */
const key = 'isp-gateway.token';

const refreshMs = 10_000;

export function createSession({ tenantClaim }: Pick<Settings, 'tenantClaim'>): Session {
  const state = signal<SessionState>({ kind: 'out', why: null });
  const contact = createContact();
  /** The one whose answers count: of those before nothing does. */
  let current: Client | null = null;
  const leave = (why: GatewayError | 'ended' | null): void => {
    current?.close();
    current = null;
    state.value = { kind: 'out', why };
  };
  const end = (why: 'ended' | null): void => {
    forget();
    leave(why);
  };
  const subject = (): string | null => (state.value.kind === 'in' ? state.value.overview.viewer.subject : null);
  const sitting = createSignInSession(subject, () => end(subject() === null ? null : 'ended'));

  const refuse = (client: Client): void => {
    if (current === client && state.value.kind === 'in') end('ended');
  };

  const enter = async (
    token: string,
    isNew: boolean,
    [tenant, ...others]: readonly (string | undefined)[] = tenantsToTry(token, tenantClaim),
  ): Promise<void> => {
    current?.close();
    state.value = { kind: 'entering' };
    const client = createSessionClient({ token, tenant }, contact, () => refuse(client));
    current = client;
    const answer = await client.overview();
    if (current !== client) return;
    if (answer.kind === 'failed') {
      const [why] = answer.errors;
      const isRefused = why.code === 'UNAUTHENTICATED';
      // A tenant may have gone, or have an issuer of its own.
      if (isRefused && others.length > 0) return enter(token, isNew, others);
      // A gateway that is away does not make the token a bad one.
      if (isRefused) forget();
      return leave(why);
    }
    if (isNew) sitting.begin(answer.data.viewer.subject);
    keep(token, tenant);
    state.value = { kind: 'in', client, overview: answer.data, at: Date.now() };
  };
  const stored = sessionStorage.getItem(key);
  // A return from the identity provider begins a new session.
  const isReturn = new URLSearchParams(location.search).has('state');
  if (stored !== null && sitting.isCurrent() && !isReturn) void enter(stored, false);
  else forget();

  return {
    state,
    contact,
    signIn: (given) => {
      forget();
      return enter(given.trim().replace(/^Bearer\s+/i, ''), true);
    },
    signOut: () => {
      sitting.end();
      end(null);
    },
    switchTo: async (tenant) => {
      const token = leaveTenant(tenant);
      return token === null ? end('ended') : enter(token, false);
    },
    check: (event, client) => {
      if (event.kind === 'failed' && event.errors[0].code === 'UNAUTHENTICATED') refuse(client);
    },
    refresh: createRefresh(state, contact, { isCurrent: (client) => client === current, end: () => end('ended') }),
  };
}

function createRefresh(
  state: Signal<SessionState>,
  contact: Contact,
  { isCurrent, end }: { readonly isCurrent: (client: Client) => boolean; readonly end: () => void },
): Session['refresh'] {
  return async () => {
    const { value } = state;
    if (value.kind !== 'in') return;
    const { client, overview } = value;
    const answer = await client.overview(undefined, { retries: 0, timeoutMs: refreshMs });
    if (!isCurrent(client)) return;
    if (answer.kind !== 'failed') state.value = { ...value, overview: answer.data, at: Date.now() };
    // The token may have been revoked.
    else if (hasExpired(overview, Date.now())) end();
    else if (answer.errors[0].code === 'TIMED_OUT') contact.lose();
  };
}

function keep(token: string, tenant: string | undefined): void {
  sessionStorage.setItem(key, token);
  keepTenant(tenant);
}

/** Forgets the token, and what was typed and begun with it. */
function forget(): void {
  sessionStorage.removeItem(key);
  keepTenant(undefined);
  forgetWork();
}

/** Forgets what was typed and begun at the tenant that was shown. @returns the token */
function leaveTenant(next: string): string | null {
  forgetWork();
  keepTenant(next);
  return sessionStorage.getItem(key);
}

function forgetWork(): void {
  forgetIntents();
  forgetRuns();
}

/** @param onRefused called for the first answer that refuses the token, which ends the session. */
function createSessionClient(
  who: { readonly token: string; readonly tenant: string | undefined },
  contact: Contact,
  onRefused: () => void,
): Client {
  return createClient({
    url: '/graphql',
    ...who,
    fetch: async (...request) => {
      const response = await contact.fetch(...request);
      if (response.status === 401) onRefused();
      return response;
    },
  });
}

/** Scopes of the token. */
export function scopesOf(state: SessionState): readonly string[] {
  return state.kind === 'in' ? state.overview.viewer.scopes : [];
}

/** What the installation can do, through whichever back end. */
export function isCapable(state: SessionState, capability: Capability): boolean {
  return state.kind === 'in' && state.overview.backends.some(({ capabilities }) => capabilities.includes(capability));
}

/** By the clock of this machine, which may be wrong: the gateway is asked then. */
export function hasExpired({ viewer }: OverviewQuery, now: number): boolean {
  return Date.parse(viewer.expiresAt) <= now;
}
