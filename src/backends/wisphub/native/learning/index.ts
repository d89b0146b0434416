import type { UpstreamClient } from '../../../../upstream/client.js';
import { createQuestions, type Lesson } from '../../../learning.js';
import { notAsked } from '../../../learning-form.js';
import type { WispHubSettings } from '../../settings.js';
import { learnCatalogues } from './catalogue.js';
import { learnClients } from './client.js';
import { learnMoney } from './money.js';
import { learnProtocol } from './protocol.js';
import { learnTickets } from './ticket.js';

/** Assumed points that no harmless read shows, and why (native contract 6.2). */
const untold = {
  ...{ 'A-04': 'needs a write', 'A-12': 'needs a write', 'A-15': 'needs a ping', 'A-16': 'needs a ping' },
  ...{ 'A-18': 'needs a ping', 'A-19': 'needs a ping', 'A-22': 'needs a write', 'A-23': 'needs a write' },
  ...{ 'A-24': 'needs a write', 'A-25': 'needs a write', 'A-26': 'needs a write', 'A-27': 'needs a write' },
  ...{ 'A-28': 'needs a write', 'A-29': 'needs a write', 'A-30': 'needs a write', 'A-31': 'needs a write' },
  ...{ 'A-32': 'needs a write', 'A-33': 'one state a call is all that is ever sent', 'A-40': 'needs a write' },
  ...{ 'A-42': 'needs a write', 'A-44': 'its own name is all that is ever sent', 'A-45': 'needs a write' },
  'A-47': 'nothing depends on it',
} as const;

/** Asks an installation which variant of each assumed point it has, by GETs alone, one at a time. */
export async function learnNative(
  client: UpstreamClient,
  { apiKey = '', locality }: Pick<WispHubSettings, 'apiKey' | 'locality'>,
  readMs?: number,
): Promise<Lesson> {
  const questions = createQuestions(client, '/api', { authorization: `Api-Key ${apiKey}` }, readMs);
  const anonymous = createQuestions(client, '/api', {}, readMs);
  const { points, rows } = await learnClients(questions);
  const all = [
    ...points,
    ...(await learnProtocol(questions, anonymous)),
    ...(await learnMoney(questions, rows, locality.timeZone)),
    ...(await learnCatalogues(questions)),
    ...(await learnTickets(questions, locality.timeZone)),
    ...notAsked(untold),
  ];
  const requests = questions.count() + anonymous.count();
  return { contract: 'src/backends/wisphub/contract-native.md', requests, end: questions.end(), points: all };
}
