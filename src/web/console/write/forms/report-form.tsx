import type { InvoiceRowFragment } from '../../../../client/index.js';
import type { ShownClient } from '../../data/shown-client.js';
import { formatMoney } from '../../text/format.js';
import { useLocale, useText } from '../../text/translation.js';
import { useWorkspace } from '../../workspace.js';
import { accountCredit } from '../sending/request.js';
import { nameOf } from './client-name.js';
import { Choice, Effect, useField } from './fields.js';
import { PaymentFields } from './payment-form.js';

interface ReportProps {
  readonly client: ShownClient;
  /** Null: not there yet, or not to be had. */
  readonly invoices: readonly InvoiceRowFragment[] | null;
}

/** A reported payment that a person has found to be true: for which invoice it is has to be chosen. */
export function ReportForm({ client, invoices }: ReportProps) {
  const { session } = useWorkspace();
  const locale = useLocale();
  const { desk, client: words, work } = useText();
  const { value } = useField('invoice');
  const amount = useField('amount').value;
  const currency = useField('currency').value;
  const reconnects = useField('reconnect').value === 'yes';
  const open = invoices?.filter(({ state }) => state === 'PENDING') ?? [];
  const { value: state } = session.state;
  const backends = state.kind === 'in' ? state.overview.backends : [];
  // WispHub takes payments of invoices alone.
  const mayCredit = backends.find(({ capabilities }) => capabilities.includes('PAYMENT_ENTRY'))?.backend === 'WISPRO';
  const chosen = open.find(({ id }) => id === value);
  const what = value === accountCredit ? desk.reports.credit : (chosen?.number ?? '…');
  return (
    <>
      {invoices !== null && open.length === 0 && <p class="notice">{desk.reports.noInvoice}</p>}
      <Choice name="invoice" label={desk.reports.invoice}>
        <option value="">…</option>
        {open.map(({ id, number, balance }) => (
          <option key={id} value={id}>
            {number ?? words.nothing}
            {balance !== null && ` · ${formatMoney(balance, locale)}`}
          </option>
        ))}
        {mayCredit && <option value={accountCredit}>{desk.reports.credit}</option>}
      </Choice>
      <PaymentFields hasFocus={false} />
      <Effect>
        {[
          work.effects.payment(nameOf(client), what, `${amount === '' ? '…' : amount} ${currency}`),
          reconnects ? work.effects.reconnects : '',
        ]}
      </Effect>
    </>
  );
}
