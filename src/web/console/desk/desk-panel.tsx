import { OutagePanel } from '../outages/outage-panel.js';
import { BoardPanel } from '../panels/board.js';
import { scopesOf } from '../session.js';
import { useWorkspace } from '../workspace.js';
import { deskParts, tabId } from './desk.js';
import { ReportPanel } from './report-panel.js';
import { Tabs } from './tabs.js';
import { UnsettledPanel } from './unsettled-panel.js';

const panels = { pings: BoardPanel, outages: OutagePanel, reports: ReportPanel, unsettled: UnsettledPanel } as const;

const needs = { outages: 'network:read', reports: 'payments:write', unsettled: 'admin' } as const;

/** What happens beside the one client: the parts that the token shows, one at a time. */
export function DeskPanel() {
  const { desk, session } = useWorkspace();
  const scopes = scopesOf(session.state.value);
  const parts = deskParts.filter((part) => part === 'pings' || scopes.includes(needs[part]));
  const shown = parts.includes(desk.part.value) ? desk.part.value : 'pings';
  const Panel = panels[shown];
  if (parts.length === 1) return <BoardPanel />;
  return (
    <div class="column">
      <Tabs parts={parts} shown={shown} />
      <div id="desk" role="tabpanel" aria-labelledby={tabId(shown)}>
        <Panel />
      </div>
    </div>
  );
}
