import type { InForms } from './form-of-address.js';
import type { Text } from './text.js';

/** By the codes of errors. */
export const spanishErrors: InForms<Text['error']['codes']> = {
  UNREACHABLE: 'No se puede conectar con el servidor, o se perdió la conexión.',
  TIMED_OUT: 'El servidor no respondió a tiempo.',
  UPSTREAM_TIMEOUT: 'El sistema no respondió a tiempo.',
  UPSTREAM_UNAVAILABLE: 'El sistema no está disponible.',
  UPSTREAM_RATE_LIMITED: 'El sistema no acepta más consultas por ahora.',
  UPSTREAM_OVERLOADED: {
    VOS: 'Hay demasiadas consultas a la vez: intentalo de nuevo en un momento.',
    TU: 'Hay demasiadas consultas a la vez: inténtalo de nuevo en un momento.',
    USTED: 'Hay demasiadas consultas a la vez: inténtelo de nuevo en un momento.',
  },
  UPSTREAM_BAD_RESPONSE: 'El sistema respondió algo que no se entiende.',
  UPSTREAM_AUTH_FAILED: 'El sistema no acepta las credenciales de esta instalación.',
  UNAUTHENTICATED: 'El token falta o ya no vale.',
  FORBIDDEN: {
    VOS: 'Tu token no permite ver esto.',
    TU: 'Tu token no permite ver esto.',
    USTED: 'Su token no permite ver esto.',
  },
  NOT_SUPPORTED: 'Esta instalación no puede hacerlo.',
  RATE_LIMITED: {
    VOS: 'Demasiadas consultas: esperá un momento.',
    TU: 'Demasiadas consultas: espera un momento.',
    USTED: 'Demasiadas consultas: espere un momento.',
  },
  BAD_USER_INPUT: 'Ese valor no se acepta.',
  SERVICE_UNAVAILABLE: 'El servicio no está disponible ahora; no se envió nada.',
  SHUTTING_DOWN: 'El servidor se está reiniciando.',
  INTERNAL_SERVER_ERROR: 'Ocurrió un error en el servidor.',
};
