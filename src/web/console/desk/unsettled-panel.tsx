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
      {rows.map((write) => (
        <UnsettledRow key={write.reference} write={write} />
      ))}
    </WaitingPanel>
  );
}
