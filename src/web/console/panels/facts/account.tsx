import type { AccountState } from '../../../../client/index.js';
import type { ShownClient } from '../../data/shown-client.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { dataIn } from '../../section.js';
import { formatDay, formatMoney, isNegative, isZero } from '../../text/format.js';
import { useLocale, useText } from '../../text/translation.js';
import { useWorkspace } from '../../workspace.js';

const tones: Readonly<Record<AccountState, Tone>> = {
  UP_TO_DATE: 'ok',
  DUE: 'plain',
  PROMISED: 'warn',
  OVERDUE: 'bad',
  SUSPENDED: 'bad',
  UNKNOWN: 'warn',
};

/** State of the account, as the back end that bills it tells; where none does, the balance without a verdict. */
export function AccountFigure({ client }: { readonly client: ShownClient }) {
  const text = useText().work.account;
  if (client.account === undefined) return <Balance client={client} />;
  if (client.account === null) return <strong>{text.none}</strong>;
  return <State account={client.account} />;
}

function State({ account }: { readonly account: NonNullable<ShownClient['account']> }) {
  const { card } = useWorkspace();
  const locale = useLocale();
  const text = useText().work.account;
  const { owed, dueDate, promisedUntil } = account;
  const invoices = dataIn(card.billing.value)?.client?.invoices.nodes ?? [];
  // Read at another moment, the invoices beside it may know better: then neither is believed.
  const isDenied = account.state === 'UP_TO_DATE' && invoices.some(({ isOverdue }) => isOverdue);
  const state = isDenied ? 'UNKNOWN' : account.state;
  const isOpen = state !== 'UP_TO_DATE';
  return (
    <>
      <Badge tone={tones[state]}>{text.states[state]}</Badge>
      {owed === null && isOpen && <span class="small"> {text.owedUnknown}</span>}
      {owed !== null && !isZero(owed) && <strong> {describeOwed(owed, locale, text)}</strong>}
      {dueDate !== null && isOpen && <span class="small"> {text.due(formatDay(dueDate, locale))}</span>}
      {promisedUntil !== null && <span class="small"> {text.promised(formatDay(promisedUntil, locale))}</span>}
    </>
  );
}

function Balance({ client: { outstandingBalance } }: { readonly client: ShownClient }) {
  const locale = useLocale();
  const text = useText();
  if (outstandingBalance === null) return <strong>{text.client.nothing}</strong>;
  return (
    <>
      <strong>
        {isZero(outstandingBalance)
          ? formatMoney(outstandingBalance, locale)
          : describeOwed(outstandingBalance, locale, text.work.account)}
      </strong>
      <span class="small"> {text.work.account.withoutInvoices}</span>
    </>
  );
}

interface Words {
  readonly owed: (amount: string) => string;
  readonly credit: (amount: string) => string;
}

function describeOwed(money: Parameters<typeof formatMoney>[0], locale: string, { owed, credit }: Words): string {
  const amount = formatMoney({ ...money, amount: money.amount.replace('-', '') }, locale);
  return isNegative(money) ? credit(amount) : owed(amount);
}
