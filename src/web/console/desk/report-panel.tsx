import { dataIn } from '../section.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { ReportRow } from './report-row.js';
import { WaitingPanel } from './waiting-panel.js';

/** Receipts that subscribers have shown: a person compares each with the bank, and confirms or rejects it. */
export function ReportPanel() {
  const { decisions } = useWorkspace();
  const text = useText();
  const { reports, tabs } = text.desk;
  const rows = dataIn(decisions.reports.list.value)?.paymentReports.nodes ?? [];
  return (
    <WaitingPanel
      id="reports-title"
      title={tabs.reports}
      none={reports.none}
      noneHint={reports.noneHint}
      part="paymentReports"
      waiting={decisions.reports}
      shown={rows.length}
    >
      {rows.map((report) => (
        <ReportRow key={report.id} report={report} />
      ))}
    </WaitingPanel>
  );
}
