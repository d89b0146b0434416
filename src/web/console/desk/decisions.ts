import { computed, type ReadonlySignal } from '@preact/signals';
import type { CallOptions, Client, PaymentReportsQuery, Result, UnsettledWritesQuery } from '../../../client/index.js';
import { onContact } from '../contact.js';
import { createSection, dataIn, fill, type Section } from '../section.js';
import { type Session, scopesOf } from '../session.js';

/** A list of what waits for somebody to decide it. */
export interface Waiting<Data> {
  readonly list: ReadonlySignal<Section<Data>>;
  /** How many wait. Null: not known. */
  readonly count: ReadonlySignal<number | null>;
  reload(): Promise<void>;
}

/** What a person decides, as far as the token shows it. */
export interface Decisions {
  readonly reports: Waiting<PaymentReportsQuery>;
  readonly unsettled: Waiting<UnsettledWritesQuery>;
  close(): void;
}

/** Nothing pushes these lists. */
const reloadMs = 60_000;

const first = 100;

export function createDecisions(session: Session, client: Client): Decisions {
  const closing = new AbortController();
  const scopes = scopesOf(session.state.peek());
  const wait = <Data>(
    scope: string,
    ask: (options: CallOptions) => Promise<Result<Data>>,
    countIn: (data: Data) => number,
  ): Waiting<Data> => {
    const list = createSection<Data>();
    const reload = async (): Promise<void> => {
      const options = { signal: closing.signal };
      if (scopes.includes(scope)) await fill(list, ask(options), { keep: true, ...options });
    };
    const count = computed(() => {
      const data = dataIn(list.value);
      return data === null ? null : countIn(data);
    });
    void reload();
    return { list, count, reload };
  };
  const reports = wait(
    'payments:write',
    (options) => client.paymentReports({ states: ['OPEN'], first }, options),
    ({ paymentReports: { totalCount, nodes } }) => totalCount ?? nodes.length,
  );
  const unsettled = wait(
    'admin',
    (options) => client.unsettledWrites({ first }, options),
    ({ unsettledWrites: { totalCount, nodes } }) => totalCount ?? nodes.length,
  );
  const reloadAll = (): void => {
    void reports.reload();
    void unsettled.reload();
  };
  const timer = setInterval(reloadAll, reloadMs);
  const stop = onContact(session.contact, { found: reloadAll });
  return {
    reports,
    unsettled,
    close: () => {
      clearInterval(timer);
      stop();
      closing.abort();
    },
  };
}
