import { type Addressed, type FormOfAddress, inForm } from './form-of-address.js';
import { paymentProblemCodes, paymentProblemMessages } from './payment-problem.js';

export const problemCodes = [
  'INVALID_INPUT',
  'CLIENT_NOT_FOUND',
  'CONTRACT_NOT_FOUND',
  'ZONE_FULL',
  'DUPLICATE_TICKET',
  'PROMISE_NOT_ALLOWED',
  ...paymentProblemCodes,
  'BACKEND_REFUSED',
  'OUTCOME_UNKNOWN',
  'IDEMPOTENCY_KEY_REUSED',
  'IDEMPOTENCY_IN_PROGRESS',
  'IDEMPOTENCY_RESULT_PURGED',
] as const;

/** Reasons for which a mutation did not do its work. */
export type ProblemCode = (typeof problemCodes)[number];

export const locales = ['ES', 'EN', 'PT'] as const;

export type Locale = (typeof locales)[number];

/** Only Spanish has forms of address that differ by country: Portuguese is that of Brazil. */
export interface Localized extends Readonly<Record<Exclude<Locale, 'ES'>, string>> {
  readonly ES: Addressed;
}

export function localize({ ES, ...others }: Localized, locale: Locale, form: FormOfAddress): string {
  return locale === 'ES' ? inForm(ES, form) : others[locale];
}

export const promiseRefusals = [
  'SERVICE_ACTIVE',
  'DATE_IN_PAST',
  'DATE_TOO_FAR',
  'ALREADY_PROMISED',
  'NOTHING_TO_PAY',
] as const;

export type PromiseRefusal = (typeof promiseRefusals)[number];

/** Sentences to be read aloud to a subscriber: they name nothing and promise nothing. */
export const problemMessages: Readonly<Record<ProblemCode, Localized>> = {
  INVALID_INPUT: {
    ES: {
      VOS: 'Algún dato no es válido. Revisalo e intentá de nuevo.',
      TU: 'Algún dato no es válido. Revísalo e intenta de nuevo.',
      USTED: 'Algún dato no es válido. Revíselo e intente de nuevo.',
    },
    EN: 'Some of the data is not valid. Check it and try again.',
    PT: 'Algum dado não é válido. Confira e tente novamente.',
  },
  CLIENT_NOT_FOUND: {
    ES: 'No encontramos a ese cliente.',
    EN: 'We could not find that client.',
    PT: 'Não encontramos esse cliente.',
  },
  CONTRACT_NOT_FOUND: {
    ES: 'No encontramos ese contrato.',
    EN: 'We could not find that contract.',
    PT: 'Não encontramos esse contrato.',
  },
  ZONE_FULL: {
    ES: {
      VOS: 'Ya hay varios reportes abiertos en tu zona: los técnicos están al tanto y trabajan en ello.',
      TU: 'Ya hay varios reportes abiertos en tu zona: los técnicos están al tanto y trabajan en ello.',
      USTED: 'Ya hay varios reportes abiertos en su zona: los técnicos están al tanto y trabajan en ello.',
    },
    EN: 'There are already several open reports in your area: the technicians know and are working on it.',
    PT: 'Já há vários chamados abertos na sua região: os técnicos estão cientes e trabalhando nisso.',
  },
  DUPLICATE_TICKET: {
    ES: 'Ya abrimos un reporte igual hace unos minutos. No hace falta abrir otro.',
    EN: 'We already opened the same report a few minutes ago. There is no need for another.',
    PT: 'Já abrimos um chamado igual há poucos minutos. Não é preciso abrir outro.',
  },
  PROMISE_NOT_ALLOWED: {
    ES: 'No es posible registrar esa promesa de pago.',
    EN: 'That promise to pay cannot be recorded.',
    PT: 'Não é possível registrar essa promessa de pagamento.',
  },
  ...paymentProblemMessages,
  BACKEND_REFUSED: {
    ES: {
      VOS: 'El sistema no aceptó la solicitud. Un asesor puede ayudarte.',
      TU: 'El sistema no aceptó la solicitud. Un asesor puede ayudarte.',
      USTED: 'El sistema no aceptó la solicitud. Un asesor puede ayudarle.',
    },
    EN: 'The system did not accept the request. An agent can help you.',
    PT: 'O sistema não aceitou a solicitação. Um atendente pode ajudar.',
  },
  OUTCOME_UNKNOWN: {
    ES: {
      VOS: 'No pudimos confirmar si la solicitud quedó registrada. No la repitas: un asesor lo verificará.',
      TU: 'No pudimos confirmar si la solicitud quedó registrada. No la repitas: un asesor lo verificará.',
      USTED: 'No pudimos confirmar si la solicitud quedó registrada. No la repita: un asesor lo verificará.',
    },
    EN: 'We could not confirm whether the request was recorded. Do not repeat it: an agent will check.',
    PT: 'Não conseguimos confirmar se a solicitação foi registrada. Não repita: um atendente vai verificar.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    ES: 'Esa clave ya se usó para una solicitud distinta.',
    EN: 'That key was already used for a different request.',
    PT: 'Essa chave já foi usada em uma solicitação diferente.',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    ES: {
      VOS: 'Tu solicitud anterior todavía está en curso. Esperá un momento.',
      TU: 'Tu solicitud anterior todavía está en curso. Espera un momento.',
      USTED: 'Su solicitud anterior todavía está en curso. Espere un momento.',
    },
    EN: 'Your previous request is still in progress. Wait a moment.',
    PT: 'Sua solicitação anterior ainda está em andamento. Aguarde um momento.',
  },
  IDEMPOTENCY_RESULT_PURGED: {
    ES: 'Esa solicitud ya se atendió. No se repitió.',
    EN: 'That request was already handled. It was not repeated.',
    PT: 'Essa solicitação já foi atendida. Ela não foi repetida.',
  },
};

/** Reasons for which a promise to pay is not possible, for the person who wants to promise. */
export const promiseRefusalMessages: Readonly<Record<PromiseRefusal, Localized>> = {
  SERVICE_ACTIVE: {
    ES: {
      VOS: 'Tu servicio no está suspendido: no hace falta una promesa de pago.',
      TU: 'Tu servicio no está suspendido: no hace falta una promesa de pago.',
      USTED: 'Su servicio no está suspendido: no hace falta una promesa de pago.',
    },
    EN: 'Your service is not suspended: no promise to pay is needed.',
    PT: 'Seu serviço não está suspenso: não é preciso uma promessa de pagamento.',
  },
  DATE_IN_PAST: {
    ES: {
      VOS: 'La fecha prometida ya pasó. Elegí una fecha desde hoy.',
      TU: 'La fecha prometida ya pasó. Elige una fecha desde hoy.',
      USTED: 'La fecha prometida ya pasó. Elija una fecha desde hoy.',
    },
    EN: 'The promised day is over. Choose today or a later day.',
    PT: 'A data prometida já passou. Escolha hoje ou uma data posterior.',
  },
  DATE_TOO_FAR: {
    ES: {
      VOS: 'La fecha prometida es demasiado lejana. Elegí una más cercana.',
      TU: 'La fecha prometida es demasiado lejana. Elige una más cercana.',
      USTED: 'La fecha prometida es demasiado lejana. Elija una más cercana.',
    },
    EN: 'The promised day is too far away. Choose an earlier one.',
    PT: 'A data prometida está muito distante. Escolha uma mais próxima.',
  },
  ALREADY_PROMISED: {
    ES: 'Esa promesa de pago ya está registrada.',
    EN: 'That promise to pay is already on record.',
    PT: 'Essa promessa de pagamento já está registrada.',
  },
  NOTHING_TO_PAY: {
    ES: {
      VOS: 'Tu cuenta no tiene facturas pendientes por las que prometer un pago.',
      TU: 'Tu cuenta no tiene facturas pendientes por las que prometer un pago.',
      USTED: 'Su cuenta no tiene facturas pendientes por las que prometer un pago.',
    },
    EN: 'You have no open invoice for which to promise a payment.',
    PT: 'Você não tem faturas em aberto para prometer um pagamento.',
  },
};

/** Problem with one field of a mutation's input. */
export const fieldProblems = {
  required: {
    ES: 'Este dato es obligatorio.',
    EN: 'This is required.',
    PT: 'Este dado é obrigatório.',
  },
  malformed: {
    ES: 'Este dato no tiene un formato válido.',
    EN: 'This is not in a valid form.',
    PT: 'Este dado não está em um formato válido.',
  },
  tooShort: {
    ES: 'Este dato es demasiado corto.',
    EN: 'This is too short.',
    PT: 'Este dado é curto demais.',
  },
  tooLong: {
    ES: 'Este dato es demasiado largo.',
    EN: 'This is too long.',
    PT: 'Este dado é longo demais.',
  },
  outOfRange: {
    ES: 'Este número está fuera del rango permitido.',
    EN: 'This number is out of range.',
    PT: 'Este número está fora do intervalo permitido.',
  },
  fullName: {
    ES: {
      VOS: 'Indicá al menos un nombre y un apellido.',
      TU: 'Indica al menos un nombre y un apellido.',
      USTED: 'Indique al menos un nombre y un apellido.',
    },
    EN: 'Give at least a first and a last name.',
    PT: 'Informe pelo menos um nome e um sobrenome.',
  },
  threeFacts: {
    ES: 'Se necesitan al menos tres datos.',
    EN: 'At least three facts are needed.',
    PT: 'São necessários pelo menos três dados.',
  },
  secretFact: {
    ES: 'Uno de los datos debe ser la dirección o el documento de identidad.',
    EN: 'One of the facts must be the address or the identity document.',
    PT: 'Um dos dados deve ser o endereço ou o documento de identidade.',
  },
  unknownSubject: {
    ES: 'Ese asunto no existe.',
    EN: 'There is no such subject.',
    PT: 'Esse assunto não existe.',
  },
  noZone: {
    ES: 'El cliente no tiene zona asignada.',
    EN: 'The client has no zone.',
    PT: 'O cliente não tem uma região atribuída.',
  },
  unknownMethod: {
    ES: 'Esa forma de pago no existe, o falta indicarla.',
    EN: 'There is no such payment method, or none was named.',
    PT: 'Essa forma de pagamento não existe, ou falta informá-la.',
  },
  noTechnician: {
    ES: {
      VOS: 'El cliente no tiene técnico asignado: indicá uno.',
      TU: 'El cliente no tiene técnico asignado: indica uno.',
      USTED: 'El cliente no tiene técnico asignado: indique uno.',
    },
    EN: 'The client has no technician: name one.',
    PT: 'O cliente não tem técnico atribuído: informe um.',
  },
} as const satisfies Readonly<Record<string, Localized>>;

export type FieldProblemKind = keyof typeof fieldProblems;

export interface FieldProblem {
  /** Path within the input, e.g. `['facts', 'name']`. */
  readonly path: readonly string[];
  readonly kind: FieldProblemKind;
}
