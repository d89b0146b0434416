import type { LearntPoint, Questions } from '../../../learning.js';
import { byForm, formOfReply, isRow, keysOf, type Row, typeOf, unknown } from '../../../learning-form.js';

/** Keys of native contract 2.4. */
const profileKeys = [
  ...['usuario', 'nombre', 'apellidos', 'email', 'cedula', 'direccion', 'localidad', 'ciudad', 'telefono', 'saldo'],
  ...['descuento', 'aplicar_mora', 'recargo_mora'],
];

/** The detail and the profile of one client. */
export async function learnRecord(questions: Questions, [row]: readonly Row[]): Promise<readonly LearntPoint[]> {
  const [detailAbout, profileAbout] = ['promesa_pago in the detail of a client', 'keys of the profile'];
  const id = row?.id_servicio;
  if (typeof id !== 'number')
    return [
      ['A-11', detailAbout],
      ['A-43', profileAbout],
    ].map(([point = '', about = '']) => unknown(point, about, 'there is no client'));
  const detail = await questions.ask('/clientes/{id}/', {}, id);
  const profile = await questions.ask('/clientes/{id}/perfil/', {}, id);
  return [
    isRow(detail.body) && detail.status === 200
      ? byForm('A-11', detailAbout, [detail.body], ({ promesa_pago: promise }) => typeOf(promise))
      : unknown('A-11', detailAbout, formOfReply(detail)),
    isRow(profile.body) && profile.status === 200
      ? toProfile(profile.body, profileAbout)
      : unknown('A-43', profileAbout, formOfReply(profile)),
  ];
}

function toProfile(profile: Row, about: string): LearntPoint {
  const missing = profileKeys.filter((key) => !(key in profile));
  const empty = profileKeys.filter((key) => profile[key] === null);
  const others = keysOf([profile]).filter((key) => !profileKeys.includes(key));
  const found = [
    ...(missing.length > 0 ? ['keys missing'] : []),
    ...(empty.length > 0 ? ['null'] : []),
    ...(others.length > 0 ? ['other keys'] : []),
  ];
  return { point: 'A-43', about, variant: found.join(', ') || 'all keys', evidence: { missing, null: empty, others } };
}
