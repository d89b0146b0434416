import type { UpstreamClient } from '../../../../upstream/client.js';
import { createQuestions, type LearntPoint, type Lesson, type Questions } from '../../../learning.js';
import { notAsked } from '../../../learning-form.js';
import { learnHelpDesk } from './help-desk.js';
import { learnMoney } from './money.js';
import { codeOf, formOf, toListed } from './page.js';
import { learnSubscribers } from './subscriber.js';

/** Assumed points that no harmless read shows, and why (cloud contract 8). */
const untold = {
  ...{ 'A-03': 'its limits are not tried', 'A-07': 'needs a write', 'A-08': 'needs a write', 'A-09': 'needs a write' },
  ...{ 'A-11': 'needs a write', 'A-15': 'needs the documents of clients', 'A-17': 'needs a write' },
  ...{ 'A-18': 'needs a write', 'A-20': 'the key is sent to its own host alone', 'A-34': 'needs a write' },
  ...{ 'A-35': 'needs a write', 'A-37': 'needs an invoice before and after its day', 'A-40': 'needs a write' },
  ...{ 'A-41': 'needs a write', 'A-44': 'needs a client at both ways', 'A-45': 'needs a write' },
} as const;

/** Asks an installation which variant of each assumed point it has, by GETs alone, one at a time (cloud contract 11). */
export async function learnCloud(client: UpstreamClient, key: string): Promise<Lesson> {
  const closed = new Set<string>();
  const opened = new Set<string>();
  const plain = createQuestions(client, '/api/v1', { authorization: key });
  const questions: Questions = {
    ...plain,
    ask: async (path, query, id) => {
      const reply = await plain.ask(path, query, id);
      const code = codeOf(reply);
      if (code === 401 || code === 403) closed.add(path);
      else if (code === 200) opened.add(path);
      return reply;
    },
  };
  const subscribers = await learnSubscribers(questions);
  const points = [
    ...subscribers.points,
    ...(await learnMoney(questions, subscribers)),
    ...(await learnHelpDesk(questions)),
    ...(await learnPaths(questions)),
    toPermission([...opened], [...closed]),
    ...notAsked(untold),
  ];
  return { contract: 'src/backends/wispro/contract-cloud.md', requests: plain.count(), end: plain.end(), points };
}

/** A path that there is not, and which of two lists there is. */
async function learnPaths(questions: Questions): Promise<readonly LearntPoint[]> {
  const absent = await questions.ask('/isp-gateway-unknown');
  const names = ['nodes', 'coverages'];
  const there: string[] = [];
  for (const name of names) if (toListed(await questions.ask(`/${name}`)) !== null) there.push(name);
  return [
    { point: 'A-19', about: 'an unknown path', variant: formOf(absent) },
    { point: 'A-33', about: 'lists of the network', variant: there.join(' and ') || 'neither' },
  ];
}

/** @param closed paths for which the key is refused, as templates. */
function toPermission(opened: readonly string[], closed: readonly string[]): LearntPoint {
  const [point, about] = ['A-21', 'what the key opens'];
  const evidence = { opened: opened.length, refused: closed };
  if (opened.length === 0) return { point, about, variant: 'nothing', evidence };
  return { point, about, variant: closed.length === 0 ? 'all' : 'a part', evidence };
}
