import type { PaymentReportsQuery } from '../../../client/index.js';
import { formatMoment, formatMoney } from '../text/format.js';
import { useLocale, useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { useMayWrite } from '../write/may-write.js';
import { ClientLink } from './client-link.js';

type Report = PaymentReportsQuery['paymentReports']['nodes'][number];

/** What was claimed, and the two ways to decide it. */
export function ReportRow({ report }: { readonly report: Report }) {
  const { card } = useWorkspace();
  const locale = useLocale();
  const { amount, bank, client, reference, reportedAt } = report;
  return (
    <tr>
      <th scope="row">
        <ClientLink client={client} onOpen={(id) => void card.open(id)} />
      </th>
      <td class="number">{formatMoney(amount, locale)}</td>
      <td>
        <span class="digits">{reference}</span>
        {bank !== null && <span class="small item">{bank}</span>}
      </td>
      <td class="wide">{formatMoment(reportedAt, locale)}</td>
      <td class="buttons-cell">
        <Decision report={report} />
      </td>
    </tr>
  );
}

function Decision({ report }: { readonly report: Report }) {
  const { card, writes } = useWorkspace();
  const locale = useLocale();
  const { reports } = useText().desk;
  const mayWrite = useMayWrite();
  const { amount, client, id, reference } = report;
  const confirm = (clientId: string): void => {
    const values = { amount: amount.amount, currency: amount.currency, reference, reconnect: 'yes' };
    // The invoices of the client are what is to be chosen from.
    if (card.id.value !== clientId) void card.open(clientId);
    writes.begin({ kind: 'report', clientId, about: id, values });
  };
  const reject = (): void => {
    const values = { amount: formatMoney(amount, locale), reference };
    writes.begin({ kind: 'rejection', clientId: '', about: id, values });
  };
  return (
    <>
      {client !== null && mayWrite('report') && (
        <button type="button" onClick={() => confirm(client.id)}>
          {reports.confirm}
          <span class="unseen"> {reference}</span>
        </button>
      )}
      <button type="button" class="quiet" onClick={reject}>
        {reports.reject}
        <span class="unseen"> {reference}</span>
      </button>
    </>
  );
}
