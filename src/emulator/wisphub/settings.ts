import { defaultApiSettings, type NativeApiSettings } from './native/api/wire/settings.js';

/**
 * Commit of the middleware to emulate (contract 2.4). `v1` is the last with JWT and envelope, `v2` the newest; the others differ in
 * authentication, health and ping answers. `native` is WispHub's own API, with no middleware in front of it (native contract).
 */
export type WispHubLineage = 'oldest' | 'v1' | 'early-v2' | 'mid-v2' | 'v2' | 'native';

/** Settings that can change while the emulator runs; every key is also a key of `POST /__emulator/settings`. */
export interface WispHubSettings extends NativeApiSettings {
  lineage: WispHubLineage;
  username: string;
  password: string;
  apiKey: string;
  /** Changing it makes every token given out so far a 401, as a redeploy with another key does. */
  jwtSecret: string;
  /** Zero or less gives out tokens that have already expired. Default 3600. */
  tokenLifeSeconds: number;
  /**
   * Milliseconds of the emulator's clock for which a ping task stays PENDING.
   * @default 2000
   */
  pingMs: number;
  /** Life of the whole-client-list cache. Default 300 (contract 1.11, 2.3). */
  listCacheSeconds: number;
  /** Open tickets at which a zone is full, `MAX_ACTIVE_TICKETS_PER_ZONE`. Default 3. */
  maxTicketsPerZone: number;
  /**
   * Worker processes that take requests in turn, each with caches of its own. The image runs 4.
   * @default 1
   */
  workers: number;
  /** The native system answers everything with an error (contract 1.12). */
  nativeDown: boolean;
  /** The native system does what a write asks of it and answers 502 all the same (contract 0.2). */
  nativeLosesAnswers: boolean;
  /** The native system ignores every filter and answers with this row of its list, counted from 1. Default 0: it does not. */
  nativeAnswersRow: number;
  /** A change of a client is given up after 10 s by the middleware, and lands after 12 s of the emulator's clock (contract 0.3). */
  updatesLandLate: boolean;
  /** The native client list fails from this page on, counted from 1. Default 0: never. */
  nativeFailsFromPage: number;
  /** The row of the case `spoilable` has a balance that is not a number (contract 1.12). */
  badRow: boolean;
  /** The row with this number in the native list has such a balance, counted from 1. Default 0: none. */
  badRowNumber: number;
  /** The native system ignores v2's `page` and repeats its first page (contract 2.3). */
  pagingBug: boolean;
  /** FastAPI before 0.122: a missing API key is a 403 (contract 2.1). */
  oldFastApi: boolean;
}

/** Settings to change; `dialect` is short for the lineage of that name. */
export type WispHubChanges = { readonly [Key in keyof WispHubSettings]?: WispHubSettings[Key] | undefined } & {
  readonly dialect?: 'v1' | 'v2' | 'native' | undefined;
};

/** The settings a WispHub emulator starts with and returns to on reset. */
export const defaultSettings: Readonly<WispHubSettings> = {
  lineage: 'v1',
  username: 'gateway',
  password: 'wisphub-planted-password',
  apiKey: 'wisphub-planted-api-key',
  jwtSecret: 'wisphub-planted-jwt-secret',
  tokenLifeSeconds: 3600,
  pingMs: 2000,
  listCacheSeconds: 300,
  maxTicketsPerZone: 3,
  workers: 1,
  nativeDown: false,
  nativeLosesAnswers: false,
  nativeAnswersRow: 0,
  updatesLandLate: false,
  nativeFailsFromPage: 0,
  badRow: false,
  badRowNumber: 0,
  pagingBug: false,
  oldFastApi: false,
  ...defaultApiSettings,
};

/** Changes whose key is a setting's and whose value has its type; the control endpoint accepts anything. */
export function knownSettings(changes: Readonly<Record<string, unknown>>): Partial<WispHubSettings> {
  const asked = { ...changes, lineage: changes.lineage ?? changes.dialect };
  const known = Object.entries(defaultSettings).flatMap(([key, initial]) => {
    const value = asked[key as keyof typeof asked];
    const fits = key === 'lineage' ? isLineage(value) : typeof value === typeof initial;
    return fits ? [[key, value] as const] : [];
  });
  return Object.fromEntries(known);
}

function isLineage(value: unknown): value is WispHubLineage {
  return ['oldest', 'v1', 'early-v2', 'mid-v2', 'v2', 'native'].includes(String(value));
}
