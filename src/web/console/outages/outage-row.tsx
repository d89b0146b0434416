import { Badge } from '../parts/badge.js';
import { formatMoment } from '../text/format.js';
import { useLocale, useText } from '../text/translation.js';
import { Affected } from './affected.js';
import { nameOutage } from './outage-name.js';
import type { Outage } from './outages.js';

/** What is out, since when, and how that is known. */
export function OutageRow({ outage }: { readonly outage: Outage }) {
  const text = useText();
  const locale = useLocale();
  const words = text.desk.outages;
  const { state, source, tested, down, raisedAt, endedAt, ending, description } = outage;
  const isOpen = state === 'OPEN';
  const facts = [
    words.since(formatMoment(raisedAt, locale)),
    endedAt === null ? null : words.until(formatMoment(endedAt, locale)),
    ending === null ? null : words.endings[ending],
    words.sources[source],
    tested === 0 ? null : words.tested(down, tested),
  ];
  return (
    <li>
      <p class="outage-head">
        <strong>{nameOutage(outage, text)}</strong>
        <Badge tone={isOpen ? 'bad' : 'plain'}>{isOpen ? words.open : words.ended}</Badge>
      </p>
      <p class="small">{facts.filter(Boolean).join(' · ')}</p>
      {description !== null && <p class="small">{description}</p>}
      {isOpen && <Affected outage={outage} />}
    </li>
  );
}
