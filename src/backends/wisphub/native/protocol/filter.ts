import { backgroundCall, type UpstreamCall } from '../../../../upstream/call.js';
import { clients, type NativeSession } from './session.js';
import { readFiltered } from './walk.js';

/** Filters of the list of clients, and a value of each that no client can have. */
const impossible = {
  id_servicio: '999999999',
  cedula: 'sin-documento-0000',
  telefono__contains: '000000000000',
  email__contains: 'nadie@sin-correo.invalid',
  usuario: 'nadie@sin-usuario',
} as const;

export type ClientFilter = keyof typeof impossible;

/** True when the installation knows a filter: one that it does not know it ignores in silence, and answers with everybody (T01), or refuses. */
export type IsKnown = (filter: ClientFilter, call: UpstreamCall) => Promise<boolean>;

/** Proves each filter once, by a value that no client can have (native contract 1.6). A proof that fails is made again. */
export function createFilterProof(session: NativeSession): IsKnown {
  const proofs = new Map<ClientFilter, Promise<boolean>>();
  const prove = async (filter: ClientFilter, call: UpstreamCall): Promise<boolean> => {
    const query = { [filter]: impossible[filter] };
    const page = await readFiltered(session, { route: clients, query }, { limit: 1 }, call);
    return page !== null && page.count === 0 && page.results.length === 0;
  };
  return (filter, { trace }) => {
    const known = proofs.get(filter);
    if (known !== undefined) return known;
    const proof = prove(filter, backgroundCall(undefined, trace));
    proofs.set(filter, proof);
    proof.catch(() => proofs.delete(filter));
    return proof;
  };
}
