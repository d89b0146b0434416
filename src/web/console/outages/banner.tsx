import { formatMoment } from '../text/format.js';
import { useLocale, useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';
import { nameOutage } from './outage-name.js';

/** More would push the work off the screen: the list has them all. */
const most = 3;

/** Outages that go on, above everything else. */
export function OutageBanner() {
  const { outages, desk } = useWorkspace();
  const text = useText();
  const locale = useLocale();
  const open = outages.open.value;
  if (open.length === 0) return null;
  const words = text.desk.outages;
  return (
    <section class="outage-banner" aria-label={words.title}>
      <ul>
        {open.slice(0, most).map((outage) => (
          <li key={outage.id}>
            <strong>
              {words.open}: {nameOutage(outage, text)}
            </strong>
            <span>
              {words.affected(outage.affectedCount)} · {words.since(formatMoment(outage.raisedAt, locale))}
            </span>
          </li>
        ))}
        {open.length > most && <li>{words.others(open.length - most)}</li>}
      </ul>
      <button type="button" class="quiet" onClick={() => desk.show('outages')}>
        {words.show}
      </button>
    </section>
  );
}
