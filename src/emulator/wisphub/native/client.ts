import type { Clock } from '../clock.js';
import { wispHubCases } from '../fixtures/cases.js';
import type { WispHubSettings } from '../settings.js';
import type { NativeRow } from './row.js';

/** Fields of a profile change, in native words. */
export type ProfileChange = Readonly<Record<string, string | null>>;

/** A profile change that took place. */
export interface EmulatedUpdate {
  readonly serviceId: number;
  readonly changes: ProfileChange;
}

/** Native client endpoints as the middleware calls them; `undefined` stands for an answer other than 200. */
export interface NativeClients {
  readonly rows: readonly NativeRow[];
  readonly updates: readonly EmulatedUpdate[];
  /** The first row whose field is exactly this text. */
  find(field: 'id_servicio' | 'cedula' | 'telefono', value: string): NativeRow | undefined;
  /** One page of the list, counted from 1, and the total count. */
  page(number: number): { readonly count: number; readonly results: readonly NativeRow[] } | undefined;
  /** Every row as a call would see it now. */
  all(): readonly NativeRow[] | undefined;
  /** An effect of the system itself, such as a payment or a reconnection: no change that a call asked for. */
  amend(serviceId: number, facts: Partial<NativeRow>): void;
  remove(serviceId: number): void;
  /** @returns false when refused: unknown service, a null, or a balance that is not a number */
  change(serviceId: number, changes: ProfileChange): boolean;
  reset(): void;
}

/** Rows per native list page. The real size is set by each installation. */
export const nativePageSize = 50;

/** Milliseconds after which an abandoned change still lands. */
const lateMs = 12_000;

export function createNativeClients(
  createAll: () => NativeRow[],
  settings: Readonly<WispHubSettings>,
  clock: Clock,
): NativeClients {
  const rows = createAll();
  const updates: EmulatedUpdate[] = [];
  const late: { readonly at: number; readonly index: number; readonly update: EmulatedUpdate }[] = [];
  const apply = (index: number, update: EmulatedUpdate): void => {
    const row = rows[index];
    if (row === undefined) return;
    rows[index] = { ...row, ...update.changes };
    updates.push(update);
  };
  const land = (): void => {
    while (late[0] !== undefined && late[0].at <= clock.now()) {
      const { index, update } = late[0];
      late.shift();
      apply(index, update);
    }
  };
  const read = (row: NativeRow): NativeRow => {
    const isBad =
      (settings.badRow && row.id_servicio === wispHubCases.spoilable.id_servicio) ||
      rows[settings.badRowNumber - 1]?.id_servicio === row.id_servicio;
    return isBad ? { ...row, saldo: '' } : row;
  };
  return {
    rows,
    updates,
    find: (field, value) => {
      land();
      if (settings.nativeDown) return undefined;
      const row = rows[settings.nativeAnswersRow - 1] ?? rows.find((each) => String(each[field]) === value);
      return row === undefined ? undefined : read(row);
    },
    page: (number) => {
      land();
      const fails = settings.nativeFailsFromPage > 0 && number >= settings.nativeFailsFromPage;
      if (settings.nativeDown || fails) return undefined;
      const start = (number - 1) * nativePageSize;
      return { count: rows.length, results: rows.slice(start, start + nativePageSize).map(read) };
    },
    all: () => {
      land();
      return settings.nativeDown ? undefined : rows.map(read);
    },
    amend: (serviceId, facts) => {
      const index = rows.findIndex((each) => each.id_servicio === serviceId);
      const row = rows[index];
      if (row !== undefined) rows[index] = { ...row, ...facts };
    },
    remove: (serviceId) => {
      const index = rows.findIndex((each) => each.id_servicio === serviceId);
      if (index >= 0) rows.splice(index, 1);
    },
    change: (serviceId, changes) => {
      const index = rows.findIndex((each) => each.id_servicio === serviceId);
      const row = rows[index];
      if (settings.nativeDown || row === undefined || !isAcceptable(changes)) return false;
      if (settings.updatesLandLate) late.push({ at: clock.now() + lateMs, index, update: { serviceId, changes } });
      else apply(index, { serviceId, changes });
      return !settings.updatesLandLate && !settings.nativeLosesAnswers;
    },
    reset: () => {
      rows.splice(0, rows.length, ...createAll());
      updates.length = 0;
      late.length = 0;
    },
  };
}

function isAcceptable(changes: ProfileChange): boolean {
  const given = Object.entries(changes);
  return given.every(([field, value]) => value !== null && (field !== 'saldo' || /^-?\d+(\.\d+)?$/.test(value)));
}
