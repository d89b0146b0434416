import type { EmulatedCountry } from '../country/country.js';
import type { EmulatedAnswer, EmulatedRequest, EmulatedRoute } from '../message.js';
import { json } from '../message.js';
import { createRandom } from '../random.js';
import { type EmulatorOptions, type RunningEmulator, serveEmulator } from '../server.js';
import { answerData } from './data.js';
import { settleSubscribers } from './fixtures/abroad.js';
import type { EmulatedPromise, WisproInstance } from './fixtures/instance.js';
import { createPopulation } from './fixtures/population.js';
import { createPlanted } from './fixtures/seed.js';
import type { Subscriber } from './fixtures/subscriber.js';
import { answerInvoicing } from './invoicing.js';
import { answerPayment } from './payment.js';
import { answerPaymentPromise } from './pp.js';
import { changeSettings, defaultSettings, type WisproSettings } from './settings.js';
import { toLocalDay } from './wire/calendar.js';
import { htmlPage } from './wire/envelope.js';
import { refuseToken } from './wire/request.js';

export { plantedSecrets, sharedDnis, type WisproCase, wisproCases } from './fixtures/cases.js';
export { type EmulatedPromise, wisproPaymentLink } from './fixtures/instance.js';
export type { Contract, Invoice, Subscriber } from './fixtures/subscriber.js';
export { type WisproSettings, wisproSettingValues } from './settings.js';
export { afterEffect, wisproFaults } from './wire/fault.js';

/** The token when none is given: recognisable, so that a test can look for it where it must not be. */
export const wisproToken = 'wispro-planted-token';

export interface WisproOptions extends EmulatorOptions {
  /** Of the generated subscribers. Default 1. */
  readonly seed?: number | undefined;
  /**
   * Subscribers to generate beside the planted ones; the forty shared ones are always among them.
   * @default 500
   */
  readonly subscribers?: number | undefined;
  /** Country of the subscribers. Default: Argentina, by the fixed cases as they stand. */
  readonly country?: EmulatedCountry | undefined;
  /** Default `wisproToken`. */
  readonly token?: string | undefined;
  /**
   * The list in which promises are kept: the same one as another emulator's, where both play one Wispro.
   * @default one of its own
   */
  readonly promises?: EmulatedPromise[] | undefined;
  /** The clock of promises and of generated invoices. Default the machine's. */
  readonly today?: (() => Date) | undefined;
}

export type WisproEmulator = RunningEmulator & {
  /** Every accepted promise since the start or the last `reset`, oldest first. */
  readonly promises: readonly EmulatedPromise[];
  /** The whole base, planted subscribers first, as it is before any promise. */
  readonly clients: readonly Subscriber[];
  /** Changes readings of the contract until the next `reset`. */
  settings(change: WisproSettings): void;
};

type Answer = (instance: WisproInstance, query: URLSearchParams) => EmulatedAnswer;

const answers: ReadonlyMap<string, Answer> = new Map([
  ['/api/data', answerData],
  ['/api/invoicing', answerInvoicing],
  ['/api/payment', answerPayment],
  ['/api/pp', answerPaymentPromise],
]);

/**
 * Wispro behind Suricata as a server on loopback, written from contract section 10 alone. Control endpoints of its own:
 * `GET /__emulator/promises`, `GET /__emulator/clients`; `POST /__emulator/settings` takes `WisproSettings`.
 */
export async function startWispro(options: WisproOptions = {}): Promise<WisproEmulator> {
  const now = options.today ?? (() => new Date());
  const today = () => toLocalDay(now());
  const population = createPopulation(createRandom(options.seed ?? 1), options.subscribers ?? 500, today());
  const all = [...createPlanted(), ...population];
  const subscribers = options.country === undefined ? all : settleSubscribers(all, options.country);
  const promises: EmulatedPromise[] = options.promises ?? [];
  const token = options.token ?? wisproToken;
  let settings = defaultSettings();
  const change = (changes: Readonly<Record<string, unknown>>): void => {
    settings = changeSettings(settings, changes);
  };

  const running = await serveEmulator(
    {
      route: (request) => route({ token, subscribers, promises, settings, now, today }, request),
      mask,
      reset: () => {
        promises.length = 0;
        settings = defaultSettings();
      },
      records: { promises: () => promises, clients: () => subscribers },
      configure: change,
    },
    options,
  );
  return { ...running, promises, clients: subscribers, settings: (changes) => change({ ...changes }) };
}

function route(instance: WisproInstance, { method, path, query }: EmulatedRequest): EmulatedRoute {
  const answer = answers.get(path);
  if (answer === undefined) return { route: `${method} *`, answer: () => htmlPage(404, 'Not Found') };
  if (method !== 'GET') {
    const refusal = json(405, { message: `The ${method} method is not supported for this route.` }, { allow: 'GET' });
    return { route: `${method} ${path}`, answer: () => refusal };
  }
  return { route: `GET ${path}`, answer: () => refuseToken(instance, query) ?? answer(instance, query) };
}

/** The token and the document searched for never reach the call log (contract section 9). */
function mask(path: string): string {
  return path.replace(/([?&](?:token|q)=)[^&]*/gi, '$1***');
}
