import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { type DeskPart, tabId } from './desk.js';

/** The parts by name, each with how many wait in it. The arrows go from one to the next. */
export function Tabs({ parts, shown }: { readonly parts: readonly DeskPart[]; readonly shown: DeskPart }) {
  const { desk } = useWorkspace();
  const text = useText();
  const counts = useCounts();
  const names = { ...text.desk.tabs, pings: text.board.title };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = parts.indexOf(shown);
    const wanted = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: parts.length - 1 }[event.key];
    const part = wanted === undefined ? undefined : parts[(wanted + parts.length) % parts.length];
    if (part === undefined) return;
    event.preventDefault();
    desk.show(part);
  };
  return (
    <div class="tabs" role="tablist" aria-label={text.desk.tabs.label} onKeyDown={onKeyDown}>
      {parts.map((part) => (
        <button
          key={part}
          type="button"
          role="tab"
          id={tabId(part)}
          aria-selected={part === shown}
          aria-controls="desk"
          tabIndex={part === shown ? 0 : -1}
          onClick={() => desk.show(part)}
        >
          {names[part]}
          {counts[part] > 0 && <span class={`count ${part}`}>{counts[part]}</span>}
        </button>
      ))}
    </div>
  );
}

/** How many wait in each part. */
function useCounts(): Readonly<Record<DeskPart, number>> {
  const { decisions, outages } = useWorkspace();
  return {
    pings: 0,
    outages: outages.open.value.length,
    reports: decisions.reports.count.value ?? 0,
    unsettled: decisions.unsettled.count.value ?? 0,
  };
}
