import type { Locality } from '../../../../model/backend.js';
import { dayIn } from '../../../../model/calendar.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import { createPathTemplate } from '../../../../upstream/path-template.js';
import { TicketRow } from '../ticket-row.js';
import { createHeld } from './held.js';
import type { NativeSession } from './session.js';
import { readPage, type Walk, walk } from './walk.js';

export const allTickets = createPathTemplate('/tickets/');

const dayMs = 86_400_000;

/** Days of a window: two months are the most, and those of February and March are 59 days (T17). */
const windowDays = 58;

/** Windows walked: tickets that have been open for more than seven months are not counted. */
const windows = 4;

/** Milliseconds for which tickets serve all who ask: a minute, as in the middleware. */
const heldMs = 60_000;

/** The tickets of all clients, as no filter knows one (native contract 3.2). */
export interface TicketWalks {
  /** Those on which work has not begun, of the last seven months. */
  opened(call: UpstreamCall): Promise<Walk<TicketRow>>;
  /** Those, the ones in progress, and of the closed ones of the last two months a page each, which may lack most. */
  recent(call: UpstreamCall): Promise<readonly TicketRow[]>;
  /** Another ticket may be among them. */
  forget(): void;
}

export function createTicketWalks(session: NativeSession, { timeZone }: Locality): TicketWalks {
  const queryOf = (state: string, index: number) => {
    const day = (daysAgo: number): string => dayIn(timeZone, new Date(Date.now() - daysAgo * dayMs));
    const last = index * windowDays - 1;
    return { estado: state, fecha_creacion_0: day(last + windowDays), fecha_creacion_1: day(last) };
  };
  const walkState = async (state: string, call: UpstreamCall): Promise<Walk<TicketRow>> => {
    const walks = await Promise.all(
      Array.from({ length: windows }, (_, index) => {
        const request = { route: allTickets, query: queryOf(state, index), kind: 'list' } as const;
        return walk(session, request, TicketRow, ({ id_ticket: id }) => id, call);
      }),
    );
    const rows = new Map(walks.flatMap((each) => each.rows).map((row) => [row.id_ticket, row]));
    return { rows: [...rows.values()], isWhole: walks.every(({ isWhole }) => isWhole) };
  };
  const readClosed = async (state: string, call: UpstreamCall): Promise<readonly TicketRow[]> => {
    const request = { route: allTickets, query: queryOf(state, 0), kind: 'list' } as const;
    const { results } = await readPage(session, request, {}, call);
    return results.flatMap((each) => TicketRow.safeParse(each).data ?? []);
  };
  const opened = createHeld(heldMs, (call) => walkState('1', call));
  const others = createHeld(heldMs, async (call): Promise<readonly TicketRow[]> => {
    const [begun, ...closed] = await Promise.all([
      walkState('2', call),
      ...['3', '4'].map((state) => readClosed(state, call)),
    ]);
    return [...begun.rows, ...closed.flat()];
  });
  return {
    opened: opened.get,
    recent: async (call) => {
      const [first, rest] = await Promise.all([opened.get(call), others.get(call)]);
      // One that moved on between the walks is in both: the later state counts.
      return [...new Map([...first.rows, ...rest].map((row) => [row.id_ticket, row])).values()];
    },
    forget: () => {
      opened.forget();
      others.forget();
    },
  };
}
