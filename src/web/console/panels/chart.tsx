import { useComputed } from '@preact/signals';
import { type Bin, type Outcome, outcomes, toBins } from '../data/history.js';
import { outcomeTones } from '../parts/badge.js';
import { Scroll } from '../parts/scroll.js';
import { formatTime } from '../text/format.js';
import { useLocale, useText } from '../text/translation.js';
import { useWorkspace } from '../workspace.js';

const width = 600;
const height = 96;
const gap = 6;
const least = 4;

/** Ping results of the last hour: bars for the eye, a sentence and a table for screen readers. */
export function Chart() {
  const { board, now } = useWorkspace();
  const locale = useLocale();
  const text = useText();
  const bins = useComputed(() => toBins(board.history.entries.value.values(), Math.ceil(now.value / 15_000) * 15_000));
  const totals = outcomes.map((outcome) => ({ outcome, count: sum(bins.value, [outcome]) }));
  const total = sum(bins.value, outcomes);
  const parts = totals
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${text.outcomes[outcome]} ${count}`);
  return (
    <figure class="chart">
      <figcaption>
        <h3>{text.chart.title}</h3>
        <ul class="legend">
          {totals.map(({ outcome, count }) => (
            <li key={outcome} class={`${outcomeTones[outcome]} ${outcome.toLowerCase()}`}>
              <span class="swatch" aria-hidden="true" />
              {text.outcomes[outcome]} <strong>{count}</strong>
            </li>
          ))}
        </ul>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={total === 0 ? text.chart.empty : text.chart.summary(total, parts.join(', '))}
      >
        {bins.value.map((bin, index) => (
          <Bar key={bin.from} bin={bin} index={index} most={mostIn(bins.value)} count={bins.value.length} />
        ))}
      </svg>
      <div class="axis small" aria-hidden="true">
        {bins.value
          .filter((_, index) => index % 3 === 0)
          .map(({ from }) => (
            <span key={from}>{formatTime(from, locale)}</span>
          ))}
      </div>
      <details>
        <summary>{text.chart.table}</summary>
        <Table bins={bins.value} />
      </details>
    </figure>
  );
}

function Bar(props: { readonly bin: Bin; readonly index: number; readonly most: number; readonly count: number }) {
  const { bin, index, most, count } = props;
  const step = width / count;
  const unit = (height - least) / most;
  const x = index * step + gap / 2;
  let y = height;
  const blocks = outcomes.map((outcome) => {
    const size = bin.counts[outcome] * unit;
    y -= size;
    return { outcome, size, y };
  });
  return (
    <g>
      <rect class="floor" x={x} y={height - 1} width={step - gap} height={1} />
      {blocks
        .filter(({ size }) => size > 0)
        .map((block) => (
          <rect
            key={block.outcome}
            class={`${outcomeTones[block.outcome]} ${block.outcome.toLowerCase()}`}
            x={x}
            y={block.y}
            width={step - gap}
            height={block.size}
          />
        ))}
    </g>
  );
}

function Table({ bins }: { readonly bins: readonly Bin[] }) {
  const locale = useLocale();
  const text = useText();
  return (
    <Scroll label={text.chart.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.chart.time}</th>
            {outcomes.map((outcome) => (
              <th key={outcome} scope="col" class="number">
                {text.outcomes[outcome]}
              </th>
            ))}
            <th scope="col" class="number">
              {text.chart.total}
            </th>
          </tr>
        </thead>
        <tbody>
          {bins.map((bin) => (
            <tr key={bin.from}>
              <th scope="row">{formatTime(bin.from, locale)}</th>
              {outcomes.map((outcome) => (
                <td key={outcome} class="number">
                  {bin.counts[outcome]}
                </td>
              ))}
              <td class="number">{sum([bin], outcomes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function sum(bins: readonly Bin[], counted: readonly Outcome[]): number {
  return bins.flatMap(({ counts }) => counted.map((outcome) => counts[outcome])).reduce((all, one) => all + one, 0);
}

/** So that a single ping is no tower. */
function mostIn(bins: readonly Bin[]): number {
  return Math.max(5, ...bins.map((bin) => sum([bin], outcomes)));
}
