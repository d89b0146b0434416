import type { DiagnosisAction, DiagnosisCause } from './diagnosis.js';
import type { Localized } from './problem.js';

/** Said while a diagnosis runs. */
export const diagnosisRunning: Localized = {
  ES: {
    VOS: 'Estamos revisando tu conexión.',
    TU: 'Estamos revisando tu conexión.',
    USTED: 'Estamos revisando su conexión.',
  },
  EN: 'We are checking your connection.',
  PT: 'Estamos verificando sua conexão.',
};

/** What was found, for the subscriber: without a name, an amount or a promise. */
export const causeMessages: Readonly<Record<DiagnosisCause, Localized>> = {
  OUTAGE: {
    ES: {
      VOS: 'Hay una falla general que afecta tu servicio. Los técnicos ya lo saben.',
      TU: 'Hay una falla general que afecta tu servicio. Los técnicos ya lo saben.',
      USTED: 'Hay una falla general que afecta su servicio. Los técnicos ya lo saben.',
    },
    EN: 'There is a general outage that affects your service. The technicians know of it.',
    PT: 'Há uma falha geral que afeta seu serviço. Os técnicos já sabem.',
  },
  SUSPENDED_FOR_DEBT: {
    ES: {
      VOS: 'Tu servicio está suspendido por falta de pago.',
      TU: 'Tu servicio está suspendido por falta de pago.',
      USTED: 'Su servicio está suspendido por falta de pago.',
    },
    EN: 'Your service is suspended because a payment is missing.',
    PT: 'Seu serviço está suspenso por falta de pagamento.',
  },
  SUSPENDED: {
    ES: {
      VOS: 'Tu servicio no está activo.',
      TU: 'Tu servicio no está activo.',
      USTED: 'Su servicio no está activo.',
    },
    EN: 'Your service is not active.',
    PT: 'Seu serviço não está ativo.',
  },
  NO_CONNECTION: {
    ES: {
      VOS: 'Tus equipos no responden.',
      TU: 'Tus equipos no responden.',
      USTED: 'Sus equipos no responden.',
    },
    EN: 'Your equipment does not answer.',
    PT: 'Seus equipamentos não respondem.',
  },
  SUBSCRIBER_EQUIPMENT: {
    ES: {
      VOS: 'La antena responde, pero tu router no.',
      TU: 'La antena responde, pero tu router no.',
      USTED: 'La antena responde, pero su router no.',
    },
    EN: 'The antenna answers, but your router does not.',
    PT: 'A antena responde, mas seu roteador não.',
  },
  UNSTABLE: {
    ES: {
      VOS: 'Tu conexión responde con cortes.',
      TU: 'Tu conexión responde con cortes.',
      USTED: 'Su conexión responde con cortes.',
    },
    EN: 'Your connection answers with interruptions.',
    PT: 'Sua conexão responde com interrupções.',
  },
  HEALTHY: {
    ES: {
      VOS: 'Tu conexión responde bien hasta tus equipos.',
      TU: 'Tu conexión responde bien hasta tus equipos.',
      USTED: 'Su conexión responde bien hasta sus equipos.',
    },
    EN: 'Your connection answers well up to your equipment.',
    PT: 'Sua conexão responde bem até seus equipamentos.',
  },
  UNKNOWN: {
    ES: 'No pudimos determinar la causa.',
    EN: 'We could not determine the cause.',
    PT: 'Não conseguimos determinar a causa.',
  },
};

/** What had best be done, after what was found. */
export const actionMessages: Readonly<Record<DiagnosisAction, Localized>> = {
  WAIT: {
    ES: {
      VOS: 'Ya está en curso: no hace falta que hagas nada más por ahora.',
      TU: 'Ya está en curso: no hace falta que hagas nada más por ahora.',
      USTED: 'Ya está en curso: no hace falta que haga nada más por ahora.',
    },
    EN: 'It is being dealt with: you need not do anything else for now.',
    PT: 'Já está em andamento: não é preciso fazer mais nada por enquanto.',
  },
  PAY: {
    ES: {
      VOS: 'Pagá lo pendiente para recuperarlo.',
      TU: 'Paga lo pendiente para recuperarlo.',
      USTED: 'Pague lo pendiente para recuperarlo.',
    },
    EN: 'Pay what is open to restore it.',
    PT: 'Pague o que está pendente para recuperá-lo.',
  },
  PROMISE: {
    ES: {
      VOS: 'Podés pagar, o registrar una promesa de pago para recuperarlo antes.',
      TU: 'Puedes pagar, o registrar una promesa de pago para recuperarlo antes.',
      USTED: 'Puede pagar, o registrar una promesa de pago para recuperarlo antes.',
    },
    EN: 'You can pay, or record a promise to pay to restore it sooner.',
    PT: 'Você pode pagar, ou registrar uma promessa de pagamento para recuperá-lo antes.',
  },
  RESTART: {
    ES: {
      VOS: 'Desenchufá tu router, esperá un minuto y volvé a enchufarlo.',
      TU: 'Desenchufa tu router, espera un minuto y vuelve a enchufarlo.',
      USTED: 'Desenchufe su router, espere un minuto y vuelva a enchufarlo.',
    },
    EN: 'Unplug your router, wait a minute and plug it in again.',
    PT: 'Desligue seu roteador da tomada, espere um minuto e ligue de novo.',
  },
  TICKET: {
    ES: 'Podemos abrir un reporte para que un técnico lo revise.',
    EN: 'We can open a report for a technician to look at it.',
    PT: 'Podemos abrir um chamado para que um técnico verifique.',
  },
  PERSON: {
    ES: {
      VOS: 'Un asesor puede ayudarte.',
      TU: 'Un asesor puede ayudarte.',
      USTED: 'Un asesor puede ayudarle.',
    },
    EN: 'An agent can help you.',
    PT: 'Um atendente pode ajudar.',
  },
};
