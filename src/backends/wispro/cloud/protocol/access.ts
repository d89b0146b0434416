import type { Capability } from '../../../../model/backend.js';
import { UpstreamError } from '../../../../model/errors.js';

/** Areas that a key may be refused by themselves, by what their paths hold, and the capabilities that end there. */
const capabilitiesOf: ReadonlyMap<string, readonly Capability[]> = new Map([
  ['/current_account', ['ACCOUNT']],
  ['/plans', ['PLANS']],
  ['/invoicing/invoices', ['INVOICES', 'PAYMENT_LINKS']],
  ['/invoicing/payments', ['PAYMENTS']],
  ['/payment_promises', ['PAYMENT_PROMISES']],
  ['/help_desk/', ['TICKETS', 'CLIENT_TICKETS']],
]);

const areas = [...capabilitiesOf.keys()];

/** Milliseconds after which an area that was closed is tried again. */
const closedMs = 600_000;

/** Areas of the API that turned out to be closed. */
export interface Access {
  /** The same set whenever it is asked for: it is looked at for each field of each client. */
  readonly absent: ReadonlySet<Capability>;
  /** An answer of a route, or the failure to get one. */
  note(path: string, error?: unknown): void;
  /** The list of a route does not do what the capabilities need. */
  close(path: string): void;
}

/** An area is closed when its key was refused there and taken elsewhere since: a key that is refused everywhere is a wrong one. */
export function createAccess(clock: () => number = () => performance.now()): Access {
  const absent = new Set<Capability>();
  const refusedAt = new Map<string, number>();
  const judge = (area: string, at: number): void => {
    const isOver = clock() - at >= closedMs;
    if (isOver) refusedAt.delete(area);
    for (const capability of capabilitiesOf.get(area) ?? []) {
      if (isOver) absent.delete(capability);
      else absent.add(capability);
    }
  };
  const refuse = (path: string): void => {
    const area = areas.find((each) => path.includes(each));
    if (area !== undefined && !refusedAt.has(area)) refusedAt.set(area, clock());
  };
  return {
    absent,
    note: (path, error) => {
      if (isRefusal(error)) return refuse(path);
      if (error !== undefined) return undefined;
      for (const [area, at] of refusedAt) judge(area, path.includes(area) ? Number.NEGATIVE_INFINITY : at);
    },
    close: (path) => {
      refuse(path);
      for (const [area, at] of refusedAt) if (path.includes(area)) judge(area, at);
    },
  };
}

/** 402 is the licence, which is over everywhere (cloud contract T16). */
export function isRefusal(error: unknown): boolean {
  return error instanceof UpstreamError && (error.options.status === 401 || error.options.status === 403);
}
