import type { WhoSaysWhatQuery } from '../../../client/index.js';
import { Badge, StatusBadge } from '../parts/badge.js';
import { ErrorMessage } from '../parts/error.js';
import { Skeleton } from '../parts/placeholder.js';
import { Scroll } from '../parts/scroll.js';
import { dataIn } from '../section.js';
import { useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';

type Source = NonNullable<WhoSaysWhatQuery['client']>['sources'][number];

/** Records of the client at each back end, side by side, with their differences. */
export function SourcePart() {
  const { card } = useWorkspace();
  const text = useText();
  const section = card.sources.value;
  const sources = dataIn(section)?.client?.sources ?? [];
  return (
    <div class="part" aria-busy={section.isLoading}>
      <h3>{text.sources.title}</h3>
      {section.result === null && <Skeleton lines={2} label={text.client.loading} />}
      {section.result !== null && section.result.kind !== 'ok' && sources.length === 0 && (
        <ErrorMessage error={section.result.errors[0]} part="client" />
      )}
      {sources.length > 0 && (
        <>
          <Difference sources={sources} />
          <Scroll label={text.sources.title}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{text.sources.backend}</th>
                  <th scope="col">{text.sources.says}</th>
                  <th scope="col">{text.sources.name}</th>
                  <th scope="col" class="number wide">
                    {text.sources.document}
                  </th>
                </tr>
              </thead>
              <tbody>
                {sources.map((source) => (
                  <Row key={source.backend} source={source} />
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
    </div>
  );
}

function Row({ source }: { readonly source: Source }) {
  const text = useText();
  const { backend, found, name, document, status, upstreamStatus, unavailable, freshness } = source;
  return (
    <tr>
      <th scope="row">{backend}</th>
      <td>
        {unavailable !== null && <Badge tone="bad">{text.sources.unavailable}</Badge>}
        {unavailable === null && found === false && <Badge tone="plain">{text.sources.unknown}</Badge>}
        {status !== null && <StatusBadge status={status} />}
        {unavailable !== null && <code class="small"> {unavailable}</code>}
        {upstreamStatus !== null && <span class="small"> {upstreamStatus}</span>}
        {freshness?.stale === true && (
          <>
            {' '}
            <Badge tone="warn">{text.sources.stale}</Badge>
          </>
        )}
      </td>
      <td>{name ?? text.client.nothing}</td>
      <td class="number wide">{document ?? text.client.nothing}</td>
    </tr>
  );
}

/** Names and states are compared as people read them: case and spaces do not matter. */
function Difference({ sources }: { readonly sources: readonly Source[] }) {
  const text = useText().sources;
  const asked = sources.filter(({ found }) => found === true);
  if (asked.length < 2) return null;
  const differs = (read: (source: Source) => string | null): boolean =>
    new Set(asked.map(read).filter((value) => value !== null)).size > 1;
  const parts = [
    differs(({ name }) => name?.replace(/\s+/g, ' ').trim().toUpperCase() ?? null) ? text.name : null,
    differs(({ status }) => status) ? text.says : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return <p class="small">{text.agree}</p>;
  return (
    <p class="notice" role="status">
      {text.differ(parts.map((part) => part.toLowerCase()).join(', '))}
    </p>
  );
}
