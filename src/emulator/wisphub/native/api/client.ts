import { randomUUID } from 'node:crypto';
import { type EmulatedAnswer, json } from '../../../message.js';
import type { WispHubSettings } from '../../settings.js';
import type { NativeClients, ProfileChange } from '../client.js';
import type { NativeRow } from '../row.js';
import type { Ledger } from './money/ledger.js';
import { loginOf, viewDetail, viewRow } from './row.js';
import { ApiRefusal, badField, forbidden, notAllowed, notFound, page } from './wire/answer.js';
import { answerPage, applyFilters, contains, type Filters, isNumber } from './wire/list.js';
import type { ApiCall, ApiEndpoint } from './wire/router.js';

const states = ['', 'Activo', 'Suspendido', 'Cancelado', 'Gratis'];

/** Filters of the list. `zona`, `search` and every other name are ignored (native contract 2.1). */
const filters: Filters<NativeRow> = {
  id_servicio: (row, value) => isNumber(row.id_servicio, value),
  cedula: (row, value) => row.cedula === value,
  usuario: (row, value) => loginOf(row) === value,
  nombre: (row, value) => row.nombre.includes(value),
  nombre__contains: (row, value) => contains(row.nombre, value),
  usuario__contains: (row, value) => contains(loginOf(row), value),
  telefono: (row, value) => row.telefono === value,
  telefono__contains: (row, value) => row.telefono.includes(value),
  estado: (row, value) => isNumber(states.indexOf(row.estado), value),
  plan_internet: (row, value) => isNumber(row.plan_internet?.id, value),
  tecnico: (row, value) => isNumber(row.tecnico?.id, value),
  ciudad: (row, value) => row.ciudad === value,
  localidad: (row, value) => row.localidad === value,
};

const writable = ['nombre', 'cedula', 'direccion', 'localidad', 'ciudad', 'telefono', 'saldo'];

/** The service of a path. @throws {ApiRefusal} 404 */
export function serviceOf(clients: NativeClients, { parameters }: ApiCall): NativeRow {
  const row = clients.all()?.find((each) => String(each.id_servicio) === parameters.id);
  if (row === undefined) throw notFound();
  return row;
}

export function clientEndpoints(
  clients: NativeClients,
  ledger: Ledger,
  settings: Readonly<WispHubSettings>,
): readonly ApiEndpoint[] {
  const list = (call: ApiCall) => {
    const rows = clients.all() ?? [];
    // A09.
    if (!/^\d*$/.test(call.query.get('id_servicio') ?? '')) {
      if (settings.textForNumber === 'refused') throw badField('id_servicio', 'Introduzca un número.');
      if (settings.textForNumber === 'page500') throw new ApiRefusal(500, page.failure);
      if (settings.textForNumber === 'all') call.query.delete('id_servicio');
    }
    const isFiltered = [...call.query.keys()].some((name) => name !== 'limit' && name !== 'offset');
    const answering = isFiltered ? rows[settings.nativeAnswersRow - 1] : undefined;
    const found = answering === undefined ? applyFilters(rows, call.query, filters, settings) : [answering];
    return answerPage(found, call, settings, (row) => viewRow(row, ledger.stateOf(row)));
  };
  return [
    { method: 'GET', path: 'clientes/', answer: list },
    { method: 'GET', path: 'clientes/{id}/', answer: (call) => json(200, viewDetail(serviceOf(clients, call))) },
    {
      method: 'PATCH',
      path: 'clientes/{id}/',
      isClosed: true,
      answer: (call) => {
        const fields = call.fields();
        if ('zona' in fields) throw new ApiRefusal(500, page.failure);
        // Repeats what it was sent, and stores nothing of it (T08).
        return json(200, { ...viewDetail(serviceOf(clients, call)), ...fields });
      },
    },
    {
      method: 'DELETE',
      path: 'clientes/{id}/',
      answer: (call) => {
        serviceOf(clients, call);
        throw new ApiRefusal(500, page.failure);
      },
    },
    {
      method: 'GET',
      path: 'clientes/{id}/perfil/',
      answer: (call) => json(200, viewProfile(serviceOf(clients, call))),
    },
    { method: 'PATCH', path: 'clientes/{id}/perfil/', answer: (call) => changeProfile(clients, settings, call) },
    {
      method: 'DELETE',
      path: 'clientes/{id}/perfil/',
      answer: (call) => {
        clients.remove(serviceOf(clients, call).id_servicio);
        return json(202, { task_id: randomUUID() });
      },
    },
    {
      method: 'GET',
      path: 'clientes/{id}/saldo/',
      answer: (call) => json(200, ledger.balance(serviceOf(clients, call))),
    },
  ];
}

function viewProfile(row: NativeRow) {
  const { nombre, cedula, direccion, localidad, ciudad, telefono, saldo } = row;
  return {
    ...{ usuario: loginOf(row), nombre, apellidos: '', email: '', cedula, direccion, localidad, ciudad, telefono },
    ...{ saldo, descuento: '0.00', aplicar_mora: false, recargo_mora: '0.00' },
  };
}

/** A change that is not made (A12). */
const profileRefusals: Readonly<Record<string, () => EmulatedAnswer>> = {
  refused: () => json(400, { telefono: ['Introduzca un valor válido.'] }),
  forbidden: () => forbidden,
  notAllowed: () => notAllowed('PATCH'),
};

function changeProfile(clients: NativeClients, settings: Readonly<WispHubSettings>, call: ApiCall) {
  const row = serviceOf(clients, call);
  const refuse = profileRefusals[settings.profileAnswer];
  if (refuse !== undefined) return refuse();
  const changes: Record<string, string> = {};
  for (const [field, value] of Object.entries(call.fields())) {
    if (typeof value !== 'string') throw badField(field, 'No es una cadena válida.');
    if (writable.includes(field)) changes[field] = value;
    // Written with its country's code and blanks.
    if (field === 'telefono' && settings.profileAnswer === 'reformatted') {
      changes[field] = value.replace(/^(\d{3})(\d{3})(\d{4})$/, '+57 $1 $2 $3');
    }
  }
  if (!settings.profileForgets) clients.change(row.id_servicio, changes as ProfileChange);
  if (settings.nativeLosesAnswers) throw new ApiRefusal(502, page.cloud);
  if (settings.profileAnswer === 'empty204') return { status: 204, headers: {}, body: '' };
  return json(200, { ...viewProfile(row), ...changes });
}
