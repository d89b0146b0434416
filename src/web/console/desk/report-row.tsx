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
  const facts = [bank, formatMoment(reportedAt, locale)].filter(Boolean);
  return (
    <li>
      <div class="claim">
        <p>
          <ClientLink client={client} onOpen={(id) => void card.open(id)} />{' '}
          <strong>{formatMoney(amount, locale)}</strong>
        </p>
        <p class="small">
          <code>{reference}</code> · {facts.join(' · ')}
        </p>
      </div>
      <div class="buttons-cell">
        <Decision report={report} />
      </div>
    </li>
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
