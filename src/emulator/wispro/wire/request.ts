import type { EmulatedAnswer } from '../../message.js';
import { json } from '../../message.js';
import type { WisproInstance } from '../fixtures/instance.js';
import type { Subscriber } from '../fixtures/subscriber.js';
import { errorBody, refuse } from './envelope.js';

/** Refuses a bad or missing token, before anything else is looked at (section 10). */
export function refuseToken(instance: WisproInstance, query: URLSearchParams): EmulatedAnswer | undefined {
  if (query.get('token') === instance.token) return undefined;
  const answers: Readonly<Record<typeof instance.settings.badToken, () => EmulatedAnswer>> = {
    'error-token': () => json(200, { 'error token': 'error de credenciales' }),
    envelope401: () => refuse(401),
    http401: () => json(401, errorBody(401, 'en')),
  };
  return answers[instance.settings.badToken]();
}

type Match = (subscriber: Subscriber, text: string) => boolean;

/** Section 2: every search is exact on the stored text, so dots and leading zeros count. */
const matches: Readonly<Record<string, Match>> = {
  id: (subscriber, text) => subscriber.id === text || String(subscriber.publicId) === text,
  cod: (subscriber, text) => subscriber.cod === text,
  dni: (subscriber, text) => subscriber.dni === text,
  cuit: (subscriber, text) => subscriber.cuit === text,
};

/** The subscribers `type` and `q` ask for, in the base's order, or why they may not be asked for. */
export function findSubscribers(
  instance: WisproInstance,
  query: URLSearchParams,
): readonly Subscriber[] | EmulatedAnswer {
  const text = query.get('q') ?? '';
  const type = query.get('type') ?? '';
  const match = Object.hasOwn(matches, type) ? matches[type] : instance.settings.ignoreType ? matches.id : undefined;
  if (match === undefined) return refuse(400, { type: 'is not included in the list' });
  if (text === '') return refuse(400, { q: "can't be blank" });
  if (instance.settings.ignoreFilter) return instance.subscribers;
  return instance.subscribers.filter((subscriber) => match(subscriber, text));
}

/** True when a search was refused. */
export function isRefusal(found: readonly Subscriber[] | EmulatedAnswer): found is EmulatedAnswer {
  return 'status' in found;
}
