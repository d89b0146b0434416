import { fencesOf } from './markdown.js';

/** Treatment of a command that stands on a page. */
export type CommandKind = 'run' | 'serve' | 'export' | 'elsewhere';

/** By how a command begins, in this order. What no line fits is named by a test. */
const kinds: readonly (readonly [RegExp, CommandKind])[] = [
  [/^export /, 'export'],
  // Other hosts than ours, and what needs Docker or another installation.
  [/^curl .*https:\/\//s, 'elsewhere'],
  [/^(?:docker|kubectl|\/path\/to\/) ?/, 'elsewhere'],
  // Whole suites: `.ci/run` and `npm run check` run them, and this test among them.
  [/^(?:\.ci\/run|npm (?:test|run (?:test|test:\w+|check|check:static|format|bench|bench:smoke)))\b/, 'elsewhere'],
  [/^BENCH_PROFILE=\S+ npm run bench/, 'elsewhere'],
  // A clone is where they are run.
  [/^(?:git clone ADDRESS isp-gateway|cd isp-gateway)$/, 'elsewhere'],
  // The example's back ends are the reader's own.
  [/^node --env-file=deploy\/gateway\.env /, 'elsewhere'],
  [/^(?:cp|chmod|sed -i) /, 'run'],
  // Takes away what the commands after it need.
  [/^npm prune /, 'elsewhere'],
  [/^(?:[A-Z_]+=\S+ )*(?:npm start|npm run demo|node dist\/cli\/index\.js (?:serve|demo))$/, 'serve'],
  [/^(?:npm ci|npm run build|npm pack|npm install) ?/, 'run'],
  [/^node (?:--env-file=\S+ )?dist\/cli\/index\.js (?:doctor|token|manifest|operations|schema|--version)\b/, 'run'],
  [/^curl .*http:\/\/127\.0\.0\.1:4000/s, 'run'],
];

/** A command of a page. */
export interface Command {
  readonly text: string;
  /** Undefined: nobody says how to run it. */
  readonly kind: CommandKind | undefined;
}

/** Beginning of a line that is a command. */
const begin =
  /^(?:export|npm|npx|node|curl|docker|git|cd|cp|sed|kubectl|\.ci\/|\/path\/|make|bash|sh|openssl|[A-Z_]+=\S+ (?:npm|npx|node)) ?/;

/** Commands of a page's blocks without a language or of a shell, in their order: one a line, without comments. */
export function commandsOf(page: string): readonly Command[] {
  return fencesOf(page)
    .filter(({ info }) => /^(?:sh\b.*|bash|)$/.test(info))
    .flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'))
    .filter((line) => begin.test(line))
    .flatMap((line) => line.replace(/\s+#\s.*$/, '').split(' && '))
    .map((text) => ({ text: text.trim(), kind: kinds.find(([pattern]) => pattern.test(text.trim()))?.[1] }));
}
