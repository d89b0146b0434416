import { type Row, writeAbsent } from './fixtures/absence.js';
import { plantedSecrets } from './fixtures/cases.js';
import { createId, serialOf } from './fixtures/identifier.js';
import { type PromiseBook, stateOf } from './fixtures/instance.js';
import type { Contract, Subscriber } from './fixtures/subscriber.js';

/** Keys of a record without optional values. */
const cached = ['id', 'client_id', 'server_configuration_id', 'state', 'pppoe_password'];
/** A company's record keeps its dates and its plan; its free texts are empty (section 10, case 5). */
const keptByEmptyStrings = [...cached, 'plan_id', 'start_date', 'ip', 'pppoe_username', 'created_at', 'updated_at'];

/** One of `contracts` in `data`, key for key as in contract 3.1. */
export function writeContract(instance: PromiseBook, owner: Subscriber, contract: Contract): Row {
  const serial = serialOf(contract.id);
  const row = {
    id: contract.id,
    public_id: contract.publicId,
    plan_id: contract.planId,
    client_id: owner.id,
    server_configuration_id: contract.server.id,
    state: stateOf(instance, contract),
    start_date: '2021-02-23',
    ip: `10.0.${Math.floor(serial / 250) % 250}.${(serial % 250) + 2}`,
    netmask: '255.255.255.255',
    mac_address: null,
    coverage_id: null,
    ...writePlace(serial),
    cpe_port: '80',
    cpe_protocol: 'http',
    ceil_dfl_percent: 70,
    pppoe_enabled: true,
    pppoe_username: pppoeUsername(contract),
    pppoe_password: `${plantedSecrets.pppoePassword}-${serial}`,
    ppp_profile_id: createId('profile', 1),
    dhcp_enabled: false,
    dhcp_server: '',
    dhcp_mac_defined_by_service: false,
    dhcp_mac_address: '',
    cable_modem_enabled: false,
    cable_modem_ip: '',
    cable_modem_mac_address: '',
    cable_modem_gateway: '',
    latitude: owner.place.latitude,
    longitude: owner.place.longitude,
    address_street: owner.place.street,
    address_number: owner.place.number,
    address_city: owner.place.city,
    address_state: `Provincia de ${owner.place.province}`,
    address_country: 'Argentina',
    address_additional_data: '',
    details: '',
    mikrotik_interface_id: null,
    created_at: '2021-02-23T14:45:58.152-03:00',
    updated_at: '2023-09-21T13:09:30.573-03:00',
  };
  return writeAbsent(row, contract.absence, contract.absence === 'emptyStrings' ? keptByEmptyStrings : cached);
}

/** Each second line ends at a fibre box of a tower (cloud contract 2.4). */
function writePlace(serial: number): Row {
  if (serial % 2 === 1) return { node_id: null, node_name: null, nap_id: null, nap_name: null };
  return {
    node_id: createId('node', 1),
    node_name: 'Nodo Centro',
    nap_id: createId('nap', 1),
    nap_name: 'NAP 01',
  };
}

export function pppoeUsername(contract: Contract): string {
  return `${String(serialOf(contract.id)).padStart(6, '0')}@prueba`;
}
