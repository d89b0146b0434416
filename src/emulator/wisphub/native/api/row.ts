import type { NativeRow } from '../row.js';
import { simplify } from './wire/list.js';

/** Secrets of a row, for tests to look for where they must never be (T40). */
export const plantedSecret = 'planted-native-secret';

/** The router on which the ISP has declared an outage, and the zone that hangs on it. */
export const outage = { zone: 18, router: 20046, text: 'Corte de fibra en la troncal' } as const;

/** The login of a service, which invoices name; null for some, who cannot be joined to theirs (T29). */
export function loginOf(row: NativeRow): string | null {
  if (row.id_servicio % 40 === 7) return null;
  return `${simplify(row.nombre).replace(/[^a-z]+/g, '-')}-${row.id_servicio}@demo-isp`;
}

export function routerOf(row: NativeRow) {
  const isDown = row.zona?.id === outage.zone;
  return {
    id: isDown ? outage.router : 20044,
    nombre: isDown ? 'SERVIDOR 3' : 'SERVIDOR 1',
    falla_general: isDown,
    falla_general_descripcion: isDown ? outage.text : '',
  };
}

/** A row of the list: four passwords, a Wi-Fi key and coordinates beside what one came for (native contract 2.1). */
export function viewRow(row: NativeRow, invoiceState: string) {
  const secret = (name: string): string => `${plantedSecret}-${name}-${row.id_servicio}`;
  return {
    id_servicio: row.id_servicio,
    usuario: loginOf(row),
    nombre: row.nombre,
    email: row.id_servicio % 3 === 0 ? `cliente${row.id_servicio}@correo.example` : '',
    cedula: row.cedula,
    direccion: row.direccion,
    localidad: row.localidad,
    ciudad: row.ciudad,
    telefono: row.telefono,
    descuento: '0.00',
    saldo: row.saldo,
    precio_plan: row.precio_plan ?? '0.00',
    rfc: '',
    estado: row.estado,
    estado_facturas: invoiceState,
    fecha_instalacion: '27/07/2025 12:30:00',
    fecha_corte: row.fecha_corte,
    fecha_cancelacion: null,
    ultimo_cambio: '01/07/2026 09:00:00',
    ip: row.ip,
    ip_local: null,
    interfaz_lan: row.interfaz_lan,
    mac_cpe: '',
    sn_onu: '',
    coordenadas: row.id_servicio % 2 === 0 ? `10.79${row.id_servicio},-74.75${row.id_servicio}` : '',
    comentarios: '',
    auto_activar_servicio: true,
    firewall: false,
    costo_instalacion: '0.00',
    informacion_adicional: null,
    plan_internet: row.plan_internet,
    zona: row.zona,
    router: routerOf(row),
    sectorial: null,
    tecnico: row.tecnico,
    password_servicio: secret('service'),
    password_cpe: secret('cpe'),
    usuario_router_wifi: 'admin',
    password_router_wifi: secret('router'),
    ssid_router_wifi: secret('ssid'),
    password_ssid_router_wifi: secret('wifi'),
  };
}

/** The detail: another view, with nulls in place of name and login, and without phone and balance (T28). */
export function viewDetail(row: NativeRow) {
  return {
    id_servicio: row.id_servicio,
    usuario: null,
    nombre: null,
    estado: row.estado,
    plan_internet: row.plan_internet,
    zona: row.zona,
    router: routerOf(row),
    ip: row.ip,
    fecha_instalacion: '27/07/2025 12:30:00',
    auto_activar_servicio: true,
    facturas_pagadas: true,
  };
}
