/** All readings that the native contract leaves open, by its assumption; the first of each list is the default (native contract 6.2). */
export const nativeVariantValues = {
  /** A01: a GET without the slash at its end. */
  withoutSlash: ['redirect', 'page404', 'page500', 'answers'],
  /** A02: a wrong or missing key. */
  badKey: ['403', '401'],
  /** A03: an unknown id. */
  unknownId: ['detail', 'otherText', 'page', 'empty200'],
  /** A04: a second payment, or a promise for what is paid. */
  alreadyPaid: ['errors', 'text', 'detail', 'messages', 'http400'],
  /** A05 */
  language: ['es', 'en'],
  /** A06: more rows than a page has; the cap itself is `pageCap`. */
  overLimit: ['cut', 'refused'],
  /** A08 */
  catalogues: ['page', 'list', 'object'],
  /** A09 */
  textForNumber: ['refused', 'none', 'all', 'page500'],
  /** A10 */
  cutOffDay: ['dayMonth', 'iso', 'null', 'blank'],
  /** A11 */
  promiseOnClient: ['absent', 'null', 'object'],
  /** A12; one that is not stored is `profileForgets`, one that is stored late `updatesLandLate`. */
  profileAnswer: ['echo', 'empty204', 'refused', 'forbidden', 'notAllowed', 'reformatted'],
  /** A13; one without a host is `hostlessLinks`. */
  paymentLink: ['whole', 'null', 'absent', 'blank', 'noToken', 'over', 'endless'],
  /** A14: whose invoices a balance has, where a person has several services. */
  balanceOf: ['service', 'person'],
  /** A15 */
  pingCount: ['oneToTen', 'threeToTen', 'free', 'clamped'],
  /** A16: a ping while one runs. */
  pingAgain: ['taken', 'refused', 'http429'],
  /** A17 */
  unknownTask: ['http404', 'pending', 'http500'],
  /** A18: for how long a result is kept. */
  resultLife: ['hour', 'minutes'],
  /** A19 */
  echoes: ['whole', 'null', 'none', 'uncounted', 'fewer'],
  /** A21 */
  period: ['cut', 'plain', 'full', 'none'],
  /** A22: payment of a cancelled invoice. */
  cancelledPayment: ['refused', 'taken'],
  /** A23 */
  paymentReference: ['stored', 'refused', 'cut', 'upper', 'lost'],
  /** A24: a promise without an invoice. */
  orphanPromise: ['made', 'refused', 'page500'],
  /** A27 */
  pastPromise: ['refused', 'made'],
  farPromise: ['made', 'refused'],
  secondPromise: ['made', 'refused'],
  movedPromise: ['refused', 'made'],
  activePromise: ['made', 'refused'],
  /** A28: what happens to a service at the limit of a promise that was not kept. */
  promiseEnd: ['suspends', 'nothing', 'nightly'],
  /** A29: a subject that is not of the catalogue, as `Otro Asunto`. */
  otherSubject: ['taken', 'refused'],
  /** A30 */
  description: ['stored', 'wrapped', 'entities', 'cut'],
  /** A31: the second name of a department. */
  department: ['free', 'enforced'],
  /** A32: a notice of each new ticket to client and technician. */
  notice: ['none', 'sent'],
  /** A33: a state that is given twice. */
  repeatedState: ['last', 'first', 'both', 'refused'],
  /** A34 */
  repliesAs: ['list', 'object', 'null', 'absent'],
  /** A35 */
  repliesInList: ['there', 'detail'],
  /** A36 */
  subjectsAs: ['idNombre', 'nombre', 'asunto', 'text'],
  /** A37 */
  planPrice: ['text', 'number', 'null', 'blank'],
  /** A38 */
  planSpeed: ['stored', 'digits', 'bps', 'both', 'null'],
  /** A39 */
  outageAs: ['bool', 'null', 'absent', 'text', 'number'],
  /** A41 */
  ticketDate: ['iso', 'dayMonth', 'monthDay'],
  /** A43 */
  profile: ['whole', 'missing', 'null', 'other'],
  /** A44 */
  userAgent: ['any', 'named'],
  /** A45: the task of a payment that reconnects. */
  paymentTask: ['success', 'text', 'object', 'failure'],
  /** A46 */
  order: ['ascending', 'descending', 'changing'],
  /** A47: who has opened a ticket. */
  ticketAuthor: ['owner', 'other', 'null'],
} as const;

export type VariantName = keyof typeof nativeVariantValues;

export type NativeVariants = { [Name in VariantName]: string };

export const defaultVariants = Object.fromEntries(
  Object.entries(nativeVariantValues).map(([name, [first]]) => [name, first]),
) as Readonly<NativeVariants>;
