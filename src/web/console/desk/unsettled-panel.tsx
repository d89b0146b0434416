import { dataIn } from '../section.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { UnsettledRow } from './unsettled-row.js';
import { WaitingPanel } from './waiting-panel.js';

/** Writes of which it is not known whether they have happened. */
export function UnsettledPanel() {
  const { decisions } = useWorkspace();
  const text = useText();
  const { unsettled, tabs } = text.desk;
  const rows = dataIn(decisions.unsettled.list.value)?.unsettledWrites.nodes ?? [];
  return (
    <WaitingPanel
      id="unsettled-title"
      title={tabs.unsettled}
      none={unsettled.none}
      noneHint={unsettled.noneHint}
      part="unsettledWrites"
      waiting={decisions.unsettled}
      shown={rows.length}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{unsettled.what}</th>
            <th scope="col">{text.board.client}</th>
            <th scope="col">{text.work.reference}</th>
            <th scope="col" class="wide">
              {unsettled.sent}
            </th>
            <th scope="col">
              <span class="unseen">{text.work.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((write) => (
            <UnsettledRow key={write.reference} write={write} />
          ))}
        </tbody>
      </table>
    </WaitingPanel>
  );
}
