export type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** One reading of `/metrics`. */
export interface Exposition {
  readonly families: readonly Family[];
  /** The sum of the samples of that name that have these labels; 0 when there is none. */
  value(name: string, labels?: Labels): number;
}

const head = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/;
/** Prometheus takes a number in any case of letters, and the library writes `Nan`. */
const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?)|[+-]Inf|Na[nN])$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
const endings: Readonly<Record<string, readonly string[]>> = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
};

/**
 * Reads Prometheus' text format (0.0.4), and is stricter than it must be: every family has its help, its type and then its samples, of
 * that type's names and in one place; no sample comes twice; the buckets of a histogram add up.
 * @throws {Error} the first line that is not as it should be.
 */
export function parseExposition(text: string): Exposition {
  const families: (Omit<Family, 'samples'> & { samples: Sample[] })[] = [];
  const seen = new Set<string>();
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '') continue;
    const [, word, name = '', rest = ''] = head.exec(line) ?? [];
    const last = families.at(-1);
    if (word === 'HELP') {
      if (families.some((family) => family.name === name)) throw new Error(`comes twice: ${line}`);
      families.push({ name, help: rest, type: '', samples: [] });
    } else if (word === 'TYPE') {
      if (last?.name !== name || last.type !== '' || endings[rest] === undefined) throw new Error(`no type: ${line}`);
      families[families.length - 1] = { ...last, type: rest };
    } else {
      const read = readSample(line);
      const isOfLast = endings[last?.type ?? '']?.some((ending) => read.name === `${last?.name}${ending}`);
      if (isOfLast !== true) throw new Error(`of no family: ${line}`);
      const key = JSON.stringify([read.name, Object.entries(read.labels).sort()]);
      if (seen.has(key)) throw new Error(`comes twice: ${line}`);
      seen.add(key);
      last?.samples.push(read);
    }
  }
  for (const family of families) checkFamily(family);
  const all = families.flatMap(({ samples }) => samples);
  return {
    families,
    value: (name, labels = {}) =>
      all
        .filter((one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value))
        .reduce((sum, { value }) => sum + value, 0),
  };
}

function readSample(line: string): Sample {
  const [whole, name = '', inner = '', value = ''] = sample.exec(line) ?? [];
  if (whole === undefined) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  label.lastIndex = 0;
  while (label.lastIndex < inner.length) {
    const [found, key = '', text = ''] = label.exec(inner) ?? [];
    if (found === undefined || key in labels) throw new Error(`no labels: ${line}`);
    labels[key] = text;
  }
  return { name, labels, value: Number(value.replace('Inf', 'Infinity')) };
}

function checkFamily({ name, type, samples }: Family): void {
  if (type === '') throw new Error(`${name} has no type`);
  if (type === 'counter' && !name.endsWith('_total')) throw new Error(`${name} counts, and is not called so`);
  if (type !== 'histogram') return;
  const buckets = new Map<string, Sample[]>();
  for (const one of samples.filter((each) => each.name === `${name}_bucket`)) {
    const { le: _, ...labels } = one.labels;
    buckets.set(JSON.stringify(labels), [...(buckets.get(JSON.stringify(labels)) ?? []), one]);
  }
  for (const [labels, group] of buckets) {
    const values = group.map(({ value }) => value);
    const count = samples.find((one) => one.name === `${name}_count` && JSON.stringify(one.labels) === labels)?.value;
    const isWhole = group.at(-1)?.labels.le === '+Inf' && values.at(-1) === count;
    if (!isWhole || values.some((value, index) => value < (values[index - 1] ?? 0))) {
      throw new Error(`${name}${labels} does not add up`);
    }
  }
}
