/** All readings that the native contract leaves open, by its assumption; the first of each list is the default (native contract 6.2). */
export const nativeVariantValues = {
  /** A01: a GET without the slash at its end. */
  withoutSlash: ['redirect', 'page404', 'page500', 'answers'],
  /** A02: a wrong or missing key. */
  badKey: ['403', '401'],
  /** A03: an unknown id. */
  unknownId: ['detail', 'otherText', 'page', 'empty200'],
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
  /** A13; one without a host is `hostlessLinks`. */
  paymentLink: ['whole', 'null', 'absent', 'blank', 'noToken', 'over', 'endless'],
  /** A14: whose invoices a balance has, where a person has several services. */
  balanceOf: ['service', 'person'],
  /** A17 */
  unknownTask: ['http404', 'pending', 'http500'],
  /** A21 */
  period: ['cut', 'plain', 'full', 'none'],
  /** A23: the reference of a payment, as it is shown. */
  paymentReference: ['stored', 'cut', 'capitals', 'absent'],
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
  /** A46 */
  order: ['ascending', 'descending', 'changing'],
} as const;

export type VariantName = keyof typeof nativeVariantValues;

export type NativeVariants = { [Name in VariantName]: string };

export const defaultVariants = Object.fromEntries(
  Object.entries(nativeVariantValues).map(([name, [first]]) => [name, first]),
) as Readonly<NativeVariants>;
