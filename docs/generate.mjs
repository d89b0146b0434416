// node docs/generate.mjs: writes the pages of this folder that the code knows best. Needs `npm run build`.
import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema } from 'graphql';
import { describeSupport } from '../dist/backends/index.js';
import { describeConfiguration } from '../dist/config/config.js';
import { clientKeyKinds } from '../dist/model/client.js';
import { errorAdvice, errorCodes, errorSentences } from '../dist/model/error-code.js';
import { formOfAddress } from '../dist/model/form-of-address.js';
import { locales, localize, problemCodes, problemMessages } from '../dist/model/problem.js';
import { createSchema } from '../dist/schema/index.js';
import { refusalStatuses } from '../dist/server/execution/error.js';
import { describeSchema } from './schema-page.mjs';

write(
  'configuration.md',
  `# Configuration

Environment variables, read once at start; one that is set to nothing is not set. A start with invalid settings ends with one message that names
them all and prints no secret. At least one back end must be configured. A variable that is none of these and like one of them, by a letter or by
its first word, is reported with the name that may be meant. [deploy/gateway.env.example](../deploy/gateway.env.example) is a file to begin with.

\`\`\`
export JWT_SECRET=$(openssl rand -hex 32)
\`\`\`

${table(
  ['variable', 'default', 'meaning'],
  describeConfiguration().map(({ name, byDefault, meaning }) => [
    code(name),
    byDefault === null ? '–' : code(byDefault).replaceAll(',', ', '),
    meaning,
  ]),
)}`,
);

write(
  'errors.md',
  `# Errors

Every code that a client can meet. The list is closed. Beside \`code\`, an error's \`extensions\` may carry \`requestId\` (what to report),
\`retryable\`, \`retryAfterMs\`, \`backend\` and \`argument\`. \`retryable: true\` means that nothing happened in this attempt.
Over WebSocket the same codes come in \`error\` messages.

${table(
  ['code', 'status of a refused request', 'what it says', 'what to do'],
  errorCodes.map((name) => [
    code(name),
    refusalStatuses[name] === undefined ? '–' : String(refusalStatuses[name]),
    errorSentences[name],
    errorAdvice[name],
  ]),
)}

A code without a status stands at a field, in an answer of status 200 with the rest of the data. \`BAD_USER_INPUT\`, \`UNAUTHENTICATED\` and
\`RATE_LIMITED\` come in both ways.

# Problems

What a mutation answers when it did not do what was asked: \`message(locale:)\` is the sentence for the person. Spanish addresses
them as companies of the country write: vos in ${countriesWith('VOS')}; tú in ${countriesWith('TU')};
usted, as below, in ${countriesWith('USTED')}. The country is \`COUNTRY\`, else that of the first back end.

${table(
  ['code', ...locales],
  problemCodes.map((name) => [
    code(name),
    ...locales.map((locale) => localize(problemMessages[name], locale, 'USTED')),
  ]),
)}`,
);

const schema = createSchema();
const ways = describeSupport();

write(
  'back-ends.md',
  `# Back ends

What each way to a back end gives, from the code that asks them. An installation has one WispHub, one Wispro, or both, each by the ways for which
it has credentials; \`backends\` in the graph says what this one can do now: what the key may not do, or the installed version lacks, is left out there.

${ways.map(({ name, variables }, index) => `${index + 1}. ${name} (${variables})`).join('\n')}

${table(
  ['capability', 'what it is', ...ways.map((_, index) => String(index + 1))],
  schema
    .getType('Capability')
    .getValues()
    .map(({ name, description }) => [
      code(name),
      description,
      ...ways.map(({ capabilities }) => (capabilities.includes(name) ? 'yes' : '–')),
    ]),
)}

Keys by which a client is found:

${table(
  ['key', ...ways.map((_, index) => String(index + 1))],
  clientKeyKinds.map((kind) => [code(kind), ...ways.map(({ keyKinds }) => (keyKinds.includes(kind) ? 'yes' : '–'))]),
)}

Where several back ends of an installation can do a thing, WispHub is asked first; of money, contracts and e-mail Wispro is. One that does not
know the client leaves the question to the next.

What a back end cannot tell, the graph does not guess:

- Through Suricata's integration the newest invoices may be missing: it shows the first page, of the oldest (\`truncated\`).
- Wispro's balance of an account most likely holds the open invoices already; WispHub's does not. \`account\` adds by the rule of each.
- WispHub's own API shows a promise to pay nowhere, and Wispro's not that is known: one of unknown outcome stays unknown.
- The number of a ticket may be used by both systems: the global id never is.
- Tickets of WispHub that have been open for more than seven months are not listed.`,
);

write(
  'schema.md',
  `# Schema

Every type of the graph, from the code that serves it. [schema.graphql](../schema/schema.graphql) is the same for tools. \`!\` means never
null. A scope is what the token must hold: without it the field is \`FORBIDDEN\` and the others are served. A field without one is open to
who may see the object around it. Cost is in back-end calls, when nothing is cached; every hundred fields cost one more ([limits](limits.md)).

${describeSchema(lexicographicSortSchema(schema))}`,
);

function countriesWith(form) {
  return Object.keys(formOfAddress)
    .filter((country) => formOfAddress[country] === form)
    .join(', ');
}

function write(name, text) {
  writeFileSync(
    new URL(name, import.meta.url),
    `<!-- Written by \`npm run docs\`: edit the code instead. -->\n\n${text}\n`,
  );
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text) {
  return `\`${text}\``;
}
