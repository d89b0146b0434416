import type { EmulatedAnswer } from '../../../../message.js';
import { defaultVariants, type NativeVariants, nativeVariantValues, type VariantName } from './variant.js';

type Row = Readonly<Record<string, unknown>>;
type View = (row: Row, variants: Readonly<NativeVariants>, isDetail: boolean) => unknown;

const catalogues = [
  'plan-internet/',
  'zonas/',
  'router/',
  'sectorial/',
  'staff/',
  'formas-de-pago/',
  'tickets/asuntos-tickets/',
];

const months = {
  cut: ['Ene.', 'Feb.', 'Mar.', 'Abr.', 'May.', 'Jun.', 'Jul.', 'Ago.', 'Sep.', 'Oct.', 'Nov.', 'Dic.'],
  full: [
    ...['Enero', 'Febrero', 'Marzo', 'Abril', 'Mayo', 'Junio', 'Julio'],
    ...['Agosto', 'Septiembre', 'Octubre', 'Noviembre', 'Diciembre'],
  ],
} as const;

/** Records of the paths, each as its variants have it. */
const views: Readonly<Record<string, View>> = {
  'clientes/': (row, variants) =>
    withOutage({ ...row, fecha_corte: writeDay(row.fecha_corte, variants.cutOffDay) }, variants),
  'clientes/{id}/': (row, { promiseOnClient }) =>
    put(row, 'promesa_pago', { absent: undefined, null: null, object: { factura: 9001 } }[promiseOnClient]),
  'clientes/{id}/saldo/': (row, variants) => withOutage(withLink(row, variants.paymentLink), variants),
  'clientes/{id}/perfil/': writeProfile,
  'plan-internet/pppoe/{id}/': writePlan,
  'plan-internet/queue/{id}/': writePlan,
  'tickets/': writeTicket,
  'tickets/{id}/': writeTicket,
  'tickets/asuntos-tickets/': ({ id, nombre }, { subjectsAs }) =>
    ({ nombre: { nombre }, asunto: { asunto: nombre }, text: nombre })[subjectsAs] ?? { id, nombre },
  'facturas/': writeInvoice,
  'facturas/{id}/': writeInvoice,
};

/** An answer as the variants have it. Nothing is done where all are the default. */
export function varyAnswer(path: string, answer: EmulatedAnswer, variants: Readonly<NativeVariants>): EmulatedAnswer {
  const names = Object.keys(nativeVariantValues) as readonly VariantName[];
  if (answer.status >= 300 || answer.body === '' || names.every((name) => variants[name] === defaultVariants[name]))
    return answer;
  const body: unknown = JSON.parse(String(answer.body));
  return { ...answer, body: JSON.stringify(varyBody(path, body, variants)) };
}

function varyBody(path: string, body: unknown, variants: Readonly<NativeVariants>): unknown {
  const view = views[path] ?? ((row: Row) => row);
  if (!isRow(body) || Object.keys(body).length === 0) return body;
  if (!Array.isArray(body.results)) return view(body, variants, true);
  const results = body.results.map((row: Row) => view(row, variants, false));
  if (!catalogues.includes(path) || variants.catalogues === 'page') return { ...body, results };
  return variants.catalogues === 'list' ? results : (results[0] ?? {});
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined takes a key away. */
function put(row: Row, key: string, value: unknown): Row {
  const { [key]: _, ...rest } = row;
  return value === undefined ? rest : { ...rest, [key]: value };
}

function writeDay(value: unknown, variant: string): unknown {
  if (variant === 'null') return null;
  if (variant === 'blank') return '';
  const [, day = '', month = '', year = ''] = /^(\d+)\/(\d+)\/(\d+)$/.exec(String(value)) ?? [];
  return variant === 'iso' && year !== '' ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : value;
}

/** The flag of an outage on a record's router. */
function withOutage(row: Row, { outageAs }: Readonly<NativeVariants>): Row {
  if (!isRow(row.router) || outageAs === 'bool') return row;
  const isDown = row.router.falla_general === true;
  const forms: Readonly<Record<string, unknown>> = {
    null: null,
    text: isDown ? 'True' : 'False',
    number: Number(isDown),
  };
  return { ...row, router: put(row.router, 'falla_general', forms[outageAs]) };
}

function withLink(row: Row, variant: string): Row {
  const link = String(row.url_pago);
  const [, head = '', payload = '', tail = ''] = /^(.*\.)([\w-]+)(\.[\w-]+\/)$/.exec(link) ?? [];
  const rewrite = (exp: number | undefined): string => {
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), exp };
    return `${head}${Buffer.from(JSON.stringify(claims)).toString('base64url')}${tail}`;
  };
  const forms: Readonly<Record<string, () => unknown>> = {
    null: () => null,
    absent: () => undefined,
    blank: () => '',
    noToken: () => 'http://clientes.portalinternet.example/saldo/demo-isp/',
    over: () => rewrite(1_500_000_000.5),
    endless: () => rewrite(undefined),
  };
  const write = forms[variant];
  return write === undefined ? row : put(row, 'url_pago', write());
}

function writeProfile(row: Row, { profile }: Readonly<NativeVariants>): Row {
  if (profile === 'missing') return put(put(row, 'saldo', undefined), 'telefono', undefined);
  if (profile === 'null') return { ...row, telefono: null };
  return profile === 'other' ? { ...row, external_id: 'EXT-4711' } : row;
}

function writePlan(row: Row, { planPrice, planSpeed }: Readonly<NativeVariants>): Row {
  const { precio, bajada } = row;
  const digits = /^\d+/.exec(String(bajada))?.[0] ?? '';
  const prices: Readonly<Record<string, unknown>> = {
    number: precio === null ? null : Number(precio),
    null: null,
    blank: '',
  };
  const speeds: Readonly<Record<string, unknown>> = {
    digits,
    bps: `${digits}000kbps`,
    both: `${digits}M/${digits}M`,
    null: null,
  };
  return {
    ...row,
    precio: planPrice in prices ? prices[planPrice] : precio,
    ...(planSpeed in speeds ? { bajada: speeds[planSpeed], subida: speeds[planSpeed] } : {}),
  };
}

function writeTicket(row: Row, variants: Readonly<NativeVariants>, isDetail: boolean): Row {
  const { repliesAs, repliesInList, ticketDate } = variants;
  const replies = Array.isArray(row.respuestas) ? row.respuestas : [];
  const forms: Readonly<Record<string, unknown>> = { list: replies, object: replies[0] ?? {}, null: null };
  const isShown = isDetail || repliesInList === 'there';
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T(\d\d:\d\d:\d\d)/.exec(String(row.fecha_creacion)) ?? [];
  const dates: Readonly<Record<string, string>> = { dayMonth: `${day}/${month}`, monthDay: `${month}/${day}` };
  const written =
    year === undefined || dates[ticketDate] === undefined ? row.fecha_creacion : `${dates[ticketDate]}/${year} ${time}`;
  return put({ ...row, fecha_creacion: written }, 'respuestas', isShown ? forms[repliesAs] : undefined);
}

function writeInvoice(row: Row, { period }: Readonly<NativeVariants>): Row {
  if (period === 'cut' || !Array.isArray(row.articulos)) return row;
  const retell = (text: string): string => {
    if (period === 'none') return text.split('\r\n')[0] ?? '';
    return months.cut.reduce(
      (written, month, index) =>
        written.replaceAll(month, period === 'full' ? (months.full[index] ?? '') : month.slice(0, -1)),
      text,
    );
  };
  return {
    ...row,
    articulos: row.articulos.map((line: Row) => ({ ...line, descripcion: retell(String(line.descripcion)) })),
  };
}
